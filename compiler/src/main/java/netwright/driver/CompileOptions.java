package netwright.driver;

import java.util.List;

/// What is asked of the compiler beside the source.
///
/// @param mode how programs run
/// @param flavour the code, if they are compiled
/// @param settings `name=value`, each a hyper-parameter or a setting of `train` or `data`
public record CompileOptions(Mode mode, FlavourChoice flavour, List<String> settings) {

  /// Nothing in particular.
  public static final CompileOptions DEFAULT =
      new CompileOptions(Mode.COMPILED, FlavourChoice.AUTO, List.of());

  public CompileOptions {
    settings = List.copyOf(settings);
  }
}
