package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Order;
import netwright.runtime.SharedTile;

/// Contractions around the one vector kernel that all share, `netwright.runtime.SharedTile`; everything else is plain
/// code. A stripe of columns is copied to where the kernel reads it, then goes over the rows, some at a time.
final class SharedTileContractions {
  private static final String OWNER = "netwright/runtime/SharedTile";

  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final int lanes;
  private final long least;
  private final int width;
  private final Buffer memory;
  private final Index column;

  SharedTileContractions(MethodEmitter method, Contraction contraction, Lanes.Shared tile) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.lanes = tile.count();
    this.least = tile.least();
    this.width = SharedTile.columns(lanes);
    this.memory = contraction.lanes();
    this.column = contraction.output().isEmpty() ? null : contraction.output().getLast().index();
  }

  /// Writes the contraction; false, and nothing is written, if it is not worth while or has another form.
  boolean emit() {
    if (contraction.accumulator().type() != ElementType.F32
        || contraction.order() != Order.SEQUENTIAL
        || contraction.contracted().size() != 1
        || contraction.output().size() < 2) {
      return false;
    }
    long steps = most(contraction.contracted().getFirst());
    long products =
        contraction.output().stream().mapToLong(this::most).reduce(steps, (a, b) -> a * b);
    if (products < least || TileShape.MEMORY + steps * width > memory.length()) {
      return false;
    }
    Optional<Tiling> tiling =
        Tiling.of(contraction, lanes, this::most)
            .filter(
                found -> found.row().isPresent() && found.other().position().stride(column) == 0);
    tiling.ifPresent(
        found -> method.loops(found.others(), () -> method.scoped(() -> columns(found))));
    return tiling.isPresent();
  }

  private int most(Loop loop) {
    return switch (loop.extent()) {
      case Extent.Fixed(int count) -> count;
      case Extent.PerRow(int times) -> times * method.owner().program().capacity();
    };
  }

  private void columns(Tiling tiling) {
    int start = constant(0);
    method.count(contraction.output().getLast().extent());
    int end = method.keep(ElementType.I32);
    method.loop(
        column,
        start,
        end,
        width,
        () -> {
          code.variable(ILOAD, end);
          code.variable(ILOAD, start);
          code.op(ISUB);
          code.constant(width);
          Calls.math(code, "min", 2, ElementType.I32);
          int here = method.keep(ElementType.I32);
          copy(tiling, here);
          rows(tiling, here);
        });
  }

  /// Each step's columns side by side; the inner loop goes along what is side by side in the factor.
  private void copy(Tiling tiling, int here) {
    Loop steps = contraction.contracted().getFirst();
    Index copied = new Index("$copied");
    boolean alongSteps = tiling.running().position().stride(column) != 1;
    Runnable element =
        () -> {
          code.array(memory.space());
          Affine target = Affine.of(0).plus(steps.index(), width).plus(copied, 1);
          method.position(memory.offset() + TileShape.MEMORY, target);
          Load running = tiling.running();
          int stride = running.position().stride(column);
          method.element(
              running.buffer().space(),
              running.buffer().offset(),
              running.position().plus(copied, stride));
          code.op(FALOAD);
          code.op(FASTORE);
        };
    Runnable alongColumns = () -> each(copied, here, element);
    if (alongSteps) {
      each(copied, here, () -> method.loop(steps, element));
    } else {
      method.loop(steps, alongColumns);
    }
  }

  private void each(Index index, int count, Runnable body) {
    method.scoped(() -> method.loop(index, constant(0), count, 1, body));
  }

  private void rows(Tiling tiling, int here) {
    Loop row = tiling.row().orElseThrow();
    int index = constant(0);
    method.count(row.extent());
    int end = method.keep(ElementType.I32);
    code.variable(ILOAD, end);
    code.constant(SharedTile.ROWS - 1);
    code.op(ISUB);
    int bound = method.keep(ElementType.I32);
    method.loop(
        row.index(), index, bound, SharedTile.ROWS, () -> tile(tiling, SharedTile.ROWS, here));
    method.loop(row.index(), index, end, 1, () -> tile(tiling, 1, here));
  }

  /// `count` rows: all of the tile's, or one, which then stands in for the others.
  private void tile(Tiling tiling, int count, int here) {
    Index row = tiling.row().orElseThrow().index();
    perSum(
        row,
        count,
        here,
        place -> {
          code.array(memory.space());
          code.variable(ILOAD, place);
          if (contraction.initial().isPresent()) {
            new ScalarExpressions(method).push(contraction.initial().get());
          } else {
            code.constant(0f);
          }
          code.op(FASTORE);
        });
    kernel(tiling, count);
    perSum(
        row,
        count,
        here,
        place -> {
          code.array(memory.space());
          code.variable(ILOAD, place);
          code.op(FALOAD);
          method.define(contraction.accumulator());
          new Statements(method).block(contraction.epilogue());
        });
  }

  private void kernel(Tiling tiling, int count) {
    Load other = tiling.other();
    Index step = contraction.contracted().getFirst().index();
    method.frame().bind(step, Frame.Place.constant(0));
    method.element(other.buffer().space(), other.buffer().offset(), other.position());
    code.constant(count == 1 ? 0 : other.position().stride(tiling.row().orElseThrow().index()));
    code.constant(other.position().stride(step));
    code.array(memory.space());
    code.constant(memory.offset());
    code.constant(memory.offset() + TileShape.MEMORY);
    method.count(contraction.contracted().getFirst().extent());
    code.invokeStatic(OWNER, "run" + lanes, "([FIII[FIII)V");
  }

  private interface PerSum {
    void at(int place);
  }

  /// Runs `content` for each sum of the tile, with its row and column, and the variable of its place in memory.
  private void perSum(Index row, int count, int here, PerSum content) {
    method.scoped(() -> {
      Frame.Place first = method.frame().place(row);
      for (int i = 0; i < count; i++) {
        int offset = memory.offset() + i * width;
        method.scoped(() -> {
          method.frame().bind(row, first.plus((offset - memory.offset()) / width));
          code.constant(offset);
          int place = method.keep(ElementType.I32);
          method.index(column);
          int index = method.keep(ElementType.I32);
          method.index(column);
          code.variable(ILOAD, here);
          code.op(IADD);
          int end = method.keep(ElementType.I32);
          method.loop(
              column,
              index,
              end,
              1,
              () -> {
                content.at(place);
                code.increment(place, 1);
              });
        });
      }
    });
  }

  private int constant(int value) {
    code.constant(value);
    return method.keep(ElementType.I32);
  }
}
