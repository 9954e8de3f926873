package netwright.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.op.Contract;

/// The position along each letter of a gather's elements, and points of other tensors whose axes have such letters.
///
/// @param letters of the tensor that `point` is a point of
record Letters(String letters, Point.Axes point) {
  private static final Index CHOSEN = new Index("$chosen");

  /// Where the elements are that a number chooses among.
  ///
  /// @param position of the first
  /// @param stride from one to the next
  record Chosen(Buffer buffer, Affine position, int stride) {}

  /// The point of a tensor whose axes are `others`.
  Point.Axes point(String others) {
    return point(others, ' ');
  }

  private Point.Axes point(String others, char counted) {
    boolean batched = others.indexOf(Contract.BATCH) >= 0;
    List<Affine> axes = new ArrayList<>();
    for (char letter : axes(others).toCharArray()) {
      axes.add(
          letter == counted
              ? Affine.of(0).plus(CHOSEN, 1)
              : point.axes().get(axes(letters).indexOf(letter)));
    }
    return new Point.Axes(batched ? point.row() : Optional.empty(), axes);
  }

  /// The elements along the axis `counted` of a tensor whose axes are `others`; `read` loads one.
  Chosen chosen(String others, char counted, Function<Point, LoopExpr> read) {
    if (!(read.apply(point(others, counted)) instanceof LoopExpr.Load(Buffer buffer, Affine at))) {
      throw new IllegalStateException("what a number chooses from is not in memory");
    }
    int stride = at.stride(CHOSEN);
    return new Chosen(buffer, at.plus(CHOSEN, -stride), stride);
  }

  private static String axes(String letters) {
    return letters.replace(String.valueOf(Contract.BATCH), "");
  }
}
