package netwright.driver;

import java.nio.file.Path;
import java.util.Map;

/// Where weights come from.
///
/// @param names the file's names for layers, where names and order do not tell; of PyTorch's layout only
public record WeightSource(Path path, WeightLayout layout, Map<String, String> names) {
  public WeightSource {
    names = Map.copyOf(names);
  }

  /// A file that netwright has written.
  public static WeightSource of(Path path) {
    return new WeightSource(path, WeightLayout.NETWRIGHT, Map.of());
  }
}
