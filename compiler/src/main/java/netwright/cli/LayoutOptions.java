package netwright.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import netwright.driver.WeightLayout;
import netwright.driver.WeightSource;
import picocli.CommandLine.Option;

/// How the weights are laid out that a command reads.
final class LayoutOptions {
  @Option(
      names = "--layout",
      paramLabel = "LAYOUT",
      description =
          "Whose layout the weights have: ${COMPLETION-CANDIDATES}. PyTorch's state dicts are read as safetensors or npz.")
  private WeightLayout layout = WeightLayout.NETWRIGHT;

  @Option(
      names = "--map",
      paramLabel = "LAYER=MODULE",
      description =
          "PyTorch's name for a layer, where names and order do not tell: --map h1.linear=fc1. May be repeated.")
  private Map<String, String> names = new LinkedHashMap<>();

  LayoutOptions() {}

  /// Whether anything is said about weights.
  boolean isGiven() {
    return layout != WeightLayout.NETWRIGHT || !names.isEmpty();
  }

  WeightSource source(Path path) {
    return new WeightSource(path, layout, names);
  }
}
