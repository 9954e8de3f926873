package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.function.IntConsumer;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// What happens to the sums of a register tile: a copy of the epilogue for each vector where that is little code. Else the
/// sums wait in memory, for a method of their own with copies for the vectors of a row, or for one copy in a loop over the
/// vectors, or over single sums where vectors cannot do it.
final class TileEpilogue {
  private static final int LARGEST_COPIES = 500;

  /// With what masked accesses count for, of which HotSpot's first compiler takes so many: [VectorCode].
  private static final int LARGEST_MASKED_COPIES = 900;

  /// Of what is written for one vector, or for those of a row.
  static final int LARGEST_ROW = KernelWriter.LARGEST_METHOD / 4;

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final TileShape shape;
  private final int lanes;
  private final VectorCode vectors;
  private final LaneScope scope;
  private final Index column;
  private final Buffer memory;

  TileEpilogue(MethodEmitter method, Contraction contraction, Tiling tiling, TileShape shape) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.tiling = tiling;
    this.shape = shape;
    this.lanes = tiling.lanes();
    this.vectors = VectorCode.of(method, lanes);
    this.column = contraction.output().getLast().index();
    this.scope = new LaneScope(column, method.elements());
    this.memory = contraction.lanes();
  }

  /// Whether the sums are left to [#writeApart].
  boolean isApart() {
    boolean waits = tiling.isBlocked() || tiling.deferral().isPresent();
    if (shape.masked() || tiling.row().isEmpty() || waits) {
      return false;
    }
    int bytes = bytes();
    return bytes <= LARGEST_ROW / shape.vectors()
        && bytes * shape.rows() * shape.vectors() > LARGEST_COPIES;
  }

  /// The bytes for one vector, or more than any row may have where there is no code for vectors.
  private int bytes() {
    scope.vary(contraction.accumulator());
    return scope.allows(contraction.epilogue())
        ? method.measure(() -> inLanes(code.newSlots(1), LaneExpressions.ALL_LANES))
        : LARGEST_ROW + 1;
  }

  /// The method that takes up the sums of a tile where they were [left][#spill]: the vectors of a row side by side, beside no
  /// other sums, so that what waits for one another is done for all of them at the same time.
  void writeApart() {
    scope.vary(contraction.accumulator());
    rows(start -> {
      for (int vector = 0; vector < shape.vectors(); vector++) {
        int first = shape.column(vector, lanes);
        vectors.species();
        code.array(memory.space());
        code.variable(ILOAD, start);
        code.constant(first);
        code.op(IADD);
        vectors.load();
        int sums = vectors.keep();
        tiling.at(method, column, 0, first, () -> inLanes(sums, LaneExpressions.ALL_LANES));
      }
    });
    code.op(RETURN);
  }

  void write(int[][] accumulators, int mask) {
    int bytes = bytes();
    if (bytes > LARGEST_ROW) {
      spill(accumulators);
      rows(this::scalarColumns);
    } else if (shape.masked() ? areMaskedCopiesSmall(bytes, mask) : areCopiesSmall(bytes)) {
      copies(accumulators, mask);
    } else {
      spill(accumulators);
      rows(this::vectorColumns);
    }
  }

  private boolean areCopiesSmall(int bytes) {
    return bytes * shape.rows() * shape.vectors() <= LARGEST_COPIES;
  }

  /// The same where the last vector of a row is masked, in what its sums start from as well.
  private boolean areMaskedCopiesSmall(int bytes, int mask) {
    int masked =
        method.measure(() -> {
          inLanes(code.newSlots(1), mask);
          initial(shape.vectors() - 1, mask);
          vectors.keep();
        });
    int row = bytes * (shape.vectors() - 1) + masked;
    return row * shape.rows() <= LARGEST_MASKED_COPIES;
  }

  /// What happens to all sums of a stripe, which wait in memory after their last block.
  void finish() {
    int bytes = bytes();
    Load sums = tiling.sums(contraction, shape.vectors() * lanes);
    method.position(sums.buffer().offset(), sums.position());
    int at = method.keep(ElementType.I32);
    method.loop(
        tiling.row().orElseThrow(),
        () -> {
          if (bytes > LARGEST_ROW) {
            scalarColumns(at);
          } else {
            vectorColumns(at);
          }
          code.increment(at, shape.vectors() * lanes);
        });
    code.op(RETURN);
  }

  /// What was deferred, for all columns of the rows that wait.
  void finishRows(Deferral deferral) {
    boolean inLanes = bytes() <= LARGEST_ROW;
    method.index(Deferral.FROM);
    int row = method.keep(ElementType.I32);
    method.index(Deferral.TO);
    int end = method.keep(ElementType.I32);
    Loop last = contraction.output().getLast();
    int columns = ((Extent.Fixed) last.extent()).count();
    int whole = inLanes ? columns / lanes * lanes : 0;
    method.loop(
        tiling.row().orElseThrow().index(),
        row,
        end,
        1,
        () -> {
          if (whole > 0) {
            code.constant(whole);
            method.cut(last.extent(), lanes);
            deferral.cut(method);
            int bound = method.keep(ElementType.I32);
            method.loop(column, deferral.firstColumn(method), bound, lanes, this::deferredVector);
          }
          if (columns > whole) {
            int first = whole > 0 ? code.newSlot(whole) : deferral.firstColumn(method);
            code.constant(columns);
            deferral.cut(method);
            method.loop(column, first, method.keep(ElementType.I32), 1, this::deferredElement);
          }
        });
    code.op(RETURN);
  }

  private void deferredVector() {
    vectors.species();
    deferredSum();
    vectors.load();
    inLanes(vectors.keep(), LaneExpressions.ALL_LANES);
  }

  private void deferredElement() {
    deferredSum();
    new Statements(method).epilogueOfElement(contraction);
  }

  /// Pushes the array, then the position of the present row's and column's sum.
  private void deferredSum() {
    Load sums = tiling.sums(contraction, shape.vectors() * lanes);
    method.element(sums);
  }

  /// Puts what all sums of a stripe start from into memory, for their first block.
  void start() {
    int mask =
        shape.masked()
            ? shape.lastMask(method, vectors, contraction.output().getLast())
            : LaneExpressions.ALL_LANES;
    Load sums = tiling.sums(contraction, shape.vectors() * lanes);
    method.loop(
        tiling.row().orElseThrow(),
        () -> {
          for (int vector = 0; vector < shape.vectors(); vector++) {
            initial(vector, shape.maskOf(vector, mask));
            method.element(
                sums.buffer().space(),
                sums.buffer().offset() + shape.column(vector, lanes),
                sums.position());
            vectors.store();
          }
        });
    code.op(RETURN);
  }

  private void initial(int vector, int mask) {
    if (contraction.initial().isEmpty()) {
      vectors.zero();
    } else {
      Load load = contraction.initial().get();
      LaneExpressions expressions = new LaneExpressions(method, vectors, scope, mask);
      tiling.at(method, column, 0, shape.column(vector, lanes), () -> expressions.push(load));
    }
  }

  private void copies(int[][] accumulators, int mask) {
    for (int row = 0; row < shape.rows(); row++) {
      for (int vector = 0; vector < shape.vectors(); vector++) {
        int accumulator = accumulators[row][vector];
        int vectorMask = shape.maskOf(vector, mask);
        tiling.at(
            method,
            column,
            row,
            shape.column(vector, lanes),
            () -> inLanes(accumulator, vectorMask));
      }
    }
  }

  private void inLanes(int accumulator, int mask) {
    method.scoped(() -> {
      method.frame().bind(contraction.accumulator(), accumulator);
      new LaneStatements(method, vectors, scope, mask).block(contraction.epilogue());
    });
  }

  /// Leaves the sums in memory.
  void spill(int[][] accumulators) {
    for (int row = 0; row < shape.rows(); row++) {
      for (int vector = 0; vector < shape.vectors(); vector++) {
        vectors.push(accumulators[row][vector]);
        code.array(memory.space());
        code.constant(
            memory.offset() + row * shape.vectors() * lanes + shape.column(vector, lanes));
        vectors.store();
      }
    }
  }

  /// Runs `columns` for each row of the tile, with the variable that holds where the row's sums start in memory.
  private void rows(IntConsumer columns) {
    int at = code.newSlot(memory.offset());
    if (tiling.row().isEmpty()) {
      columns.accept(at);
      return;
    }
    Index row = tiling.row().get().index();
    method.index(row);
    int index = method.keep(ElementType.I32);
    int end = above(row, shape.rows());
    method.loop(
        row,
        index,
        end,
        1,
        () -> {
          columns.accept(at);
          code.increment(at, shape.vectors() * lanes);
        });
  }

  private void vectorColumns(int rowStart) {
    columns(
        rowStart,
        lanes,
        position -> {
          int mask = shape.masked() ? maskHere() : LaneExpressions.ALL_LANES;
          vectors.species();
          code.array(memory.space());
          code.variable(ILOAD, position);
          vectors.load();
          inLanes(vectors.keep(), mask);
        });
  }

  private int maskHere() {
    vectors.species();
    method.index(column);
    method.count(contraction.output().getLast().extent());
    vectors.maskBelow();
    return vectors.keep();
  }

  private void scalarColumns(int rowStart) {
    columns(
        rowStart,
        1,
        position -> {
          code.array(memory.space());
          code.variable(ILOAD, position);
          new Statements(method).epilogueOfElement(contraction);
        });
  }

  /// Runs `content` along a row of the tile by `step`, with the variable that holds the position in memory.
  private void columns(int rowStart, int step, IntConsumer content) {
    code.variable(ILOAD, rowStart);
    int position = method.keep(ElementType.I32);
    method.index(column);
    int index = method.keep(ElementType.I32);
    int end = above(column, shape.vectors() * lanes);
    if (shape.isRagged()) {
      code.variable(ILOAD, end);
      method.count(contraction.output().getLast().extent());
      Calls.math(code, "min", 2, ElementType.I32);
      code.store(ElementType.I32, end);
    }
    method.loop(
        column,
        index,
        end,
        step,
        () -> {
          if (step > 1 && shape.overlap() > 0) {
            content.accept(movedBack(position, index, end));
          } else {
            content.accept(position);
          }
          code.increment(position, step);
        });
  }

  /// Moves the present column back where a vector from there on would go over `end`; a variable with `position` moved
  /// as far.
  private int movedBack(int position, int index, int end) {
    code.variable(ILOAD, end);
    code.constant(lanes);
    code.op(ISUB);
    code.variable(ILOAD, index);
    Calls.math(code, "min", 2, ElementType.I32);
    int first = method.keep(ElementType.I32);
    method.frame().bind(column, Frame.Place.variable(first));
    code.variable(ILOAD, position);
    code.variable(ILOAD, index);
    code.op(ISUB);
    code.variable(ILOAD, first);
    code.op(IADD);
    return method.keep(ElementType.I32);
  }

  /// A variable with the value of `index` plus `count`.
  private int above(Index index, int count) {
    method.index(index);
    code.constant(count);
    code.op(IADD);
    return method.keep(ElementType.I32);
  }
}
