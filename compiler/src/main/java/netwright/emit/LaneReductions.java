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

  private boolean allows(Reduction reduction) {
    if (reduction.combine() == Combine.ARGMAX
        || reduction.element().type() != method.elements()
        || !HorizontalLanes.allows(reduction.reduced())) {
      return false;
    }
    LaneScope scope = new LaneScope(innermost(reduction), method.elements());
    return scope.allows(reduction.lets())
        && scope.allows(reduction.element())
        && !scope.isShared(reduction);
  }

  private static Index innermost(Reduction reduction) {
    return reduction.reduced().getLast().index();
  }

  private void write(Reduction reduction) {
    ElementType type = method.elements();
    int result = method.code().newSlot(type);
    boolean sum = reduction.combine() == Combine.SUM;
    ScalarAccumulators accumulators = new ScalarAccumulators(method, type, reduction.lanes());
    method.scoped(() -> {
      new HorizontalLanes(method, lanes, reduction.lanes())
          .accumulate(
              reduction.reduced(),
              new LaneScope(innermost(reduction), method.elements()),
              sum ? 0 : Double.NEGATIVE_INFINITY,
              (expressions, accumulator) ->
                  join(reduction, sum ? "add" : "max", expressions, accumulator));
      new SixteenLanes(method, accumulators)
          .treeInMemory(sum ? accumulators::add : () -> Calls.math(method.code(), "max", 2, type));
      method.code().store(type, result);
    });
    method.frame().bind(reduction.result(), result);
  }

  private void join(
      Reduction reduction, String operation, LaneExpressions expressions, int accumulator) {
    reduction.lets().forEach(expressions::define);
    LoopExpr element = reduction.element();
    expressions.push(element);
    VectorCode vectors = VectorCode.of(method, lanes);
    vectors.push(accumulator);
    vectors.lanewise(operation, 2);
  }
}
