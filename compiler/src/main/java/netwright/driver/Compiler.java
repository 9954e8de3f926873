package netwright.driver;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.check.Checker;
import netwright.check.Imports;
import netwright.check.Overrides;
import netwright.check.TypedModel;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Ast.NetFile;
import netwright.syntax.NetParser;

/// From a source to a network that can be trained and used.
public final class Compiler {
  /// What messages and stack traces call a text that is no file.
  private static final Path IN_MEMORY = Path.of("network.net");

  private Compiler() {}

  /// Compiles the network in `file`.
  ///
  /// @throws CompilationFailed with all errors and warnings of the file, if it has errors or cannot be read
  public static Compilation compile(Path file, CompileOptions options) {
    return compile(file, SourceFile.read(file), options);
  }

  /// Compiles the network in `file`, as it is.
  ///
  /// @throws CompilationFailed with all errors and warnings of the file, if it has errors or cannot be read
  public static Compilation compile(Path file) {
    return compile(file, CompileOptions.DEFAULT);
  }

  /// Compiles the network that `source` is the text of. Files that it names are looked for in the present folder.
  ///
  /// @throws CompilationFailed with all errors and warnings of the text, if it has errors
  public static Compilation compile(String source) {
    byte[] bytes = source.getBytes(StandardCharsets.UTF_8);
    return compile(IN_MEMORY, SourceFile.of(IN_MEMORY.toString(), bytes), CompileOptions.DEFAULT);
  }

  private static Compilation compile(Path file, SourceFile text, CompileOptions options) {
    Overrides overrides = overrides(options.settings());
    Problems problems = new Problems();
    NetFile tree = NetParser.parse(text.source(), problems);
    problems.throwIfErrors();
    List<Path> sources = new ArrayList<>(List.of(file));
    Imports imports =
        (importer, path) -> {
          Optional<Source> imported = SourceFile.imported(importer, path);
          imported.ifPresent(source -> sources.add(Path.of(source.name())));
          return imported;
        };
    Optional<TypedModel> model = Checker.check(tree, text.source(), imports, overrides, problems);
    problems.throwIfErrors();
    return new Compilation(text, sources, tree, model.orElseThrow(), options, problems);
  }

  private static Overrides overrides(List<String> settings) {
    Overrides overrides = Overrides.NONE;
    for (String setting : settings) {
      int sign = setting.indexOf('=');
      if (sign <= 0) {
        String help = "write --set name=value, such as --set train.epochs=50";
        throw Failures.of(Code.USAGE, "`" + setting + "` does not set anything", help);
      }
      overrides =
          overrides.with(setting.substring(0, sign).strip(), setting.substring(sign + 1).strip());
    }
    return overrides;
  }
}
