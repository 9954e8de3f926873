package netwright.driver;

import java.nio.file.Path;
import java.util.List;

/// What a conversion of weights has written.
///
/// @param tensors how many
/// @param pairs which tensors are which, if names or layouts have changed
public record ConversionReport(Path file, int tensors, List<Pair> pairs) {

  public ConversionReport {
    pairs = List.copyOf(pairs);
  }

  /// The network's name for a tensor, and PyTorch's.
  public record Pair(String network, String pytorch) {}
}
