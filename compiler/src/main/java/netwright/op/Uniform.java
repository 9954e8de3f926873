package netwright.op;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;

/// Fresh draws from [0, 1), one for each element of each sample of each step: element `e` of sample `n` is
/// `Uniform.ofFloat(seed, stream, step, n · size + e)`, or `Uniform.ofDouble` in f64, whatever the machine and the schedule.
///
/// @param stream tells apart the places of a network that draw
/// @param batched whether each sample has draws of its own
public record Uniform(DType dtype, int stream, Shape shape, boolean batched) implements Operation {

  /// Draws for each sample.
  public Uniform(DType dtype, int stream, Shape shape) {
    this(dtype, stream, shape, true);
  }

  @Override
  public String name() {
    return "uniform";
  }

  @Override
  public Map<String, String> attributes() {
    Map<String, String> attributes = new LinkedHashMap<>();
    attributes.put("stream", Integer.toString(stream));
    attributes.put("shape", shape.toString());
    attributes.put("dtype", dtype.toString());
    attributes.put("batched", Boolean.toString(batched));
    return attributes;
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    require(inputs.isEmpty(), inputs);
    return new TensorType(dtype, shape, batched);
  }

  @Override
  public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
    return Optional.empty();
  }
}
