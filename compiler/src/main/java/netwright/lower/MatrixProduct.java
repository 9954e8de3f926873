package netwright.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.op.Contract;
import netwright.op.TensorBuilder;

/// NumPy's matmul of each sample as a contraction. Its letters: `z` is summed over, `r` and `c` are the row and the column
/// of the result, `a`, `b`, … the axes before them.
final class MatrixProduct {
  private final TensorBuilder build;

  MatrixProduct(TensorBuilder build) {
    this.build = build;
  }

  /// `left @ right`, where the sum of each element starts at `initial`, which lies along the last axes.
  Node of(Node left, Node right, Optional<Node> initial) {
    int leading =
        Math.max(Math.max(left.type().shape().rank(), right.type().shape().rank()) - 2, 0);
    String leftOwn = left.type().shape().rank() > 1 ? "rz" : "z";
    String rightOwn = right.type().shape().rank() > 1 ? "zc" : "z";
    String leftAxes = letters(left.type().shape(), right.type().shape(), leading);
    String rightAxes = letters(right.type().shape(), left.type().shape(), leading);
    Node x = build.reshape(left, kept(left.type().shape(), leftAxes, leading));
    Node y = build.reshape(right, kept(right.type().shape(), rightAxes, leading));
    String result =
        batch(x.type().batched() || y.type().batched())
            + union(leftAxes, rightAxes, leading)
            + (leftOwn.length() > 1 ? "r" : "")
            + (rightOwn.length() > 1 ? "c" : "");
    String xAxes = batch(x.type().batched()) + leftAxes + leftOwn;
    String yAxes = batch(y.type().batched()) + rightAxes + rightOwn;
    Optional<String> start =
        initial.map(node -> result.substring(result.length() - node.type().shape().rank()));
    Contract contract = Contract.of(xAxes, yAxes, result, start, x.type(), y.type());
    return build.add(contract, initial.isPresent() ? List.of(x, y, initial.get()) : List.of(x, y));
  }

  private static String batch(boolean batched) {
    return batched ? String.valueOf(Contract.BATCH) : "";
  }

  /// The letters of the axes before the last two that `shape` has and that are not repeated to fit `other`.
  private static String letters(Shape shape, Shape other, int leading) {
    StringBuilder letters = new StringBuilder();
    for (int i = 0; i < leading; i++) {
      int back = leading - i + 2;
      boolean repeated = size(shape, back) == 1 && size(other, back) > 1;
      if (shape.rank() >= back && !repeated) {
        letters.append((char) ('a' + i));
      }
    }
    return letters.toString();
  }

  /// The size of the axis that is number `back` from the end; 0 if there is none.
  private static int size(Shape shape, int back) {
    return shape.rank() >= back ? shape.size(shape.rank() - back) : 0;
  }

  /// `shape` without its axes that have no letter.
  private static Shape kept(Shape shape, String letters, int leading) {
    List<Integer> dropped = new ArrayList<>();
    for (int axis = 0; axis < shape.rank() - 2; axis++) {
      int letter = 'a' + leading - (shape.rank() - 2) + axis;
      if (letters.indexOf(letter) < 0) {
        dropped.add(axis);
      }
    }
    return shape.without(dropped);
  }

  private static String union(String left, String right, int leading) {
    StringBuilder union = new StringBuilder();
    for (int i = 0; i < leading; i++) {
      char letter = (char) ('a' + i);
      if (left.indexOf(letter) >= 0 || right.indexOf(letter) >= 0) {
        union.append(letter);
      }
    }
    return union.toString();
  }
}
