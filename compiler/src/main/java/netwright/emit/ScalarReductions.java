package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import netwright.loop.ElementType;
import netwright.loop.LoopStmt.Reduction;
import org.objectweb.asm.Label;

/// Reductions, one element at a time.
final class ScalarReductions {
  private final MethodEmitter method;
  private final Code code;
  private final ScalarExpressions expressions;

  ScalarReductions(MethodEmitter method) {
    this.method = method;
    this.code = method.code();
    this.expressions = new ScalarExpressions(method);
  }

  /// Leaves the result in its local.
  void emit(Reduction reduction) {
    int result = code.newSlot(reduction.result().type());
    method.scoped(() -> {
      switch (reduction.combine()) {
        case SUM -> sum(reduction);
        case MAX -> max(reduction);
        case ARGMAX -> argmax(reduction);
      }
      code.store(reduction.result().type(), result);
    });
    method.frame().bind(reduction.result(), result);
  }

  private void sum(Reduction reduction) {
    ElementType type = reduction.element().type();
    new SixteenLanes(method, new ScalarAccumulators(method, type, reduction.lanes()))
        .sum(
            reduction.reduced(),
            lane -> {
              element(reduction);
              lane.run();
              code.add(type);
            });
  }

  private void max(Reduction reduction) {
    ElementType type = reduction.element().type();
    int largest = negativeInfinity(type);
    method.loops(
        reduction.reduced(),
        () -> {
          element(reduction);
          code.load(type, largest);
          Calls.math(code, "max", 2, type);
          code.store(type, largest);
        });
    code.load(type, largest);
  }

  /// A candidate replaces the best so far unless that is NaN or the candidate is less than or equal to it.
  private void argmax(Reduction reduction) {
    ElementType type = reduction.element().type();
    boolean single = type == ElementType.F32;
    int best = negativeInfinity(type);
    int number = code.newSlot(0);
    int position = code.newSlot(0);
    method.loops(
        reduction.reduced(),
        () -> {
          Label skip = new Label();
          element(reduction);
          int candidate = method.keep(type);
          code.load(type, best);
          code.load(type, best);
          code.op(single ? FCMPL : DCMPL);
          code.jump(IFNE, skip);
          code.load(type, candidate);
          code.load(type, best);
          code.op(single ? FCMPG : DCMPG);
          code.jump(IFLE, skip);
          code.load(type, candidate);
          code.store(type, best);
          code.variable(ILOAD, number);
          code.variable(ISTORE, position);
          code.place(skip);
          code.increment(number, 1);
        });
    code.variable(ILOAD, position);
    expressions.convert(reduction.result().type());
  }

  private void element(Reduction reduction) {
    for (var let : reduction.lets()) {
      expressions.push(let.value());
      method.define(let.local());
    }
    expressions.push(reduction.element());
  }

  private int negativeInfinity(ElementType type) {
    if (type == ElementType.F32) {
      code.constant(Float.NEGATIVE_INFINITY);
    } else {
      code.constant(Double.NEGATIVE_INFINITY);
    }
    return method.keep(type);
  }
}
