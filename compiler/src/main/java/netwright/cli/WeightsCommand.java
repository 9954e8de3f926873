package netwright.cli;

import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/// `netc weights`
final class WeightsCommand implements Runnable {
  private final Arguments arguments =
      Arguments.of(this, "weights", "Show files of weights, and convert them.");

  private WeightsCommand() {
    arguments.help("Show this help.");
  }

  /// The command, with those that are called by its name and theirs.
  static CommandLine withCommands(Screen screen) {
    return new CommandLine(new WeightsCommand().arguments.command())
        .addSubcommand("show", new WeightsShowCommand(screen).spec())
        .addSubcommand("convert", new WeightsConvertCommand(screen).spec());
  }

  /// `netc weights` alone: says what there is.
  @Override
  public void run() {
    throw new ParameterException(
        arguments.command().commandLine(),
        "what shall netc do with weights? Name a command: show or convert");
  }
}
