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

  /// From so many seconds on, of code that only the JVM's first compiler has seen, a second JVM overtakes.
  private static final double WORTH_A_START = 1;

  /// Floating-point operations of such code in a second, about.
  private static final double FIRST_RATE = 1e9;

  /// The same if they are interpreted.
  private static final double FIRST_RATE_INTERPRETED = 3e7;

  /// Seconds in which such code reads a byte of text, about, and the second JVM.
  private static final double FIRST_READING = 1 / 50e6;

  private static final double READING = 1 / 150e6;

  /// Operations that a parameter costs for each sample in training: two in each of three contractions.
  private static final double PER_PARAMETER = 6;

  private Flavours() {}

  /// The flavour for training on `rows` samples.
  static Flavour forTraining(Compilation compilation, int rows) {
    return choose(compilation, isLong(compilation, rows));
  }

  /// Whether reading `text` bytes and training on `rows` samples takes long enough to do both in a JVM with both of its
  /// compilers, and with vectors.
  static boolean isWorthAStart(Compilation compilation, long text, int rows) {
    return trainingSeconds(compilation, rows) + text * (FIRST_READING - READING) > WORTH_A_START;
  }

  /// Whether training on `rows` samples does, when `text` bytes have been read, which the second JVM has to do again.
  static boolean isWorthAnotherStart(Compilation compilation, long text, int rows) {
    return trainingSeconds(compilation, rows) - text * READING > WORTH_A_START;
  }

  private static double trainingSeconds(Compilation compilation, int rows) {
    double rate =
        switch (compilation.options().mode()) {
          case INTERPRETED -> FIRST_RATE_INTERPRETED;
          case COMPILED -> FIRST_RATE;
        };
    return allOperations(compilation, rows) / rate;
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
