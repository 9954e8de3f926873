package netwright.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netwright.diag.CompilationFailed;
import netwright.driver.Compilation;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.FlavourChoice;
import netwright.driver.Mode;
import netwright.driver.Stage;

/// What all commands have in common that compile a network: its `.net` file and the options for it.
abstract class NetCommand extends AnyCommand {
  private final Argument<Path> file =
      arguments().parameter(Path.class, 0, "FILE.net", "The network.");
  private final Argument<List<String>> settings =
      arguments()
          .list(
              String.class,
              "--set",
              "NAME=VALUE",
              "Set a hyper-parameter or a setting of `train` or `data`, such as hidden=8 or train.epochs=50. May be repeated.");
  private final Argument<Long> seed =
      arguments().option(Long.class, "--seed", "N", "Set train.seed.");
  private final Argument<Mode> mode =
      arguments()
          .option(
              Mode.class,
              "--mode",
              "MODE",
              "Run the network ${COMPLETION-CANDIDATES}; the results are the same bits.");
  private final Argument<FlavourChoice> flavour =
      arguments()
          .option(
              FlavourChoice.class,
              "--flavour",
              "FLAVOUR",
              "The compiled code: ${COMPLETION-CANDIDATES}; the results are the same bits.");
  private final Argument<List<Stage>> dumps =
      arguments()
          .commaList(
              Stage.class,
              "--dump",
              "STAGE",
              "Show stages of compilation: ${COMPLETION-CANDIDATES}.");

  NetCommand(Screen screen, String name, String description) {
    super(screen, name, description);
  }

  @Override
  final int start(Reporter reporter) {
    boolean elsewhere =
        flavour.or(FlavourChoice.AUTO) == FlavourChoice.VECTOR && VectorProcess.isPossible();
    return elsewhere ? VectorProcess.startOver(line()) : run(reporter);
  }

  /// Does the work.
  ///
  /// @return the exit code
  /// @throws CompilationFailed if the input is at fault
  abstract int run(Reporter reporter);

  /// The `.net` file.
  final Path file() {
    return file.value();
  }

  /// The compiled network; warnings and dumps are reported.
  ///
  /// @throws CompilationFailed if it has errors
  final Compilation compile(Reporter reporter) {
    Compilation compilation = Compiler.compile(file(), options());
    if (!VectorProcess.isContinuation()) {
      reporter.problems(compilation.warnings());
      dumps.or(List.of()).stream()
          .sorted()
          .forEach(stage -> reporter.dump(stage, compilation.dump(stage)));
    }
    return compilation;
  }

  private CompileOptions options() {
    List<String> all = new ArrayList<>(settings.or(List.of()));
    seed.given().ifPresent(number -> all.add("train.seed=" + number));
    return new CompileOptions(mode.or(Mode.COMPILED), flavour.or(FlavourChoice.AUTO), all);
  }
}
