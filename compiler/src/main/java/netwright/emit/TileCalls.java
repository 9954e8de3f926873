package netwright.emit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;

import java.util.Optional;
import java.util.function.IntConsumer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.Contraction;
import org.objectweb.asm.Label;

/// The calls of one contraction's [TileMethods]: stripes of columns, and in each stripe tile after tile.
final class TileCalls {
  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final Optional<Tiling> end;
  private final TileMethods methods;
  private final TileStripe stripe;
  private final boolean rowByRow;
  private final int lanes;
  private final int widest;

  /// @param end of the last columns, if these have vectors of their own
  /// @param widest the lanes of the widest vectors there are
  TileCalls(
      MethodEmitter method,
      Contraction contraction,
      Tiling tiling,
      Optional<Tiling> end,
      int widest) {
    this.method = method;
    this.code = method.code();
    this.widest = widest;
    this.lanes = tiling.lanes();
    this.contraction = contraction;
    this.tiling = tiling;
    this.end = end;
    this.rowByRow = LaneRow.allows(method.owner(), contraction, tiling, widest);
    this.methods = new TileMethods(method, contraction, tiling, end.isPresent());
    this.stripe = new TileStripe(method, contraction, tiling, methods, rowByRow);
  }

  private boolean isStored() {
    return tiling.packing() == Staging.Packing.STORED;
  }

  /// All outputs: stripes of tiles, or row by row where there are fewer rows than a tile has.
  void write() {
    if (!rowByRow && !(isStored() && tiling.shape().rows() > 1)) {
      columns();
      return;
    }
    method.decide(
        "fewer than %d rows one by one, along the %s",
        tiling.shape().rows(), isStored() ? "panels" : "matrix");
    Label few = new Label();
    Label done = new Label();
    method.count(tiling.row().orElseThrow().extent());
    code.constant(tiling.shape().rows());
    code.jump(IF_ICMPLT, few);
    method.scoped(this::columns);
    code.jump(GOTO, done);
    code.place(few);
    method.scoped(isStored() ? this::fewStored : this::fewRows);
    code.place(done);
  }

  /// Rows one by one, but each for more columns at a time.
  private void fewStored() {
    Tiling one = tiling.forOneRow(contraction, widest);
    new TileCalls(method, contraction, one, Optional.empty(), widest).columns();
  }

  private void fewRows() {
    bindBlock();
    method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
    method.loop(
        tiling.row().orElseThrow(),
        () -> {
          methods.call("row", one -> new LaneRow(one, contraction, tiling, widest).write());
          methods.call("rowEnd", one -> new LaneRow(one, contraction, tiling, widest).finish());
        });
  }

  /// Methods take the block as arguments even where it does not matter.
  private void bindBlock() {
    if (isStored()) {
      method.frame().bind(Tiling.PANEL, Frame.Place.constant(0));
    }
    if (tiling.isBlocked()) {
      method.frame().bind(Tiling.FROM, Frame.Place.constant(0));
      method.frame().bind(Tiling.TO, Frame.Place.constant(0));
    }
    method.frame().bind(Tiling.FIRST, Frame.Place.constant(0));
  }

  /// All columns, each a stripe of whole tiles from the first row to the last.
  private void columns() {
    if (tiling.deferral().isPresent()) {
      rowsAtATime(tiling.deferral().get());
      return;
    }
    bindBlock();
    if (tiling.rowsPacked()) {
      method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
      method.scoped(() ->
          new RowTiles(method, tiling, tiling.shape(), methods::packRows).from(code.newSlot(0)));
    }
    stripes();
  }

  /// All columns of some rows, then what waited for them; then the next rows.
  private void rowsAtATime(Deferral deferral) {
    Loop row = tiling.row().orElseThrow();
    int from = code.newSlot(0);
    method.count(row.extent());
    method.cut(row.extent(), 1);
    int end = method.keep(ElementType.I32);
    method.loop(
        Deferral.FROM,
        from,
        end,
        deferral.rows(),
        () -> {
          code.variable(ILOAD, from);
          code.constant(deferral.rows());
          code.op(IADD);
          code.variable(ILOAD, end);
          Calls.math(code, "min", 2, ElementType.I32);
          method.frame().bind(Deferral.TO, Frame.Place.variable(method.keep(ElementType.I32)));
          if (tiling.rowsPacked()) {
            method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
            method.scoped(() ->
                new RowTiles(method, tiling, tiling.shape(), methods::packRows).from(firstRow()));
          }
          stripes();
          methods.atFirstRow();
          method.frame().bind(contraction.output().getLast().index(), Frame.Place.constant(0));
          methods.call(
              "finish",
              finish ->
                  new TileEpilogue(finish, contraction, tiling, tiling.shape(), lanes)
                      .finishRows());
        });
  }

  /// A variable with the first row.
  private int firstRow() {
    if (tiling.deferral().isEmpty()) {
      return code.newSlot(0);
    }
    method.index(Deferral.FROM);
    return method.keep(ElementType.I32);
  }

