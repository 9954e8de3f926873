package netwright.rewrite;

import java.util.Optional;
import netwright.ir.Node;
import netwright.op.Elementwise;
import netwright.op.Move;
import netwright.op.TensorBuilder;

/// Questions that rules ask of nodes.
final class Match {

  private Match() {}

  static boolean is(Node node, Elementwise operation) {
    return node.op() == operation;
  }

  /// Whether every element of `node` is `value`; +0 and -0 differ.
  static boolean isAll(Node node, double value) {
    Optional<Double> constant = TensorBuilder.constantValue(node);
    return constant.isPresent() && Double.compare(constant.get(), value) == 0;
  }

  /// What a broadcast repeats; empty if the node is none.
  static Optional<Node> repeated(Node node) {
    return node.op() instanceof Move.Broadcast ? Optional.of(node.input(0)) : Optional.empty();
  }

  /// What a broadcast repeats, or the node itself.
  static Node unrepeated(Node node) {
    return node.op() instanceof Move.Broadcast ? unrepeated(node.input(0)) : node;
  }
}
