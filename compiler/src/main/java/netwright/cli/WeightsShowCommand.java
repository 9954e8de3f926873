package netwright.cli;

import java.nio.file.Path;
import netwright.driver.WeightTools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `netc weights show`
@Command(
    name = "show",
    description = "Say what is in a file of weights, safetensors or npz.",
    sortOptions = false)
final class WeightsShowCommand extends AnyCommand {
  @Parameters(index = "0", paramLabel = "FILE", description = "The weights.")
  private Path file;

  WeightsShowCommand(Screen screen) {
    super(screen);
  }

  @Override
  int start(Reporter reporter) {
    reporter.shown(WeightTools.show(file));
    return DONE;
  }
}
