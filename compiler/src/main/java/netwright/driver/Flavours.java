package netwright.driver;

import netwright.runtime.Flavour;
import netwright.runtime.Variable;

/// Decides which code is generated for this machine.
final class Flavours {
  /// Floating-point operations of scalar code in a second, about.
  static final double SCALAR_RATE = 4e9;

  /// Below this many floating-point operations, half a second of scalar code, vector code is hardly warm.
  private static final double LONG = 0.5 * SCALAR_RATE;

  /// The same if the virtual machine has one processor, on which warming up takes the time of computing.
  private static final double LONG_ON_ONE_PROCESSOR = 5 * SCALAR_RATE;

  /// From this many on, a second of code that only the JVM's first compiler has seen, a second JVM overtakes.
  private static final double WORTH_A_START = 1e9;

  /// The same if they are interpreted.
  private static final double WORTH_A_START_INTERPRETED = 3e7;

  /// Operations that a parameter costs for each sample in training: two in each of three contractions.
  private static final double PER_PARAMETER = 6;

  private Flavours() {}

  /// The flavour for training on `rows` samples.
  static Flavour forTraining(Compilation compilation, int rows) {
    return choose(compilation, isLong(compilation, rows));
  }

  /// Whether training on `rows` samples is long enough to go on in a JVM with both of its compilers, and with vectors.
  static boolean isWorthAStart(Compilation compilation, int rows) {
    double least =
        switch (compilation.options().mode()) {
          case INTERPRETED -> WORTH_A_START_INTERPRETED;
          case COMPILED -> WORTH_A_START;
        };
    return allOperations(compilation, rows) > least;
  }

  private static double allOperations(Compilation compilation, int rows) {
    double epochs = compilation.model().recipe().epochs();
    return operations(compilation, rows) * epochs;
  }

  private static boolean isLong(Compilation compilation, int rows) {
    boolean alone = Runtime.getRuntime().availableProcessors() == 1;
    return allOperations(compilation, rows) > (alone ? LONG_ON_ONE_PROCESSOR : LONG);
  }

  /// The floating-point operations of training on each of `rows` samples once, about.
  static double operations(Compilation compilation, int rows) {
    return PER_PARAMETER * parameters(compilation) * rows;
  }

  /// The flavour for predicting.
  static Flavour forPrediction(Compilation compilation) {
    return choose(compilation, false);
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

  private static Flavour choose(Compilation compilation, boolean longWork) {
    return switch (compilation.options().flavour()) {
      case SCALAR -> Flavour.SCALAR;
      case VECTOR -> Flavour.widest();
      case AUTO -> longWork ? Flavour.fastest() : Flavour.SCALAR;
    };
  }
}
