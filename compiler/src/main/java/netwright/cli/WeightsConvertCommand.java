package netwright.cli;

import java.nio.file.Path;
import netwright.driver.WeightTools;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/// `netc weights convert`
@Command(
    name = "convert",
    description = "Write weights in another format, or in another layout.",
    sortOptions = false)
final class WeightsConvertCommand extends AnyCommand {
  @Parameters(index = "0", paramLabel = "IN", description = "The weights, safetensors or npz.")
  private Path in;

  @Parameters(
      index = "1",
      paramLabel = "OUT",
      description = "Where to write them; .safetensors or .npz says how. May be IN.")
  private Path out;

  WeightsConvertCommand(Screen screen) {
    super(screen);
  }

  @Override
  int start(Reporter reporter) {
    reporter.converted(WeightTools.convert(in, out));
    return DONE;
  }
}
