package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.ILOAD;

import netwright.loop.ElementType;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Sweep;
import org.objectweb.asm.Opcodes;

/// Sweeps over the rows, one row at a time. The accumulators are in memory: there are too many for variables.
final class ScalarSweeps {
  private final MethodEmitter method;
  private final Code code;
  private final ScalarExpressions expressions;

  ScalarSweeps(MethodEmitter method) {
    this.method = method;
    this.code = method.code();
    this.expressions = new ScalarExpressions(method);
  }

  void emit(Sweep sweep) {
    sweep.sums().forEach(sum -> lanes(sum).clear(1));
    method.loop(
        sweep.rows(),
        () -> {
          Statements statements = new Statements(method);
          sweep.body().forEach(statements::statement);
          sweep.sums().forEach(sum -> method.scoped(() -> join(sweep, sum)));
        });
    sweep.sums().forEach(this::finish);
  }

  private SixteenLanes lanes(RowSum sum) {
    return new SixteenLanes(method, accumulators(sum));
  }

  private ScalarAccumulators accumulators(RowSum sum) {
    return new ScalarAccumulators(method, sum.left().type(), sum.lanes());
  }

  private void join(Sweep sweep, RowSum sum) {
    method.index(sweep.rows().index());
    code.constant(SixteenLanes.LANES - 1);
    code.op(IAND);
    code.constant(sum.lanes().offset());
    code.op(IADD);
    int at = method.keep(ElementType.I32);
    ElementType type = sum.left().type();
    expressions.push(sum.left());
    sum.right().ifPresent(expressions::push);
    accumulators(sum).load(() -> code.variable(ILOAD, at));
    if (sum.right().isPresent()) {
      Calls.fma(code, type);
    } else {
      code.op(type == ElementType.F32 ? Opcodes.FADD : Opcodes.DADD);
    }
    accumulators(sum).store(() -> code.variable(ILOAD, at));
  }

  private void finish(RowSum sum) {
    method.scoped(() -> {
      lanes(sum).treeInMemory();
      new ScalarAccumulators(method, sum.left().type(), sum.result())
          .store(() -> code.constant(sum.result().offset()));
    });
  }
}
