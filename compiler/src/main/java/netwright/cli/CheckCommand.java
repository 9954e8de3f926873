package netwright.cli;

import picocli.CommandLine.Command;

/// `netc check`
@Command(
    name = "check",
    description = "Look for errors in a network, and do nothing else.",
    sortOptions = false)
final class CheckCommand extends NetCommand {

  CheckCommand(Screen screen) {
    super(screen);
  }

  @Override
  int run(Reporter reporter) {
    reporter.checked(file(), compile(reporter).warnings());
    return DONE;
  }
}
