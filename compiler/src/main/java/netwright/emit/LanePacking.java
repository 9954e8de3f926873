package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import netwright.loop.Affine;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// The method that copies what one stripe of columns, or some neighbouring ones, need of a contraction's running factor: for
/// each step of the sums (of one block of them), the neighbours that a tile loads as vectors.
final class LanePacking {
  private static final int COLUMNS_AT_ONCE = 4;

  /// Steps: 64 MB in stripes of 256 bytes take 5.1 instead of 7.3 ms.
  private static final int READ_AHEAD = 4;

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final TileShape shape;
  private final int lanes;
  private final VectorCode vectors;
  private final Index column;
  private final Load packed;
  private final int width;
  private final int stripes;

  /// The packed position, less where the present stripe starts.
  private final Affine inStripe;

  /// @param stripes how many stripes are copied at a time; one, if columns are
  LanePacking(
      MethodEmitter method, Contraction contraction, Tiling tiling, TileShape shape, int stripes) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.tiling = tiling;
    this.shape = shape;
    this.lanes = tiling.lanes();
    this.stripes = stripes;
    this.vectors = VectorCode.of(method, lanes);
    this.column = contraction.output().getLast().index();
    this.width = shape.vectors() * lanes;
    this.packed = tiling.packedVectors(contraction, width);
    Affine position = packed.position();
    this.inStripe =
        position
            .plus(column, -position.stride(column))
            .plus(Tiling.FIRST, -position.stride(Tiling.FIRST));
  }

  void write() {
    if (tiling.packing() == Staging.Packing.COPIED) {
      copy();
    } else {
      transpose();
    }
    code.op(RETURN);
  }

  /// Runs `body` for each step of the sums, or of their present block.
  private void steps(Runnable body) {
    if (tiling.isBlocked()) {
      method.loop(step(), from(), to(), 1, body);
    } else {
      method.loops(contraction.contracted(), body);
    }
  }

  private Index step() {
    return contraction.contracted().getFirst().index();
  }

  private int from() {
    if (tiling.isBlocked()) {
      method.index(Tiling.FROM);
    } else {
      code.constant(0);
    }
    return method.keep(ElementType.I32);
  }

  private int to() {
    if (tiling.isBlocked()) {
      method.index(Tiling.TO);
    } else {
      method.count(contraction.contracted().getFirst().extent());
      method.cut(contraction.contracted().getFirst().extent(), 1);
    }
    return method.keep(ElementType.I32);
  }

  // ---- rows ----

  private void copy() {
    int mask =
        shape.masked()
            ? shape.lastMask(method, vectors, contraction.output().getLast())
            : LaneExpressions.ALL_LANES;
    if (contraction.contracted().size() > 1 || !ReadAhead.allows(method)) {
      steps(() -> copyStep(mask));
      return;
    }
    ReadAhead ahead = new ReadAhead(method);
    int from = from();
    int to = to();
    code.variable(ILOAD, to);
    code.constant(READ_AHEAD);
    code.op(ISUB);
    int bound = method.keep(ElementType.I32);
    method.loop(
        step(),
        from,
        bound,
        1,
        () -> {
          readAhead(ahead);
          copyStep(mask);
        });
    method.loop(step(), from, to, 1, () -> copyStep(mask));
    ahead.end(contraction.lanes());
  }

  private void copyStep(int mask) {
    for (int stripe = 0; stripe < stripes; stripe++) {
      tiling.at(method, column, 0, stripe * width, () -> copyStepOfStripe(mask));
    }
  }

  private void copyStepOfStripe(int mask) {
    LaneScope scope = new LaneScope(column, method.elements());
    for (int vector = 0; vector < shape.vectors(); vector++) {
      LaneExpressions expressions =
          new LaneExpressions(method, vectors, scope, shape.maskOf(vector, mask));
      int first = shape.column(vector, lanes);
      tiling.at(method, column, 0, first, () -> expressions.push(tiling.running()));
      method.element(packed.buffer().space(), packed.buffer().offset() + first, packed.position());
      vectors.store();
    }
  }

  /// Reads the first element of a later step, so that it is nearer when its time comes: steps are too far apart for the
  /// machine to foresee them. What is read is added up, or the compiler would leave it out.
  private void readAhead(ReadAhead ahead) {
    element(0, READ_AHEAD);
    ahead.load();
  }

  // ---- columns ----

  /// Whole vectors of columns in squares where each column's elements are neighbours; then some columns at a time, so that
  /// as many streams are read and neighbours written.
  private void transpose() {
    method.index(column);
    int index = method.keep(ElementType.I32);
    method.position(packed.buffer().offset(), packed.position().plus(inStripe, -1));
    int target = method.keep(ElementType.I32);
    if (runsAlongSteps()) {
      int whole = shape.isRagged() ? shape.vectors() - 1 : shape.vectors();
      if (whole > 0) {
        code.variable(ILOAD, index);
        code.constant(whole * lanes);
        code.op(IADD);
        squares(index, method.keep(ElementType.I32), target);
      }
    }
    method.index(column);
    code.constant(width);
    code.op(IADD);
    if (shape.isRagged()) {
      method.count(contraction.output().getLast().extent());
      Calls.math(code, "min", 2, ElementType.I32);
    }
    int end = method.keep(ElementType.I32);
    code.variable(ILOAD, end);
    code.constant(COLUMNS_AT_ONCE - 1);
    code.op(ISUB);
    int bound = method.keep(ElementType.I32);
    columns(index, bound, target, COLUMNS_AT_ONCE);
    columns(index, end, target, 1);
  }

  private boolean runsAlongSteps() {
    return contraction.contracted().size() == 1
        && tiling.running().position().stride(step()) == 1
        && method.owner().hasSlack(tiling.running().buffer(), lanes);
  }

  /// The columns from `index` up to `end`, a vector of them at a time; moves `index` and `target` behind them.
  private void squares(int index, int end, int target) {
    LaneTranspose transpose = LaneTranspose.of(method, lanes);
    method.loop(
        column,
        index,
        end,
        lanes,
        () -> {
          int from = from();
          int to = to();
          if (endsInSquare()) {
            keepOneSquare(to);
          }
          code.variable(ILOAD, to);
          code.constant(lanes - 1);
          code.op(ISUB);
          int bound = method.keep(ElementType.I32);
          if (endsInSquare()) {
            WholeVectors.loop(
                method, step(), from, bound, to, lanes, () -> square(transpose, target));
          } else {
            method.loop(step(), from, bound, lanes, () -> square(transpose, target));
            method.loop(step(), from, to, 1, () -> elements(target, lanes));
          }
          code.increment(target, lanes);
        });
  }

  /// Moves the end of the steps in variable `to` to where it may be at the earliest: a rehearsal does one square at least.
  private void keepOneSquare(int to) {
    if (method.isCut(contraction.contracted().getFirst().extent(), 1)) {
      code.variable(ILOAD, to);
      code.constant(lanes);
      Calls.math(code, "max", 2, ElementType.I32);
      code.store(ElementType.I32, to);
    }
  }

  /// Whether the last steps, fewer than a square has, are done in a square that starts earlier: one by one they would take longer.
  private boolean endsInSquare() {
    return !tiling.isBlocked()
        && contraction.contracted().getFirst().extent() instanceof Extent.Fixed(int count)
        && count > lanes
        && count % lanes > 0;
  }

  /// As many columns and steps as a vector has lanes, in squares of `transpose`.
  private void square(LaneTranspose transpose, int target) {
    int side = transpose.vectors().lanes();
    for (int step = 0; step < lanes; step += side) {
      for (int column = 0; column < lanes; column += side) {
        square(transpose, target, step, column);
      }
    }
  }

  private void square(LaneTranspose transpose, int target, int firstStep, int firstColumn) {
    transpose.write(
        (number, steps) -> element(firstColumn + number, firstStep + steps),
        step -> {
          code.array(packed.buffer().space());
          method.position((firstStep + step) * width + firstColumn, inStripe);
          code.variable(ILOAD, target);
          code.op(IADD);
          transpose.vectors().store();
        });
  }

  private void columns(int index, int end, int target, int count) {
    method.loop(
        column,
        index,
        end,
        count,
        () -> {
          steps(() -> elements(target, count));
          code.increment(target, count);
        });
  }

  private void elements(int target, int count) {
    for (int number = 0; number < count; number++) {
      code.array(packed.buffer().space());
      method.position(number, inStripe);
      code.variable(ILOAD, target);
      code.op(IADD);
      element(number);
      method.loadElement();
      method.storeElement();
    }
  }

  /// Pushes the array, then the position of the present step's element of the column `number` behind the present one.
  private void element(int number) {
    Load running = tiling.running();
    Frame.Place place = method.frame().place(column);
    method.frame().bind(column, place.plus(number));
    method.element(running);
    method.frame().bind(column, place);
  }

  /// The same of the step that is `steps` behind the present one.
  private void element(int number, int steps) {
    Frame.Place place = method.frame().place(step());
    method.frame().bind(step(), place.plus(steps));
    element(number);
    method.frame().bind(step(), place);
  }
}
