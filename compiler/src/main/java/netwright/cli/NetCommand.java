package netwright.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.driver.Compilation;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.FlavourChoice;
import netwright.driver.Mode;
import netwright.driver.Stage;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// What all commands have in common: a `.net` file, options, and how they end.
abstract class NetCommand implements Callable<Integer> {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private final Screen screen;

  @Spec private CommandSpec spec;

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

  @Option(
      names = "--json",
      description = "Tell a program: one JSON object a line, the last one the result.")
  private boolean json;

  @Option(names = "--debug", description = "Show the details of an internal error.")
  private boolean debug;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  NetCommand(Screen screen) {
    this.screen = screen;
  }

  @Override
  public final Integer call() {
    Reporter reporter = json ? new JsonReporter(screen) : new TextReporter(screen);
    try {
      boolean elsewhere = flavour == FlavourChoice.VECTOR && VectorProcess.isPossible();
      return elsewhere ? VectorProcess.run(arguments()) : run(reporter);
    } catch (CompilationFailed failed) {
      reporter.problems(failed.problems());
      reporter.failed(failed.problems());
      return MISUSED;
    } catch (OutOfMemoryError _) {
      Problems problems = outOfMemory();
      reporter.problems(problems);
      reporter.failed(problems);
      return FAILED;
    } catch (RuntimeException | Error unexpected) {
      reporter.crashed(unexpected, debug);
      return FAILED;
    }
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

  /// What `netc` was called with.
  final List<String> arguments() {
    return spec.root().commandLine().getParseResult().originalArgs();
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

  private static Problems outOfMemory() {
    long megabytes = Runtime.getRuntime().maxMemory() >> 20;
    Problems problems = new Problems();
    problems.add(
        Diagnostic.of(
                Code.OUT_OF_MEMORY, Span.NONE, "the " + megabytes + " MB of memory are used up")
            .help("give the JVM more, such as NETC_JAVA_OPTS=-Xmx8g"));
    return problems;
  }

  private CompileOptions options() {
    List<String> all = new ArrayList<>(settings);
    if (seed != null) {
      all.add("train.seed=" + seed);
    }
    return new CompileOptions(mode, flavour, all);
  }
}
