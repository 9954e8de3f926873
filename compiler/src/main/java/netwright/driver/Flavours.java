package netwright.driver;

import netwright.runtime.Flavour;
import netwright.runtime.Variable;

/// Decides which code is generated for this machine.
final class Flavours {
  /// Below this many floating-point operations, two seconds of scalar code, vector code is hardly warm.
  private static final double LONG = 2e10;

  /// Operations that a parameter costs for each sample in training: two in each of three contractions.
  private static final double PER_PARAMETER = 6;

  private Flavours() {}

  /// The flavour for training on `rows` samples.
  static Flavour forTraining(Compilation compilation, int rows) {
    return choose(compilation.options().flavour(), isLong(compilation, rows));
  }

  /// Whether training on `rows` samples is long enough for vector code, if there were any.
  static boolean areWorthIt(Compilation compilation, int rows) {
    return compilation.options().mode() == Mode.COMPILED
        && compilation.options().flavour() == FlavourChoice.AUTO
        && isLong(compilation, rows);
  }

  private static boolean isLong(Compilation compilation, int rows) {
    double epochs = compilation.model().recipe().epochs();
    return PER_PARAMETER * parameters(compilation) * rows * epochs > LONG;
  }

  /// The flavour for predicting.
  static Flavour forPrediction(Compilation compilation) {
    return choose(compilation.options().flavour(), false);
  }

  /// How many numbers are trained.
  static long parameters(Compilation compilation) {
    return compilation.variables().stream()
        .filter(variable -> variable.role() == Variable.Role.PARAMETER)
        .mapToLong(Variable::size)
        .sum();
  }

  /// `interpreted`, `scalar` or `vector`.
  static String describe(Mode mode, Flavour flavour) {
    return switch (mode) {
      case INTERPRETED -> "interpreted";
      case COMPILED -> flavour == Flavour.SCALAR ? "scalar" : "vector";
    };
  }

  private static Flavour choose(FlavourChoice choice, boolean longWork) {
    return switch (choice) {
      case SCALAR -> Flavour.SCALAR;
      case VECTOR -> Flavour.widest();
      case AUTO -> longWork ? Flavour.fastest() : Flavour.SCALAR;
    };
  }
}
