package netwright.emit;

import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.loop.ElementType;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Store;
import netwright.loop.LoopStmt.Sweep;
import org.objectweb.asm.Label;

/// Sweeps over the rows, one row in each lane.
///
/// Sixteen lanes are the accumulators of [Order#SIXTEEN_LANES] themselves. With fewer, the rows are gone through once for
/// each part of the accumulators, by steps of sixteen. The last rows, where they do not fill a vector, are a method of
/// their own with masks; rows whose values go to the sweep's memory only need none.
final class LaneSweeps {
  private final MethodEmitter method;
  private final Code code;
  private final int lanes;

  LaneSweeps(MethodEmitter method, int lanes) {
    this.method = method;
    this.code = method.code();
    this.lanes = lanes;
  }

  void emit(Sweep sweep) {
    method.decide(
        "sweep: a row in each of %d lanes, %d values, %d sums in registers",
        lanes, sweep.body().size(), sweep.sums().size());
    method.scoped(() -> {
      if (!sweep.sums().isEmpty()) {
        sums(sweep);
      } else if (sweep.body().stream().allMatch(statement -> isInside(sweep, statement))) {
        rows(sweep, code.newSlot(0), rowCount(0), lanes, List.of());
      } else {
        int row = code.newSlot(0);
        rows(sweep, row, rowCount(lanes - 1), lanes, List.of());
        ifMore(row, () -> lastRows(sweep, row));
      }
    });
  }

  /// Whether `statement` may write behind the last row.
  private static boolean isInside(Sweep sweep, LoopStmt statement) {
    return !(statement instanceof Store store) || store.buffer().isIn(sweep.memory());
  }

  private void sums(Sweep sweep) {
    if (lanes == SixteenLanes.LANES) {
      whole(sweep);
      return;
    }
    int first = code.newSlot(0);
    Label again = new Label();
    code.place(again);
    method.scoped(() -> part(sweep, first));
    code.increment(first, lanes);
    code.variable(ILOAD, first);
    code.constant(SixteenLanes.LANES);
    code.jump(IF_ICMPLT, again);
    method.outline(
        "join", Signature.KERNEL, joining -> SumTrees.inMemory(joining, lanes).join(sweep.sums()));
  }

  /// Adds up all accumulators at once, and joins them while they are in variables. Those in double precision are joined in
  /// memory, which the others go through only for rows that do not fill a vector.
  private void whole(Sweep sweep) {
    int first = code.newSlot(0);
    int row = code.newSlot(0);
    Map<RowSum, LaneSum> sums = new LinkedHashMap<>();
    sweep
        .sums()
        .forEach(sum -> sums.put(sum, LaneSum.of(method, lanes, sum, sweep.rows().index())));
    List<LaneSum> floats = sums.values().stream().filter(sum -> !sum.isWide()).toList();
    sums.values().forEach(LaneSum::zero);
    rows(sweep, row, rowCount(lanes - 1), SixteenLanes.LANES, List.copyOf(sums.values()));
    sums.values().stream().filter(LaneSum::isWide).forEach(sum -> sum.store(first));
    ifMore(
        row,
        () -> {
          floats.forEach(sum -> sum.store(first));
          lastRows(sweep, row);
          floats.forEach(sum -> sum.load(first));
        });
    new SumTrees(method, lanes, sum -> sums.get(sum).push()).join(sweep.sums());
  }

  /// Adds up the accumulators from the one in variable `first` on.
  private void part(Sweep sweep, int first) {
    List<LaneSum> sums = accumulators(sweep);
    sums.forEach(LaneSum::zero);
    code.variable(ILOAD, first);
    int row = method.keep(ElementType.I32);
    rows(sweep, row, rowCount(lanes - 1), SixteenLanes.LANES, sums);
    sums.forEach(sum -> sum.store(first));
    ifMore(row, () -> lastRows(sweep, row));
  }

  private List<LaneSum> accumulators(Sweep sweep) {
    return sweep.sums().stream()
        .map(sum -> LaneSum.of(method, lanes, sum, sweep.rows().index()))
        .toList();
  }

  private void rows(Sweep sweep, int row, int end, int step, List<LaneSum> sums) {
    Deinterleaving strided = Deinterleaving.prepare(method, lanes, sweep);
    method.loop(
        sweep.rows().index(),
        row,
        end,
        step,
        () -> body(sweep, sums, strided, LaneExpressions.ALL_LANES, row));
  }

  /// Runs `content` if there are rows from variable `row` on.
  private void ifMore(int row, Runnable content) {
    Label done = new Label();
    code.variable(ILOAD, row);
    code.variable(ILOAD, Code.ROWS);
    code.jump(IF_ICMPGE, done);
    content.run();
    code.place(done);
  }

  /// Calls a method for the rows from variable `row` on.
  private void lastRows(Sweep sweep, int row) {
    method.scoped(() -> {
      method.frame().bind(sweep.rows().index(), Frame.Place.variable(row));
      Signature signature =
          new Signature(List.of(sweep.rows().index()), FreeVariables.of(List.of(sweep)).locals());
      method.outline("last", signature, last -> new LaneSweeps(last, lanes).masked(sweep));
    });
  }

  private void masked(Sweep sweep) {
    int row = method.frame().place(sweep.rows().index()).slot();
    VectorCode vectors = VectorCode.of(method, lanes);
    vectors.species();
    code.variable(ILOAD, row);
    code.variable(ILOAD, Code.ROWS);
    vectors.maskBelow();
    int mask = vectors.keep();
    code.variable(ILOAD, row);
    code.constant(SixteenLanes.LANES - 1);
    code.op(IAND);
    int first = method.keep(ElementType.I32);
    List<LaneSum> sums = accumulators(sweep);
    sums.forEach(sum -> sum.load(first));
    body(sweep, sums, Deinterleaving.prepare(method, lanes, sweep), mask, row);
    sums.forEach(sum -> sum.store(first));
  }

  private void body(Sweep sweep, List<LaneSum> sums, Deinterleaving strided, int mask, int row) {
    LaneScope scope = new LaneScope(sweep.rows().index(), method.elements());
    VectorCode vectors = VectorCode.of(method, lanes);
    LaneExpressions expressions = new LaneExpressions(method, vectors, scope, mask, strided);
    for (LoopStmt statement : sweep.body()) {
      switch (statement) {
        case Let let -> expressions.define(let);
        case Store store -> {
          if (store.position().stride(sweep.rows().index()) != 1) {
            throw new IllegalStateException(store + " has no form for lanes");
          }
          expressions.push(store.value());
          method.element(store.buffer(), store.position());
          vectors.store(store.buffer().isIn(sweep.memory()) ? LaneExpressions.ALL_LANES : mask);
        }
        case LoopStmt.For _,
            LoopStmt.ScatterAdd _,
            LoopStmt.Reduction _,
            LoopStmt.Contraction _,
            Sweep _ ->
            throw new IllegalStateException("a sweep with a loop inside");
      }
    }
    sums.forEach(sum -> sum.join(expressions, mask, row));
  }

  /// A variable with the number of rows less `less`.
  private int rowCount(int less) {
    code.variable(ILOAD, Code.ROWS);
    if (less > 0) {
      code.constant(less);
      code.op(ISUB);
    }
    return method.keep(ElementType.I32);
  }
}
