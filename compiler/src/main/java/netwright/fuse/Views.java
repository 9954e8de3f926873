package netwright.fuse;

import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.op.Move;
import netwright.op.Operation;
import netwright.op.Source;

/// Nodes that need no memory of their own: repeated, reshaped or constant values are found where they come from.
public final class Views {

  private Views() {}

  /// Whether the node only repeats or reshapes another.
  public static boolean isView(Node node) {
    return node.op() instanceof Move.Broadcast || node.op() instanceof Move.Reshape;
  }

  /// Whether the node's value is in memory before the program starts.
  public static boolean isGiven(Node node) {
    return node.op() instanceof Source.Input || node.op() instanceof Source.Variable;
  }

  /// Whether the node computes something.
  public static boolean computes(Node node) {
    return !(Operation.of(node) instanceof Source) && !isView(node);
  }

  /// Whether `from` and `to` differ in axes of size 1 only.
  public static boolean sameButUnits(Shape from, Shape to) {
    return withoutUnits(from).equals(withoutUnits(to));
  }

  private static Shape withoutUnits(Shape shape) {
    return new Shape(shape.sizes().stream().filter(size -> size != 1).toList());
  }
}
