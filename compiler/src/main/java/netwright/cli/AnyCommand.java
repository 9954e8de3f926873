package netwright.cli;

import java.nio.file.InvalidPathException;
import java.util.List;
import java.util.concurrent.Callable;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/// What all commands have in common: to whom they tell what happens, and how they end.
abstract class AnyCommand implements Callable<Integer> {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int MISUSED = 2;

  private final Screen screen;

  private final Arguments arguments;
  private final Argument<Boolean> json;
  private final Argument<Boolean> debug;

  AnyCommand(Screen screen, String name, String description) {
    this.screen = screen;
    arguments = Arguments.of(this, name, description);
    json =
        arguments.flag(
            "--json", "Tell a program: one JSON object a line, the last one the result.");
    debug = arguments.flag("--debug", "Show the details of an internal error.");
    arguments.help("Show this help.");
  }

  @Override
  public final Integer call() {
    Reporter reporter = json.isGiven() ? new JsonReporter(screen) : new TextReporter(screen);
    try {
      return start(reporter);
    } catch (ParameterException misused) {
      throw misused;
    } catch (CompilationFailed failed) {
      return ended(reporter, failed.problems(), MISUSED);
    } catch (InvalidPathException unnameable) {
      return ended(reporter, unnameable(unnameable), MISUSED);
    } catch (OutOfMemoryError _) {
      return ended(reporter, outOfMemory(), FAILED);
    } catch (RuntimeException | Error unexpected) {
      reporter.crashed(unexpected, debug.isGiven());
      return FAILED;
    }
  }

  private static int ended(Reporter reporter, Problems problems, int code) {
    reporter.problems(problems);
    reporter.failed(problems);
    return code;
  }

  /// Does the work.
  ///
  /// @return the exit code
  /// @throws CompilationFailed if the input is at fault
  abstract int start(Reporter reporter);

  /// To make its arguments with.
  final Arguments arguments() {
    return arguments;
  }

  /// The command as picocli knows it.
  final CommandSpec spec() {
    return arguments.command();
  }

  /// What `netc` was called with.
  final List<String> line() {
    return spec().root().commandLine().getParseResult().originalArgs();
  }

  /// That options do not go together.
  final ParameterException misused(String problem) {
    return new ParameterException(spec().commandLine(), problem);
  }

  final Screen screen() {
    return screen;
  }

  /// What to throw if the command line is at fault.
  static CompilationFailed misused(String message, String help) {
    Problems problems = new Problems();
    problems.add(Diagnostic.of(Code.USAGE, Span.NONE, message).help(help));
    return new CompilationFailed(problems);
  }

  private static Problems unnameable(InvalidPathException exception) {
    Problems problems = new Problems();
    String message = "no file can be called `" + exception.getInput() + "` here: ";
    problems.add(
        Diagnostic.of(Code.USAGE, Span.NONE, message + exception.getReason())
            .help("names beyond ASCII take a locale with UTF-8, such as LC_ALL=C.UTF-8"));
    return problems;
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
}
