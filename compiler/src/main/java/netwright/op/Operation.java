package netwright.op;

import java.util.Map;
import java.util.Optional;
import netwright.ir.Node;
import netwright.ir.Op;

/// An operation of the graph. The families are few, and a switch over them is exhaustive.
public sealed interface Operation extends Op
    permits Elementwise, Reduce, Contract, Move, Uniform, Source {

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
}
