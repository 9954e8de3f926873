package netwright.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.driver.Version;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// The command line's entry point.
public final class Main implements Runnable {
  private static final String HELP = "help";
  private static final List<String> COMMANDS =
      List.of("train", "predict", "bench", "check", "compile", "weights", "fmt", HELP);

  private final Arguments arguments =
      Arguments.of(this, "netc", "Trains and compiles neural networks written in .net.");

  private Main() {
    arguments.help("Show this help message and exit.");
    CommandSpec spec = arguments.command();
    spec.addOption(
        OptionSpec.builder("-V", "--version")
            .versionHelp(true)
            .description("Print version information and exit.")
            .build());
    spec.version("netc " + Version.TEXT + " (Java " + Runtime.version() + ")");
    spec.usageMessage()
        .footer("", "Start with: netc train FILE.net", "More about a command: netc COMMAND --help");
  }

  public static void main(String[] arguments) {
    StandardOutput out = StandardOutput.ofProcess();
    Screen screen = Screen.ofProcess(out);
    int code = run(screen, arguments);
    System.exit(out.loss().map(reason -> lost(screen, reason)).orElse(code));
  }

  /// Says that not all results arrived.
  static int lost(Screen screen, String reason) {
    Problems problems = new Problems();
    problems.add(
        Diagnostic.of(Code.NOT_WRITABLE, Span.NONE, "cannot write the standard output: " + reason)
            .help("some or all of it is lost; run the command again"));
    new TextReporter(screen).problems(problems);
    screen.flush();
    return AnyCommand.MISUSED;
  }

  /// Runs a command.
  ///
  /// @return its exit code: 0 if all went well, 1 if not, 2 if input or usage is at fault
  static int run(Screen screen, String... arguments) {
    CommandLine line = new CommandLine(new Main().arguments.command());
    addCommands(line, screen, arguments);
    line.registerConverter(Path.class, Main::path);
    line.setOut(screen.out());
    line.setErr(screen.err());
    line.setCaseInsensitiveEnumValuesAllowed(true);
    line.setColorScheme(CommandLine.Help.defaultColorScheme(screen.colour() ? Ansi.ON : Ansi.OFF));
    line.setParameterExceptionHandler((exception, given) -> misused(screen, exception, given));
    int code = line.execute(arguments);
    screen.flush();
    return code;
  }

  /// Adds the command that is called; all of them where none is, for the sake of help.
  private static void addCommands(CommandLine line, Screen screen, String... arguments) {
    boolean named =
        arguments.length > 0 && COMMANDS.contains(arguments[0]) && !arguments[0].equals(HELP);
    List<String> names = named ? List.of(arguments[0]) : COMMANDS;
    names.forEach(name -> line.addSubcommand(name, command(name, screen)));
  }

  private static Object command(String name, Screen screen) {
    return switch (name) {
      case "train" -> new TrainCommand(screen).spec();
      case "predict" -> new PredictCommand(screen).spec();
      case "bench" -> new BenchCommand(screen).spec();
      case "check" -> new CheckCommand(screen).spec();
      case "compile" -> new CompileCommand(screen).spec();
      case "weights" -> WeightsCommand.withCommands(screen);
      case "fmt" -> new FmtCommand(screen).spec();
      case HELP -> new CommandLine.HelpCommand();
      default -> throw new IllegalArgumentException(name);
    };
  }

  /// `netc` alone: says what there is.
  @Override
  public void run() {
    throw new ParameterException(
        arguments.command().commandLine(),
        "what shall netc do? Name a command: " + String.join(", ", COMMANDS));
  }

  /// The default turns an empty text into the folder where `netc` was called.
  private static Path path(String text) {
    if (text.isEmpty()) {
      throw new TypeConversionException("the name of a file is not empty");
    }
    return Path.of(text);
  }

  private static int misused(Screen screen, ParameterException exception, String[] arguments) {
    Problems problems = new Problems();
    problems.add(misuse(exception, arguments));
    Reporter reporter =
        List.of(arguments).contains("--json") ? new JsonReporter(screen) : new TextReporter(screen);
    reporter.problems(problems);
    if (reporter instanceof JsonReporter) {
      reporter.failed(problems);
    }
    return AnyCommand.MISUSED;
  }

  private static Diagnostic misuse(ParameterException exception, String[] arguments) {
    CommandSpec command = exception.getCommandLine().getCommandSpec();
    if (command.parent() == null && arguments.length > 0 && !arguments[0].startsWith("-")) {
      String meant = Suggestions.didYouMean(arguments[0], COMMANDS);
      return Diagnostic.of(Code.USAGE, Span.NONE, "there is no command `" + arguments[0] + "`")
          .help(meant.isEmpty() ? "there is " + String.join(", ", COMMANDS) : meant);
    }
    List<String> meant =
        exception instanceof UnmatchedArgumentException unmatched
            ? unmatched.getSuggestions()
            : List.of();
    return Diagnostic.of(Code.USAGE, Span.NONE, firstLine(exception.getMessage()))
        .help(
            meant.isEmpty()
                ? "see " + command.qualifiedName() + " --help"
                : "did you mean " + String.join(" or ", meant) + "?");
  }

  private static String firstLine(String message) {
    String line = message.lines().findFirst().orElse("");
    return line.isEmpty()
        ? line
        : line.substring(0, 1).toLowerCase(Locale.ROOT) + line.substring(1);
  }
}
