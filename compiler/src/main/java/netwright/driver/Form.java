package netwright.driver;

import java.util.List;
import java.util.Locale;
import netwright.runtime.Flavour;
import netwright.runtime.Program;

/// A form in which a program can be measured. All leave the same bits.
public enum Form {
  /// Classes that compute with vectors.
  VECTOR,
  /// Classes that compute number by number.
  SCALAR,
  /// Node by node.
  INTERPRETED;

  /// The forms that the options of `compilation` ask for and the network has on this virtual machine.
  static List<Form> of(Compilation compilation) {
    CompileOptions options = compilation.options();
    if (options.mode() == Mode.INTERPRETED) {
      return List.of(INTERPRETED);
    }
    if (options.flavour() == FlavourChoice.SCALAR || vectors(options) == Flavour.SCALAR) {
      return List.of(SCALAR, INTERPRETED);
    }
    return options.flavour() == FlavourChoice.VECTOR
        ? List.of(VECTOR, INTERPRETED)
        : List.of(VECTOR, SCALAR, INTERPRETED);
  }

  /// The vectors for `options`; [Flavour#SCALAR] if there are none.
  static Flavour vectors(CompileOptions options) {
    return options.flavour() == FlavourChoice.VECTOR ? Flavour.widest() : Flavour.fastest();
  }

  /// The program of `work` in this form, made anew.
  Program program(Workload work, CompileOptions options) {
    return switch (this) {
      case VECTOR -> work.compiled(vectors(options));
      case SCALAR -> work.compiled(Flavour.SCALAR);
      case INTERPRETED -> work.interpreted();
    };
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
