package netwright.driver;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/// What is in a file of weights.
///
/// @param format `safetensors` or `npz`
/// @param bytes the size of the file
public record WeightsReport(
    Path file, String format, long bytes, List<Tensor> tensors, Map<String, String> metadata) {

  public WeightsReport {
    tensors = List.copyOf(tensors);
  }

  /// A tensor in the file.
  ///
  /// @param type as safetensors files call it: `F32`
  public record Tensor(String name, String type, List<Integer> shape, Statistics statistics) {
    public Tensor {
      shape = List.copyOf(shape);
    }

    /// How many elements it has.
    public long count() {
      return shape.stream().mapToLong(Integer::longValue).reduce(1, (a, b) -> a * b);
    }
  }

  /// The elements of all tensors.
  public long count() {
    return tensors.stream().mapToLong(Tensor::count).sum();
  }
}
