package netwright.ir;

import java.util.List;

/// One value of a graph. Nodes are made by [GraphBuilder] only, and are equal only to themselves.
public final class Node {
  private final int id;
  private final Op op;
  private final List<Node> inputs;
  private final TensorType type;
  private final Origin origin;

  Node(int id, Op op, List<Node> inputs, TensorType type, Origin origin) {
    this.id = id;
    this.op = op;
    this.inputs = List.copyOf(inputs);
    this.type = type;
    this.origin = origin;
  }

  /// The number of the node in its builder; inputs have smaller ones.
  public int id() {
    return id;
  }

  /// What the node computes.
  public Op op() {
    return op;
  }

  /// What it computes from.
  public List<Node> inputs() {
    return inputs;
  }

  /// The input at `position`.
  public Node input(int position) {
    return inputs.get(position);
  }

  /// The type of its value.
  public TensorType type() {
    return type;
  }

  /// The types of the values of `nodes`.
  public static List<TensorType> types(List<Node> nodes) {
    TensorType[] types = new TensorType[nodes.size()];
    for (int i = 0; i < types.length; i++) {
      types[i] = nodes.get(i).type;
    }
    return List.of(types);
  }

  /// Where it comes from.
  public Origin origin() {
    return origin;
  }

  @Override
  public String toString() {
    return "%" + id;
  }
}
