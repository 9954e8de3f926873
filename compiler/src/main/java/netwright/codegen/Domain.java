package netwright.codegen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.ir.TensorType;
import netwright.loop.Affine;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopStmt;

/// The loops over all points of a tensor type.
record Domain(List<Loop> loops, Point point) {

  /// One loop for the samples and one for each axis longer than 1.
  static Domain of(TensorType type) {
    List<Loop> loops = new ArrayList<>();
    Optional<Index> row = type.batched() ? Optional.of(new Index("row")) : Optional.empty();
    row.ifPresent(index -> loops.add(new Loop(index, new Extent.PerRow(1))));
    List<Affine> axes = new ArrayList<>();
    for (int axis = 0; axis < type.shape().rank(); axis++) {
      axes.add(axis(loops, "i" + axis, type.shape().size(axis)));
    }
    return new Domain(loops, new Point.Axes(row, axes));
  }

  /// One loop over everything.
  static Domain flat(TensorType type) {
    Index index = new Index("i");
    int size = type.shape().elements();
    Extent extent = type.batched() ? new Extent.PerRow(size) : new Extent.Fixed(size);
    return new Domain(List.of(new Loop(index, extent)), new Point.Flat(index));
  }

  /// The position along an axis of this size, with a loop if there is more than one.
  static Affine axis(List<Loop> loops, String name, int size) {
    if (size == 1) {
      return Affine.of(0);
    }
    Index index = new Index(name);
    loops.add(new Loop(index, new Extent.Fixed(size)));
    return Affine.of(0).plus(index, 1);
  }

  /// The loops around `body`.
  List<LoopStmt> around(List<LoopStmt> body) {
    List<LoopStmt> nest = body;
    for (Loop loop : loops.reversed()) {
      nest = List.of(new LoopStmt.For(loop, true, nest));
    }
    return nest;
  }
}
