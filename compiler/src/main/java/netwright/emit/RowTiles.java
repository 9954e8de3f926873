package netwright.emit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.ISUB;

import java.util.function.Consumer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Loop;
import org.objectweb.asm.Label;

/// The rows of a stripe of columns, a tile of them at a time.
///
/// @param shape of a whole tile
/// @param tile writes what is done for a tile of some shape at the present row
record RowTiles(MethodEmitter method, Tiling tiling, TileShape shape, Consumer<TileShape> tile) {

  /// Whole tiles of rows, from the row in variable `index` on, and what is left.
  void from(int index) {
    Loop row = tiling.row().orElseThrow();
    LastRows last = lastRows();
    method.scoped(() -> {
      if (row.extent() instanceof Extent.Fixed(int count)) {
        method.code().constant(last.from());
        method.cut(row.extent(), 1);
        if (tiling.deferral().isPresent()) {
          method.index(Deferral.TO);
          Calls.math(method.code(), "min", 2, ElementType.I32);
        }
        int bound = method.keep(ElementType.I32);
        method.loop(row.index(), index, bound, shape.rows(), () -> tile.accept(shape));
        if (count > last.from()) {
          lastRows(row, count, last);
        }
      } else {
        method.count(row.extent());
        method.cut(row.extent(), 1);
        int end = method.keep(ElementType.I32);
        int bound = boundOfWholeTiles(end, last);
        method.loop(row.index(), index, bound, shape.rows(), () -> tile.accept(shape));
        restOfRows(row, index, end, last);
      }
    });
  }

  private LastRows lastRows() {
    return LastRows.of(tiling, shape, method.owner().lanes().hasMoreRegisters());
  }

  /// A variable with the first row that no whole tile may start at: of a whole batch it is the first of the last rows.
  private int boundOfWholeTiles(int end, LastRows last) {
    Code code = method.code();
    code.variable(ILOAD, end);
    code.constant(shape.rows() - 1);
    code.op(ISUB);
    int bound = method.keep(ElementType.I32);
    if (tiling.rowCount() - last.from() >= shape.rows()) {
      Label other = new Label();
      code.variable(ILOAD, end);
      code.constant(tiling.rowCount());
      code.jump(IF_ICMPNE, other);
      code.constant(last.from());
      code.variable(ISTORE, bound);
      code.place(other);
    }
    return bound;
  }

  /// The last of `count` rows. Among deferred rows, they are fewer than a tile has.
  private void lastRows(Loop row, int count, LastRows last) {
    if (tiling.deferral().isEmpty()) {
      lastTiles(row, last, count);
      return;
    }
    Label later = new Label();
    method.index(Deferral.TO);
    method.code().constant(count);
    method.cut(row.extent(), 1);
    method.code().jump(IF_ICMPLT, later);
    method.code().constant(last.from());
    method.cut(row.extent(), 1);
    method.frame().bind(row.index(), Frame.Place.variable(method.keep(ElementType.I32)));
    tile.accept(shape.withRows(last.height()));
    method.code().place(later);
  }

  private void lastTiles(Loop row, LastRows last, int count) {
    if (last.from() + last.height() == count) {
      method.frame().bind(row.index(), Frame.Place.constant(last.from()));
      tile.accept(shape.withRows(last.height()));
    } else {
      lastTiles(row, last, method.code().newSlot(last.from()), method.code().newSlot(count));
    }
  }

  private void lastTiles(Loop row, LastRows last, int index, int end) {
    TileShape lower = shape.withRows(last.height());
    method.loop(row.index(), index, end, last.height(), () -> tile.accept(lower));
  }

  /// The rows from `index` on: side by side if they are as many as a whole batch leaves, else one by one.
  private void restOfRows(Loop row, int index, int end, LastRows last) {
    int usual = tiling.rowCount() - last.from();
    Label other = new Label();
    Label done = new Label();
    if (usual > 1) {
      method.code().variable(ILOAD, end);
      method.code().variable(ILOAD, index);
      method.code().op(ISUB);
      method.code().constant(usual);
      method.code().jump(IF_ICMPNE, other);
      if (usual == last.height()) {
        method.frame().bind(row.index(), Frame.Place.variable(index));
        tile.accept(shape.withRows(usual));
      } else {
        lastTiles(row, last, index, end);
      }
      method.code().jump(GOTO, done);
    }
    method.code().place(other);
    method.loop(row.index(), index, end, 1, () -> tile.accept(shape.withRows(1)));
    method.code().place(done);
  }
}
