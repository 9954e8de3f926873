package netwright.cli;

import java.nio.file.Path;
import java.util.Map;
import netwright.driver.WeightLayout;
import netwright.driver.WeightSource;

/// How the weights are laid out that a command reads.
final class LayoutOptions {
  private final Argument<WeightLayout> layout;
  private final Argument<Map<String, String>> names;

  LayoutOptions(Arguments arguments) {
    layout =
        arguments.option(
            WeightLayout.class,
            "--layout",
            "LAYOUT",
            "Whose layout the weights have: ${COMPLETION-CANDIDATES}. PyTorch's state dicts are read as safetensors or npz.");
    names =
        arguments.map(
            "--map",
            "LAYER=MODULE",
            "PyTorch's name for a layer, where names and order do not tell: --map h1.linear=fc1. May be repeated.");
  }

  /// Whether anything is said about weights.
  boolean isGiven() {
    return layout() != WeightLayout.NETWRIGHT || names.isGiven();
  }

  WeightSource source(Path path) {
    return new WeightSource(path, layout(), names.or(Map.of()));
  }

  private WeightLayout layout() {
    return layout.or(WeightLayout.NETWRIGHT);
  }
}
