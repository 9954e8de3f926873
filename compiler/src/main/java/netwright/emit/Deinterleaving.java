package netwright.emit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Sweep;

/// Loads of elements that lie a small stride apart.
final class Deinterleaving {
  private final MethodEmitter method;
  private final VectorCode vectors;
  private final Map<Integer, LaneStride> strides = new HashMap<>();

  private Deinterleaving(MethodEmitter method, int lanes) {
    this.method = method;
    this.vectors = VectorCode.of(method, lanes);
  }

  /// Prepares for the loads of `sweep`.
  static Deinterleaving prepare(MethodEmitter method, int lanes, Sweep sweep) {
    Deinterleaving prepared = new Deinterleaving(method, lanes);
    TreeSet<Integer> strides = new TreeSet<>();
    Index row = sweep.rows().index();
    for (LoopStmt statement : sweep.body()) {
      switch (statement) {
        case LoopStmt.Let let -> strides(let.value(), row, strides);
        case LoopStmt.Store store -> strides(store.value(), row, strides);
        case LoopStmt.For _,
            LoopStmt.ScatterAdd _,
            LoopStmt.Reduction _,
            LoopStmt.Contraction _,
            Sweep _ -> {}
      }
    }
    for (RowSum sum : sweep.sums()) {
      strides(sum.left(), row, strides);
      sum.right().ifPresent(right -> strides(right, row, strides));
    }
    strides.tailSet(2).forEach(prepared::prepare);
    return prepared;
  }

  /// Prepares for loads that are `stride` elements apart.
  static Deinterleaving of(MethodEmitter method, int lanes, int stride) {
    Deinterleaving prepared = new Deinterleaving(method, lanes);
    prepared.prepare(stride);
    return prepared;
  }

  private static void strides(LoopExpr expression, Index row, TreeSet<Integer> strides) {
    switch (expression) {
      case Load load -> strides.add(load.position().stride(row));
      case Apply apply -> apply.arguments().forEach(argument -> strides(argument, row, strides));
      case LoopExpr.Constant _,
          LoopExpr.Pick _,
          LoopExpr.Read _,
          LoopExpr.Position _,
          LoopExpr.RowCount _,
          LoopExpr.StepCount _,
          LoopExpr.Uniform _ -> {}
    }
  }

  private void prepare(int stride) {
    strides.put(stride, LaneStride.of(method, vectors, stride));
  }

  /// Pushes the elements at the position of `load` and each `stride` elements after it.
  void push(Load load, int stride) {
    strides
        .get(stride)
        .push(more ->
            method.element(load.buffer().space(), load.buffer().offset() + more, load.position()));
  }

  /// Nothing to load but neighbours.
  static Deinterleaving none(MethodEmitter method, int lanes) {
    return new Deinterleaving(method, lanes);
  }
}
