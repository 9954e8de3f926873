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
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What all commands have in common that compile a network: its `.net` file and the options for it.
abstract class NetCommand extends AnyCommand {
  @Parameters(index = "0", paramLabel = "FILE.net", description = "The network.")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "NAME=VALUE",
      description =
          "Set a hyper-parameter or a setting of `train` or `data`, such as hidden=8 or train.epochs=50. May be repeated.")
  private List<String> settings = new ArrayList<>();

  @Option(names = "--seed", paramLabel = "N", description = "Set train.seed.")
  private Long seed;

  @Option(
      names = "--mode",
      paramLabel = "MODE",
      description = "Run the network ${COMPLETION-CANDIDATES}; the results are the same bits.")
  private Mode mode = Mode.COMPILED;

  @Option(
      names = "--flavour",
      paramLabel = "FLAVOUR",
      description = "The compiled code: ${COMPLETION-CANDIDATES}; the results are the same bits.")
  private FlavourChoice flavour = FlavourChoice.AUTO;

  @Option(
      names = "--dump",
      paramLabel = "STAGE",
      split = ",",
      description = "Show stages of compilation: ${COMPLETION-CANDIDATES}.")
  private List<Stage> dumps = new ArrayList<>();

  NetCommand(Screen screen) {
    super(screen);
  }

  @Override
  final int start(Reporter reporter) {
    boolean elsewhere = flavour == FlavourChoice.VECTOR && VectorProcess.isPossible();
    return elsewhere ? VectorProcess.startOver(arguments()) : run(reporter);
  }

  /// Does the work.
  ///
  /// @return the exit code
  /// @throws CompilationFailed if the input is at fault
  abstract int run(Reporter reporter);

  /// The `.net` file.
  final Path file() {
    return file;
  }

  /// The compiled network; warnings and dumps are reported.
  ///
  /// @throws CompilationFailed if it has errors
  final Compilation compile(Reporter reporter) {
    Compilation compilation = Compiler.compile(file, options());
    if (!VectorProcess.isContinuation()) {
      reporter.problems(compilation.warnings());
      dumps.stream().sorted().forEach(stage -> reporter.dump(stage, compilation.dump(stage)));
    }
    return compilation;
  }

  private CompileOptions options() {
    List<String> all = new ArrayList<>(settings);
    if (seed != null) {
      all.add("train.seed=" + seed);
    }
    return new CompileOptions(mode, flavour, all);
  }
}