  private void stripes() {
    Loop last = contraction.output().getLast();
    TileShape shape = tiling.shape();
    if (last.extent() instanceof Extent.Fixed(int count)) {
      if (end.isPresent()) {
        stripes(last, count / lanes * lanes);
        lastColumns(last, count, end.get());
      } else {
        stripes(last, count);
      }
    } else {
      int column = code.newSlot(0);
      method.count(last.extent());
      method.cut(last.extent(), 1);
      int end = method.keep(ElementType.I32);
      code.variable(ILOAD, end);
      code.constant(shape.vectors() * lanes - 1);
      code.op(ISUB);
      stripes(last, column, method.keep(ElementType.I32), shape);
      method.loop(last.index(), column, end, lanes, () -> stripe.rows(shape.withVectors(1, true)));
    }
  }

  /// The first `count` columns.
  private void stripes(Loop last, int count) {
    TileShape shape = tiling.shape();
    int needed = Math.ceilDiv(count, lanes);
    boolean ragged = count % lanes != 0;
    int whole = (ragged ? needed - 1 : needed) / shape.vectors();
    int start = whole * shape.vectors() * lanes;
    int column = code.newSlot(0);
    code.constant(start);
    method.cut(last.extent(), 1);
    stripes(last, column, method.keep(ElementType.I32), shape);
    if (count > start) {
      lastStripe(last, count, start, shape.withVectors(needed - whole * shape.vectors(), ragged));
    }
  }

  /// The last ones of `count` columns, in vectors of another width.
  private void lastColumns(Loop last, int count, Tiling narrow) {
    TileMethods narrowTiles = new TileMethods(method, contraction, narrow, true);
    method.frame().bind(last.index(), Frame.Place.constant(count - narrow.lanes()));
    new TileStripe(method, contraction, narrow, narrowTiles, false).rows(narrow.shape());
  }

  /// The columns from `start` to `count`. Where outputs may be computed twice, no lane is left idle: the stripe starts
  /// earlier, or its last vector does if there is no earlier column.
  private void lastStripe(Loop last, int count, int start, TileShape shape) {
    int vectors = shape.vectors();
    boolean movable = tiling.canFill(count) && tiling.deferral().isEmpty() && !isStored();
    if (!shape.masked() || !movable) {
      method.frame().bind(last.index(), Frame.Place.constant(start));
      stripe.rows(shape);
    } else if (count >= vectors * lanes) {
      method.frame().bind(last.index(), Frame.Place.constant(count - vectors * lanes));
      stripe.rows(shape.withVectors(vectors, false));
    } else {
      method.frame().bind(last.index(), Frame.Place.constant(start));
      stripe.rows(shape.withOverlap(vectors, vectors * lanes - count));
    }
  }

  private void stripes(Loop last, int column, int bound, TileShape shape) {
    if (tiling.stripes() > 1) {
      sideBySide(last, column, bound, shape);
      return;
    }
    method.loop(last.index(), column, bound, shape.vectors() * lanes, () -> stripe.rows(shape));
  }

  /// Some stripes of columns at a time.
  private void sideBySide(Loop last, int column, int bound, TileShape shape) {
    int width = shape.vectors() * lanes;
    method.loop(
        Tiling.FIRST,
        column,
        bound,
        tiling.stripes() * width,
        () -> {
          code.variable(ILOAD, column);
          code.constant(tiling.stripes() * width);
          code.op(IADD);
          code.variable(ILOAD, bound);
          Calls.math(code, "min", 2, ElementType.I32);
          int end = method.keep(ElementType.I32);
          stripe.sideBySide(shape, new Neighbours(last, column, end, width));
        });
  }

  /// The stripes of `width` columns from variable `from` to variable `end`.
  private final class Neighbours implements StripesAtOnce {
    private final Loop columns;
    private final int from;
    private final int end;
    private final int width;

    Neighbours(Loop columns, int from, int end, int width) {
      this.columns = columns;
      this.from = from;
      this.end = end;
      this.width = width;
    }

    @Override
    public void each(Runnable body) {
      method.scoped(() -> each(first(), body));
    }

    private void each(int column, Runnable body) {
      method.loop(
          columns.index(),
          column,
          end,
          width,
          () -> {
            stripe.bindPanel();
            body.run();
          });
    }

    @Override
    public void together(IntConsumer body) {
      int count = tiling.stripesTogether(contraction);
      method.scoped(() -> {
        int column = first();
        if (count > 1) {
          code.variable(ILOAD, end);
          code.constant((count - 1) * width);
          code.op(ISUB);
          int bound = method.keep(ElementType.I32);
          method.loop(columns.index(), column, bound, count * width, () -> body.accept(count));
        }
        each(column, () -> body.accept(1));
      });
    }

    private int first() {
      code.variable(ILOAD, from);
      return method.keep(ElementType.I32);
    }
  }
}
