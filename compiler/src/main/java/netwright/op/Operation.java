package netwright.op;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.ir.Node;
import netwright.ir.Op;
import netwright.ir.TensorType;

/// An operation of the graph. The families are few, and a switch over them is exhaustive.
public sealed interface Operation extends Op
    permits Elementwise, Reduce, Contract, Move, Gather, Ranks, Uniform, Source {

  /// The operation of `node`.
  static Operation of(Node node) {
    return (Operation) node.op();
  }

  /// The vector-Jacobian product: what `gradient`, the derivative of a scalar by `node`, contributes to the derivative
  /// by input number `input`. It has that input's type. Empty where nothing flows.
  Optional<Node> derivative(TensorBuilder build, Node node, int input, Node gradient);

  @Override
  default Map<String, String> attributes() {
    return Map.of();
  }

  /// Refuses inputs that do not fit, as [Op#infer] has to.
  default void require(boolean fits, List<TensorType> inputs) {
    if (!fits) {
      throw new IllegalArgumentException(name() + attributes() + " of " + inputs);
    }
  }
}
