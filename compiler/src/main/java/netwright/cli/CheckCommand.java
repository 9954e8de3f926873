package netwright.cli;

import netwright.driver.ColumnCount;
import netwright.driver.Compilation;
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
    Compilation compilation = compile(reporter);
    ColumnCount.check(compilation);
    reporter.checked(file(), compilation.warnings());
    return DONE;
  }
}
