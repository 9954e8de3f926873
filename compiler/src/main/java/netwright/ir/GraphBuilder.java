package netwright.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The only factory of nodes: infers types, gives equal computations one node, stamps origins.
public final class GraphBuilder {
  private record Key(Op op, List<Node> inputs) {}

  private final Map<Key, Node> known = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private Origin origin = Origin.NONE;

  /// Nodes made from now on come from here.
  public void at(Origin place) {
    origin = place;
  }

  /// Where nodes made now come from.
  public Origin origin() {
    return origin;
  }

  /// The node that computes `op` from `inputs`.
  public Node add(Op op, List<Node> inputs) {
    Key key = new Key(op, List.copyOf(inputs));
    Node old = known.get(key);
    if (old != null) {
      return old;
    }
    TensorType type = op.infer(Node.types(inputs));
    Node node = new Node(nodes.size(), op, inputs, type, origin);
    nodes.add(node);
    known.put(key, node);
    return node;
  }
}
