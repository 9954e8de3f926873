package netwright.emit;

import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Sweep;

/// Loads of elements that lie a small stride apart: as many vectors as the stride are read whole, and each brings its
/// share, by the permutations that variables hold.
final class Deinterleaving {
  private final MethodEmitter method;
  private final VectorCode vectors;

  /// For each stride, the first of the variables with its permutations.
  private final Map<Integer, Integer> permutations = new HashMap<>();

  private Deinterleaving(MethodEmitter method, int lanes) {
    this.method = method;
    this.vectors = VectorCode.of(method, lanes);
  }

  /// Computes the permutations that the loads of `sweep` need into variables.
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

  /// Computes the permutations for loads that are `stride` elements apart.
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

  /// Vector `number` of those read holds the elements from `number · lanes` on, so lane `l` is in it if `stride · l` is.
  private void prepare(int stride) {
    permutations.put(stride, method.code().newSlots(stride - 1));
    for (int number = 1; number < stride; number++) {
      laneNumbers(number == 1 ? stride : 1, 0);
      if (number > 1) {
        laneNumbers(stride, (1 - number) * vectors.lanes());
        laneNumbers(stride, 0);
        vectors.comparison("GE");
        vectors.intConstant(number * vectors.lanes());
        vectors.compareInts();
        vectors.blend(ElementType.I32);
      }
      vectors.pop(permutations.get(stride) + number - 1);
    }
  }

  /// Pushes `from + step · l` for each lane l.
  private void laneNumbers(int step, int from) {
    vectors.intConstant(from);
    vectors.addLaneNumbers(step);
  }

  /// Pushes the elements at the position of `load` and each `stride` elements after it.
  void push(Load load, int stride) {
    part(load, 0);
    for (int number = 1; number < stride; number++) {
      int before = vectors.keep();
      vectors.push(permutations.get(stride) + number - 1);
      vectors.push(before);
      part(load, number);
      vectors.selectFromTwo();
    }
    vectors.fromBits();
  }

  private void part(Load load, int number) {
    vectors.species();
    method.element(
        load.buffer().space(), load.buffer().offset() + number * vectors.lanes(), load.position());
    vectors.load();
    vectors.bits();
  }

  /// Nothing to load but neighbours.
  static Deinterleaving none(MethodEmitter method, int lanes) {
    return new Deinterleaving(method, lanes);
  }
}
