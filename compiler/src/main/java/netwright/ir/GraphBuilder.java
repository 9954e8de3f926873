package netwright.ir;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/// The only factory of nodes: infers types, gives equal computations one node, stamps origins.
public final class GraphBuilder {
  private record Key(Op op, List<Node> inputs) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && op.equals(key.op) && inputs.equals(key.inputs);
    }

    /// With inputs the name of the operation is enough: few others of that name have the same.
    @Override
    public int hashCode() {
      return (inputs.isEmpty() ? op : op.name()).hashCode() * 31 + inputs.hashCode();
    }
  }

  private final Map<Key, Node> known = new HashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final UnaryOperator<Node> form;
  private Origin origin = Origin.NONE;

  /// A builder of nodes as they are asked for.
  public GraphBuilder() {
    this(UnaryOperator.identity());
  }

  /// A builder that gives what `form` makes of a new node in its place, now and whenever it is asked for again. While `form`
  /// is at it, the node stands for itself.
  public GraphBuilder(UnaryOperator<Node> form) {
    this.form = form;
  }

  /// Nodes made from now on come from here.
  public void at(Origin place) {
    origin = place;
  }

  /// Where nodes made now come from.
  public Origin origin() {
    return origin;
  }

  /// The node that computes `op` from `inputs`, or what stands in its place.
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
    Node formed = form.apply(node);
    if (formed != node) {
      known.put(key, formed);
    }
    return formed;
  }
}
