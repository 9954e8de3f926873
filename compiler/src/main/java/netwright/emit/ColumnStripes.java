package netwright.emit;

import static netwright.emit.Staging.Packing.STORED;
import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;

import java.util.Optional;
import java.util.function.IntConsumer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.Contraction;
import org.objectweb.asm.Label;

/// All columns of one contraction, stripe after stripe, or some stripes side by side.
final class ColumnStripes {
  /// What has been done, counted from the last column.
  private static final Index DONE = new Index("$done");

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final Optional<Tiling> end;
  private final TileStripe stripe;
  private final int lanes;

  /// @param end of the last columns, if these have vectors of their own
  /// @param enoughRows whether there are at least as many rows as a tile has, where their number is not known
  ColumnStripes(
      MethodEmitter method,
      Contraction contraction,
      Tiling tiling,
      Optional<Tiling> end,
      TileMethods methods,
      boolean enoughRows) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.tiling = tiling;
    this.end = end;
    this.stripe = new TileStripe(method, contraction, tiling, methods, enoughRows);
    this.lanes = tiling.lanes();
  }

  /// All columns.
  void write() {
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
    int start = start(count);
    int column =
        tiling.deferral().map(some -> some.firstColumn(method)).orElseGet(() -> code.newSlot(0));
    code.constant(start);
    method.cut(last.extent(), 1);
    tiling.deferral().ifPresent(some -> some.cut(method));
    stripes(last, column, method.keep(ElementType.I32), tiling.shape());
    lastStripe(last, count, start);
  }

  /// The first of `count` columns that whole stripes leave over.
  private int start(int count) {
    return count / width() * width();
  }

  /// Columns of a whole stripe.
  private int width() {
    return tiling.shape().vectors() * lanes;
  }

  /// All columns, from the first stripe to the last or from the last to the first, as [Turns] has it.
  void inTurns() {
    Loop last = contraction.output().getLast();
    int count = method.most(last);
    Turns turns = new Turns(method);
    if (count <= width() || !turns.areTaken()) {
      write();
      return;
    }
    method.decide("stripes of columns forwards and backwards in turn, from one run to the next");
    Label back = new Label();
    Label done = new Label();
    turns.jumpIfBackwards(back);
    method.scoped(this::write);
    code.jump(GOTO, done);
    code.place(back);
    method.scoped(() -> backwards(last, count));
    code.place(done);
  }

  private void backwards(Loop last, int count) {
    int start = start(count);
    method.scoped(() -> lastStripe(last, count, start));
    int done = code.newSlot(0);
    code.constant(start);
    method.cut(last.extent(), 1);
    int end = method.keep(ElementType.I32);
    method.loop(
        DONE,
        done,
        end,
        width(),
        () -> {
          code.constant(start - width());
          code.variable(ILOAD, done);
          code.op(ISUB);
          method.frame().bind(last.index(), Frame.Place.variable(method.keep(ElementType.I32)));
          stripe.rows(tiling.shape());
        });
  }

  /// The last ones of `count` columns, in vectors of another width.
  private void lastColumns(Loop last, int count, Tiling narrow) {
    TileMethods narrowTiles = new TileMethods(method, contraction, narrow, true);
    method.frame().bind(last.index(), Frame.Place.constant(count - narrow.lanes()));
    new TileStripe(method, contraction, narrow, narrowTiles, false).rows(narrow.shape());
  }

  /// The columns from `start` to `count`, if there are any. Where outputs may be computed twice, no lane is left idle: the
  /// stripe starts earlier, or its last vector does if there is no earlier column.
  private void lastStripe(Loop last, int count, int start) {
    if (start == count) {
      return;
    }
    int vectors = Math.ceilDiv(count - start, lanes);
    TileShape shape = tiling.shape().withVectors(vectors, count % lanes != 0);
    boolean movable =
        tiling.canFill(count) && tiling.deferral().isEmpty() && tiling.packing() != STORED;
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
    method.loop(last.index(), column, bound, width(), () -> stripe.rows(shape));
  }

  /// Some stripes of columns at a time.
  private void sideBySide(Loop last, int column, int bound, TileShape shape) {
    method.loop(
        Tiling.FIRST,
        column,
        bound,
        tiling.stripes() * width(),
        () -> {
          code.variable(ILOAD, column);
          code.constant(tiling.stripes() * width());
          code.op(IADD);
          code.variable(ILOAD, bound);
          Calls.math(code, "min", 2, ElementType.I32);
          int end = method.keep(ElementType.I32);
          stripe.sideBySide(shape, new Neighbours(last, column, end));
        });
  }

  /// The stripes from variable `from` to variable `end`.
  private final class Neighbours implements StripesAtOnce {
    private final Loop columns;
    private final int from;
    private final int end;

    Neighbours(Loop columns, int from, int end) {
      this.columns = columns;
      this.from = from;
      this.end = end;
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
          width(),
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
          code.constant((count - 1) * width());
          code.op(ISUB);
          int bound = method.keep(ElementType.I32);
          method.loop(columns.index(), column, bound, count * width(), () -> body.accept(count));
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
