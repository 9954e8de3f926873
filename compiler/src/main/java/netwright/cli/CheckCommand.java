package netwright.cli;

import netwright.driver.ColumnCount;
import netwright.driver.Compilation;

/// `netc check`
final class CheckCommand extends NetCommand {

  CheckCommand(Screen screen) {
    super(screen, "check", "Look for errors in a network, and do nothing else.");
  }

  @Override
  int run(Reporter reporter) {
    Compilation compilation = compile(reporter);
    ColumnCount.check(compilation);
    reporter.checked(file(), compilation.warnings());
    return DONE;
  }
}
