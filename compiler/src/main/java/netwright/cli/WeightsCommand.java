package netwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `netc weights`
@Command(
    name = "weights",
    description = "Show files of weights, and convert them.",
    sortOptions = false)
final class WeightsCommand implements Runnable {
  @Spec private CommandSpec spec;

  @Option(
      names = {"-h", "--help"},
      usageHelp = true,
      description = "Show this help.")
  private boolean help;

  private WeightsCommand() {}

  /// The command, with those that are called by its name and theirs.
  static CommandLine withCommands(Screen screen) {
    return new CommandLine(new WeightsCommand())
        .addSubcommand("show", new WeightsShowCommand(screen))
        .addSubcommand("convert", new WeightsConvertCommand(screen));
  }

  /// `netc weights` alone: says what there is.
  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "what shall netc do with weights? Name a command: show or convert");
  }
}
