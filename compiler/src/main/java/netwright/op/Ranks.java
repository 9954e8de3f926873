package netwright.op;

import java.util.List;
import java.util.Optional;
import netwright.ir.Node;
import netwright.ir.TensorType;

/// The place of each sample when those of the batch are put in order, from 1; samples that tie share the mean of their
/// places. Each element of a sample is ranked among the same elements of the others:
///
/// ```
/// rank = ½ + Σ ( 1 where other < x, ½ where other = x )
/// ```
///
/// A NaN is neither below nor equal to anything. The derivative is 0.
public record Ranks() implements Operation {
  @Override
  public String name() {
    return "ranks";
  }

  @Override
  public TensorType infer(List<TensorType> inputs) {
    require(inputs.size() == 1 && inputs.getFirst().batched(), inputs);
    return inputs.getFirst();
  }

  @Override
  public Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient) {
    return Optional.empty();
  }
}
