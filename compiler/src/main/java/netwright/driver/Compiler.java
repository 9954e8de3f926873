package netwright.driver;

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
  private Compiler() {}

  /// Compiles the network in `file`.
  ///
  /// @throws CompilationFailed with all errors and warnings of the file, if it has errors or cannot be read
  public static Compilation compile(Path file, CompileOptions options) {
    SourceFile text = SourceFile.read(file);
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
