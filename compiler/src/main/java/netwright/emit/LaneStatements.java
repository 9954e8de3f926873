package netwright.emit;

import static org.objectweb.asm.Opcodes.I2F;
import static org.objectweb.asm.Opcodes.ILOAD;

import java.util.List;
import netwright.loop.Combine;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;
import netwright.loop.Order;

/// Statements as code that does several neighbouring iterations of one loop at once, one in each lane. The sums they
/// take run over other loops, so each lane adds up its own.
final class LaneStatements {
  private static final int LARGEST_UNROLLED = 8;

  private final MethodEmitter method;
  private final VectorCode vectors;
  private final LaneScope scope;
  private final int mask;
  private final LaneExpressions expressions;

  /// @param mask the variable with the mask of the lanes in use, or [LaneExpressions#ALL_LANES]
  LaneStatements(MethodEmitter method, VectorCode vectors, LaneScope scope, int mask) {
    this.method = method;
    this.vectors = vectors;
    this.scope = scope;
    this.mask = mask;
    this.expressions = new LaneExpressions(method, vectors, scope, mask);
  }

  void block(List<? extends LoopStmt> statements) {
    method.scoped(() -> statements.forEach(this::statement));
  }

  private void statement(LoopStmt statement) {
    switch (statement) {
      case Let let -> expressions.define(let);
      case Store store -> store(store);
      case LoopStmt.ScatterAdd add -> add(add);
      case For loop -> method.loop(loop.loop(), () -> block(loop.body()));
      case Reduction reduction when scope.isShared(reduction) ->
          new ScalarReductions(method).emit(reduction);
      case Reduction reduction -> reduction(reduction);
      case Contraction contraction ->
          method.loops(contraction.output(), () -> contraction(contraction));
      case LoopStmt.Sweep _ -> throw new IllegalStateException("a sweep inside a loop");
    }
  }

  private void store(Store store) {
    expressions.push(store.value());
    method.element(store.buffer(), store.position());
    vectors.store(mask);
  }

  /// Adds neighbours to neighbours, from a place on that all lanes share.
  private void add(LoopStmt.ScatterAdd add) {
    method.scoped(() -> {
      new ScalarExpressions(method).number(add.index(), add.count());
      int number = method.keep(ElementType.I32);
      LoopExpr index = new LoopExpr.Read(new Local("$number", ElementType.I32));
      method.frame().bind(((LoopExpr.Read) index).local(), number);
      expressions.push(
          new LoopExpr.Pick(add.buffer(), add.position(), index, add.stride(), add.count()));
      expressions.push(add.value());
      vectors.lanewise("add", 2);
      new ScalarExpressions(method)
          .place(add.buffer(), add.position(), index, add.stride(), add.count());
      vectors.store(mask);
    });
  }

  private void reduction(Reduction reduction) {
    int result = method.code().newSlots(1);
    method.scoped(() -> {
      if (reduction.combine() == Combine.ARGMAX) {
        positionOfLargest(reduction);
      } else if (reduction.combine() == Combine.SUM) {
        new SixteenLanes(method, new VectorAccumulators(method, vectors, reduction.lanes()))
            .sum(
                reduction.reduced(),
                lane -> {
                  element(reduction);
                  lane.run();
                  vectors.lanewise("add", 2);
                });
      } else {
        largest(reduction);
      }
      vectors.pop(result);
    });
    scope.vary(reduction.result());
    method.frame().bind(reduction.result(), result);
  }

  private void largest(Reduction reduction) {
    vectors.constant(Double.NEGATIVE_INFINITY);
    int largest = vectors.keep();
    method.loops(
        reduction.reduced(),
        () -> {
          element(reduction);
          vectors.push(largest);
          vectors.lanewise("max", 2);
          vectors.pop(largest);
        });
    vectors.push(largest);
  }

  /// A candidate replaces the best so far unless that is NaN or the candidate is less than or equal to it.
  private void positionOfLargest(Reduction reduction) {
    vectors.constant(Double.NEGATIVE_INFINITY);
    int best = vectors.keep();
    vectors.zero();
    int position = vectors.keep();
    int number = method.code().newSlot(0);
    method.loops(
        reduction.reduced(),
        () -> {
          element(reduction);
          int candidate = vectors.keep();
          int notLarger = compared(candidate, "LE", best);
          int notANumber = compared(best, "NE", best);
          vectors.species();
          method.code().variable(ILOAD, number);
          method.code().op(I2F);
          vectors.broadcast(ElementType.F32);
          int here = vectors.keep();
          replace(here, position, notLarger, notANumber);
          replace(candidate, best, notLarger, notANumber);
          method.code().increment(number, 1);
        });
    vectors.push(position);
  }

  private int compared(int left, String comparison, int right) {
    vectors.push(left);
    vectors.comparison(comparison);
    vectors.push(right);
    vectors.compare(ElementType.F32);
    return vectors.keep();
  }

  /// Sets `old` to `fresh` in the lanes in which none of two masks is set.
  private void replace(int fresh, int old, int mask, int otherMask) {
    vectors.push(fresh);
    vectors.push(old);
    vectors.push(mask);
    vectors.blend(ElementType.F32);
    vectors.push(old);
    vectors.push(otherMask);
    vectors.blend(ElementType.F32);
    vectors.pop(old);
  }

  private void element(Reduction reduction) {
    reduction.lets().forEach(expressions::define);
    expressions.push(reduction.element());
  }

  private void contraction(Contraction contraction) {
    method.scoped(() -> {
      if (contraction.order() == Order.SEQUENTIAL) {
        sequential(contraction);
      } else {
        new SixteenLanes(method, new VectorAccumulators(method, vectors, contraction.lanes()))
            .sum(contraction.contracted(), lane -> product(contraction, lane));
      }
      scope.vary(contraction.accumulator());
      method.frame().bind(contraction.accumulator(), vectors.keep());
      block(contraction.epilogue());
    });
  }

  private void sequential(Contraction contraction) {
    contraction.initial().ifPresentOrElse(expressions::push, vectors::zero);
    int accumulator = vectors.keep();
    Runnable step =
        () -> {
          product(contraction, () -> vectors.push(accumulator));
          vectors.pop(accumulator);
        };
    if (isShort(contraction.contracted())) {
      method.unrolled(contraction.contracted(), step);
    } else {
      method.loops(contraction.contracted(), step);
    }
    vectors.push(accumulator);
  }

  private static boolean isShort(List<Loop> loops) {
    long iterations = 1;
    for (Loop loop : loops) {
      iterations *= loop.extent() instanceof Extent.Fixed(int count) ? count : LARGEST_UNROLLED + 1;
    }
    return iterations <= LARGEST_UNROLLED;
  }

  /// Pushes left · right + what `accumulator` pushes. The accumulator is never the receiver of the call: HotSpot then
  /// keeps a vector that goes round a loop in a register.
  private void product(Contraction contraction, Runnable accumulator) {
    Load left = contraction.left();
    boolean leftVaries = !scope.isShared(left);
    expressions.push(leftVaries ? left : contraction.right());
    expressions.push(leftVaries ? contraction.right() : left);
    accumulator.run();
    vectors.fma();
  }
}
