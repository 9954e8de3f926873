package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import netwright.loop.Affine;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Sweep;
import org.objectweb.asm.Label;

/// Sweeps over the rows, one row at a time.
///
/// Sums are added up lane by lane: a method of its own goes over every sixteenth row, with the accumulators of that lane in
/// variables. Sixteen calls a sweep soon have it compiled, as calls count for more than the turns of a loop. There are two
/// such methods, one of which calls `Math.fma` by itself: in code that is compiled only to be counted, each call costs.
final class ScalarSweeps {
  private static final Index LANE = new Index("$lane");
  private static final Index SUM = new Index("$sum");

  private final MethodEmitter method;
  private final Code code;
  private final ScalarExpressions expressions;

  ScalarSweeps(MethodEmitter method) {
    this.method = method;
    this.code = method.code();
    this.expressions = new ScalarExpressions(method);
  }

  void emit(Sweep withMasks) {
    Sweep sweep = MasksInPlace.of(withMasks);
    method.decide(
        "sweep: row by row, %d values and %d sums in locals",
        sweep.body().size(), sweep.sums().size());
    if (sweep.sums().isEmpty()) {
      method.loop(sweep.rows(), () -> body(sweep));
      return;
    }
    Label software = new Label();
    Label done = new Label();
    Calls.pushHardwareFma(code);
    code.jump(IFEQ, software);
    lanes(sweep, true);
    code.jump(GOTO, done);
    code.place(software);
    lanes(sweep, false);
    code.place(done);
    neighbours(sweep.sums()).forEach(this::trees);
  }

  private void body(Sweep sweep) {
    Statements statements = new Statements(method);
    sweep.body().forEach(statements::statement);
  }

  private void lanes(Sweep sweep, boolean hardwareFma) {
    Loop lanes = new Loop(LANE, new Extent.Fixed(SixteenLanes.LANES));
    Signature signature = new Signature(List.of(LANE), FreeVariables.of(List.of(sweep)).locals());
    method.loop(
        lanes,
        () ->
            method.outline(
                "lane",
                signature,
                lane -> {
                  if (hardwareFma) {
                    lane.code().expectHardwareFma();
                  }
                  new ScalarSweeps(lane).lane(sweep);
                }));
  }

  /// Leaves the sums over every sixteenth row from number [#LANE] on in their lanes.
  private void lane(Sweep sweep) {
    List<Integer> variables = new ArrayList<>();
    for (RowSum sum : sweep.sums()) {
      ScalarAccumulators accumulators = accumulators(sum);
      accumulators.zero();
      variables.add(accumulators.keep());
    }
    method.index(LANE);
    int row = method.keep(ElementType.I32);
    method.loop(
        sweep.rows().index(),
        row,
        Code.ROWS,
        SixteenLanes.LANES,
        () -> {
          body(sweep);
          for (int number = 0; number < variables.size(); number++) {
            join(sweep.sums().get(number), variables.get(number));
          }
        });
    for (int number = 0; number < variables.size(); number++) {
      RowSum sum = sweep.sums().get(number);
      method.element(sum.lanes(), Affine.of(0).plus(LANE, 1));
      code.load(sum.left().type(), variables.get(number));
      code.storeElement(sum.left().type());
    }
  }

  private ScalarAccumulators accumulators(RowSum sum) {
    return new ScalarAccumulators(method, sum.left().type(), sum.lanes());
  }

  private void join(RowSum sum, int accumulator) {
    ElementType type = sum.left().type();
    expressions.push(sum.left());
    sum.right().ifPresent(expressions::push);
    code.load(type, accumulator);
    if (sum.right().isPresent()) {
      Calls.fma(code, type);
    } else {
      accumulators(sum).add();
    }
    code.store(type, accumulator);
  }

  /// `sums` in groups whose lanes, and whose results, lie one after the other.
  private static List<List<RowSum>> neighbours(List<RowSum> sums) {
    List<List<RowSum>> groups = new ArrayList<>();
    for (ElementType type : List.of(ElementType.F32, ElementType.F64)) {
      RowSum last = null;
      for (RowSum sum : sums) {
        if (sum.left().type() == type) {
          if (last == null || !follows(last, sum)) {
            groups.add(new ArrayList<>());
          }
          groups.getLast().add(sum);
          last = sum;
        }
      }
    }
    return groups;
  }

  private static boolean follows(RowSum first, RowSum second) {
    return second.result().offset() == first.result().offset() + 1
        && second.lanes().offset() == first.lanes().offset() + SixteenLanes.LANES;
  }

  private void trees(List<RowSum> sums) {
    Loop loop = new Loop(SUM, new Extent.Fixed(sums.size()));
    RowSum first = sums.getFirst();
    method.loop(
        loop,
        () ->
            method.outline(
                "tree",
                new Signature(List.of(SUM), List.of()),
                tree -> new ScalarSweeps(tree).tree(first)));
  }

  /// Joins the lanes of the sum that has number [#SUM] from `first` on.
  private void tree(RowSum first) {
    ElementType type = first.left().type();
    method.element(first.result(), Affine.of(0).plus(SUM, 1));
    SixteenLanes.tree(
        SixteenLanes.LANES,
        lane -> {
          Affine position = Affine.of(lane).plus(SUM, SixteenLanes.LANES);
          method.element(first.lanes(), position);
          code.loadElement(type);
        },
        accumulators(first)::add);
    code.storeElement(type);
  }
}
