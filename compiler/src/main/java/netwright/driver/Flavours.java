package netwright.driver;

import netwright.check.TypedModel;
import netwright.runtime.Flavour;
import netwright.runtime.Variable;

/// Decides which code is generated for this machine.
final class Flavours {
  /// Below this many floating-point operations scalar code is done before vector code is warm.
  private static final double LONG = 2e9;

  /// Operations that a parameter costs for each sample in training: two in each of three contractions.
  private static final double PER_PARAMETER = 6;

  private Flavours() {}

  /// The flavour for training on `rows` samples.
  static Flavour forTraining(Compilation compilation, int rows) {
    TypedModel model = compilation.model();
    double operations = PER_PARAMETER * parameters(compilation) * rows * model.recipe().epochs();
    return choose(compilation.options().flavour(), operations > LONG);
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
