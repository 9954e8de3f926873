package netwright.emit;

import static org.objectweb.asm.Opcodes.RETURN;

import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.Contraction;

/// One row of outputs by itself, where there are too few for a tile: a matrix times a vector, which takes as long as
/// reading the matrix does. So the matrix is read as it lies in memory, some of its rows at a time from the first column
/// to the last, while the sums wait in memory, too.
final class LaneRow {
  /// Steps of the sums that are taken at a time: as many rows of the matrix are read side by side.
  private static final int AT_ONCE = 8;

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final int lanes;
  private final VectorCode vectors;
  private final LaneScope scope;
  private final Index column;
  private final Buffer sums;

  LaneRow(MethodEmitter method, Contraction contraction, Tiling tiling, int lanes) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.tiling = tiling;
    this.lanes = lanes;
    this.vectors = VectorCode.of(method, lanes);
    this.column = contraction.output().getLast().index();
    this.scope = new LaneScope(column, method.elements());
    this.sums = Tiling.behind(contraction, 0);
  }

  /// Whether rows of this contraction can be done so.
  static boolean allows(ClassBody owner, Contraction contraction, Tiling tiling, int lanes) {
    Index column = contraction.output().getLast().index();
    return contraction.output().getLast().extent() instanceof Extent.Fixed(int columns)
        && contraction.contracted().size() == 1
        && contraction.contracted().getFirst().extent() instanceof Extent.Fixed(int steps)
        && steps >= AT_ONCE
        && columns >= lanes
        && tiling.row().isPresent()
        && tiling.row().get().extent() instanceof Extent.PerRow
        && tiling.packing() != Staging.Packing.TRANSPOSED
        && tiling.packing() != Staging.Packing.STORED
        && tiling.other().position().stride(column) == 0
        && owner.hasSlack(tiling.running().buffer(), lanes)
        && contraction.initial().stream().allMatch(load -> owner.hasSlack(load.buffer(), lanes))
        && Math.ceilDiv(columns, lanes) * lanes <= Tiling.behind(contraction, 0).length();
  }

  /// The sums of the row.
  void write() {
    eachVector(() -> {
      initial();
      sumsHere();
      vectors.store();
    });
    Loop steps = contraction.contracted().getFirst();
    int count = ((Extent.Fixed) steps.extent()).count();
    int whole = count / AT_ONCE * AT_ONCE;
    int step = code.newSlot(0);
    int bound = cut(whole, steps, 1);
    method.loop(steps.index(), step, bound, AT_ONCE, () -> steps(AT_ONCE));
    if (count > whole) {
      method.scoped(() -> {
        method.frame().bind(steps.index(), Frame.Place.constant(whole));
        steps(count - whole);
      });
    }
    code.op(RETURN);
  }

  private void initial() {
    if (contraction.initial().isEmpty()) {
      vectors.zero();
    } else {
      expressions().push(contraction.initial().get());
    }
  }

  private LaneExpressions expressions() {
    return new LaneExpressions(method, vectors, scope, LaneExpressions.ALL_LANES);
  }

  /// Runs `body` for each vector of columns; the last may go on behind the row's end.
  private void eachVector(Runnable body) {
    Loop last = contraction.output().getLast();
    int columns = ((Extent.Fixed) last.extent()).count();
    int end = cut(Math.ceilDiv(columns, lanes) * lanes, last, lanes);
    method.loop(column, code.newSlot(0), end, lanes, body);
  }

  /// A variable with `value`, or less in a rehearsal, as a bound of `loop` in whole steps.
  private int cut(int value, Loop loop, int step) {
    code.constant(value);
    method.cut(loop.extent(), step);
    return method.keep(ElementType.I32);
  }

  /// `count` steps of all sums, from where the step's index is bound to.
  private void steps(int count) {
    int[] factors = new int[count];
    for (int step = 0; step < count; step++) {
      atStep(
          step,
          () -> {
            vectors.species();
            method.element(tiling.other());
            method.loadElement();
            vectors.broadcast();
          });
      factors[step] = vectors.keep();
    }
    eachVector(() -> {
      vectors.species();
      sumsHere();
      vectors.load();
      int sum = vectors.keep();
      for (int step = 0; step < count; step++) {
        atStep(
            step,
            () -> {
              vectors.species();
              method.element(tiling.running());
              vectors.load();
            });
        vectors.push(factors[step]);
        vectors.push(sum);
        vectors.fma();
        vectors.pop(sum);
      }
      vectors.push(sum);
      sumsHere();
      vectors.store();
    });
  }

  private void atStep(int step, Runnable content) {
    Index index = contraction.contracted().getFirst().index();
    Frame.Place place = method.frame().place(index);
    method.frame().bind(index, place.plus(step));
    content.run();
    method.frame().bind(index, place);
  }

  /// Pushes the array, then the position of the present columns' sums.
  private void sumsHere() {
    method.element(sums, Affine.of(0).plus(column, 1));
  }

  /// What happens to the sums of the row.
  void finish() {
    Loop last = contraction.output().getLast();
    int columns = ((Extent.Fixed) last.extent()).count();
    int whole = isFinishedInLanes() ? columns / lanes * lanes : 0;
    if (whole > 0) {
      method.loop(
          column,
          code.newSlot(0),
          cut(whole, last, lanes),
          lanes,
          () -> {
            vectors.species();
            sumsHere();
            vectors.load();
            inLanes(vectors.keep());
          });
    }
    if (columns > whole) {
      method.loop(column, code.newSlot(whole), code.newSlot(columns), 1, this::scalar);
    }
    code.op(RETURN);
  }

  /// Whether vectors can do the epilogue, in little code.
  private boolean isFinishedInLanes() {
    scope.vary(contraction.accumulator());
    return scope.allows(contraction.epilogue())
        && method.measure(() -> inLanes(code.newSlots(1))) <= TileEpilogue.LARGEST_ROW;
  }

  private void inLanes(int sums) {
    method.frame().bind(contraction.accumulator(), sums);
    new LaneStatements(method, vectors, scope, LaneExpressions.ALL_LANES)
        .block(contraction.epilogue());
  }

  private void scalar() {
    sumsHere();
    new Statements(method).epilogueOfElement(contraction);
  }
}
