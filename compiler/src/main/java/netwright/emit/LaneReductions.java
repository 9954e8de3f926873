package netwright.emit;

import netwright.loop.Combine;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt.Reduction;

/// Reductions whose elements are neighbours in memory, several elements at a time.
final class LaneReductions {
  private final MethodEmitter method;
  private final int lanes;

  LaneReductions(MethodEmitter method, int lanes) {
    this.method = method;
    this.lanes = lanes;
  }

  /// Writes `reduction` with vectors; false, and nothing is written, if it stays scalar.
  boolean emit(Reduction reduction) {
    if (!allows(reduction)
        || method.measure(() -> write(reduction)) > KernelWriter.LARGEST_VECTOR_METHOD) {
      return false;
    }
    method.decide("elements of a reduction, %d at a time: they are neighbours", lanes);
    write(reduction);
    return true;
  }

  private static boolean allows(Reduction reduction) {
    if (reduction.combine() == Combine.ARGMAX
        || reduction.element().type() != ElementType.F32
        || !HorizontalLanes.allows(reduction.reduced())) {
      return false;
    }
    LaneScope scope = new LaneScope(innermost(reduction));
    return scope.allows(reduction.lets())
        && scope.allows(reduction.element())
        && !scope.isShared(reduction);
  }

  private static Index innermost(Reduction reduction) {
    return reduction.reduced().getLast().index();
  }

  private void write(Reduction reduction) {
    int result = method.code().newSlot(ElementType.F32);
    boolean sum = reduction.combine() == Combine.SUM;
    ScalarAccumulators accumulators =
        new ScalarAccumulators(method, ElementType.F32, reduction.lanes());
    method.scoped(() -> {
      new HorizontalLanes(method, lanes, reduction.lanes())
          .accumulate(
              reduction.reduced(),
              new LaneScope(innermost(reduction)),
              sum ? 0f : Float.NEGATIVE_INFINITY,
              (expressions, accumulator) ->
                  join(reduction, sum ? "add" : "max", expressions, accumulator));
      if (sum) {
        new SixteenLanes(method, accumulators).treeInMemory();
      } else {
        new SixteenLanes(method, accumulators)
            .treeInMemory(() -> Calls.math(method.code(), "max", 2, ElementType.F32));
      }
      method.code().store(ElementType.F32, result);
    });
    method.frame().bind(reduction.result(), result);
  }

  private void join(
      Reduction reduction, String operation, LaneExpressions expressions, int accumulator) {
    reduction.lets().forEach(expressions::define);
    LoopExpr element = reduction.element();
    expressions.push(element);
    VectorCode vectors = new VectorCode(method.code(), lanes);
    vectors.push(accumulator);
    vectors.floats(operation, 2);
  }
}
