package netwright.fuse;

import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.op.Gather;
import netwright.op.Move;
import netwright.op.Operation;
import netwright.op.Ranks;
import netwright.op.Source;

/// Nodes that need no memory of their own: repeated, reshaped, selected or constant values are found where they come
/// from.
public final class Views {

  private Views() {}

  /// Whether the node's kernel does nothing else, as [Kernel.Alone] says.
  static boolean isAlone(Node node) {
    return node.op() instanceof Move.Place
        || node.op() instanceof Move.Concat
        || node.op() instanceof Gather.ScatterAdd
        || node.op() instanceof Ranks;
  }

  /// Whether the node's value is in memory before the program starts.
  public static boolean isGiven(Node node) {
    return node.op() instanceof Source.Input || node.op() instanceof Source.Variable;
  }

  /// Whether the node computes something.
  public static boolean computes(Node node) {
    return !(Operation.of(node) instanceof Source) && !Move.isView(node);
  }

  /// The node whose elements `node` has, in the same order.
  public static Node behindReshapes(Node node) {
    Node source = node;
    while (source.op() instanceof Move.Reshape) {
      source = source.input(0);
    }
    return source;
  }

  /// Whether `from` and `to` differ in axes of size 1 only.
  public static boolean sameButUnits(Shape from, Shape to) {
    return withoutUnits(from).equals(withoutUnits(to));
  }

  private static Shape withoutUnits(Shape shape) {
    return new Shape(shape.sizes().stream().filter(size -> size != 1).toList());
  }
}
