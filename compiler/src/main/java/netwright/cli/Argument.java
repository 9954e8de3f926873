package netwright.cli;

import java.util.Optional;
import picocli.CommandLine.Model.ArgSpec;

/// An option or parameter of a command, and once its line has been read, what was given for it.
final class Argument<T> {
  private final ArgSpec spec;

  Argument(ArgSpec spec) {
    this.spec = spec;
  }

  /// What was given, if anything.
  Optional<T> given() {
    T value = spec.getValue();
    return Optional.ofNullable(value);
  }

  /// What was given, or else `otherwise`.
  T or(T otherwise) {
    return given().orElse(otherwise);
  }

  /// What was given for something that must be given.
  T value() {
    return given().orElseThrow();
  }

  boolean isGiven() {
    return given().isPresent();
  }
}
