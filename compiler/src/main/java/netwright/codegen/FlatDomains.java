package netwright.codegen;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import netwright.ir.Node;
import netwright.ir.TensorType;
import netwright.op.Gather;
import netwright.op.Move;
import netwright.op.Source;

/// Whether a kernel may run through its domain as one long loop.
final class FlatDomains {

  private FlatDomains() {}

  /// Whether each operand of `nodes` is a single number, or lies in memory just as the domain runs.
  static boolean allow(TensorType domain, List<Node> nodes) {
    Set<Node> here = new HashSet<>(nodes);
    return nodes.stream()
        .allMatch(node ->
            !(node.op() instanceof Move.Transpose)
                && !(node.op() instanceof Gather)
                && node.inputs().stream()
                    .allMatch(input -> here.contains(input) || runsAlong(domain, input)));
  }

  private static boolean runsAlong(TensorType domain, Node node) {
    return switch (node.op()) {
      case Move.Reshape _ -> runsAlong(domain, node.input(0));
      case Move.Broadcast _ -> node.input(0).type().isScalar() && isSimple(node.input(0));
      case Move.Select _, Source.Range _, Source.SampleNumber _ -> false;
      default ->
          node.type().isScalar()
              || (node.type().batched() == domain.batched()
                  && node.type().shape().elements() == domain.shape().elements());
    };
  }

  private static boolean isSimple(Node node) {
    return !(node.op() instanceof Move)
        || node.op() instanceof Move.Place
        || node.op() instanceof Move.Concat;
  }
}
