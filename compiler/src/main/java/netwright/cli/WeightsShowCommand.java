package netwright.cli;

import java.nio.file.Path;
import netwright.driver.WeightTools;

/// `netc weights show`
final class WeightsShowCommand extends AnyCommand {
  private final Argument<Path> file = arguments().parameter(Path.class, 0, "FILE", "The weights.");

  WeightsShowCommand(Screen screen) {
    super(screen, "show", "Say what is in a file of weights, safetensors or npz.");
  }

  @Override
  int start(Reporter reporter) {
    reporter.shown(WeightTools.show(file.value()));
    return DONE;
  }
}
