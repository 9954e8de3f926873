package netwright.emit;

import static org.objectweb.asm.Opcodes.GOTO;
import static org.objectweb.asm.Opcodes.IF_ICMPLT;
import static org.objectweb.asm.Opcodes.IF_ICMPNE;
import static org.objectweb.asm.Opcodes.ILOAD;
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
    method.scoped(() -> {
      if (row.extent() instanceof Extent.Fixed(int count)) {
        int whole = count / shape.rows() * shape.rows();
        method.code().constant(whole);
        method.cut(row.extent(), 1);
        if (tiling.deferral().isPresent()) {
          method.index(Deferral.TO);
          Calls.math(method.code(), "min", 2, ElementType.I32);
        }
        int bound = method.keep(ElementType.I32);
        method.loop(row.index(), index, bound, shape.rows(), () -> tile.accept(shape));
        if (count > whole) {
          lastRows(row, count, whole);
        }
      } else {
        method.count(row.extent());
        method.cut(row.extent(), 1);
        int end = method.keep(ElementType.I32);
        method.code().variable(ILOAD, end);
        method.code().constant(shape.rows() - 1);
        method.code().op(ISUB);
        method.loop(
            row.index(),
            index,
            method.keep(ElementType.I32),
            shape.rows(),
            () -> tile.accept(shape));
        restOfRows(row, index, end);
      }
    });
  }

  /// The rows from `whole` to `count`, fewer than a tile has. Among deferred rows, they are the last.
  private void lastRows(Loop row, int count, int whole) {
    if (tiling.deferral().isEmpty()) {
      method.frame().bind(row.index(), Frame.Place.constant(whole));
      tile.accept(shape.withRows(count - whole));
      return;
    }
    Label later = new Label();
    method.index(Deferral.TO);
    method.code().constant(count);
    method.cut(row.extent(), 1);
    method.code().jump(IF_ICMPLT, later);
    method.code().constant(whole);
    method.cut(row.extent(), 1);
    method.frame().bind(row.index(), Frame.Place.variable(method.keep(ElementType.I32)));
    tile.accept(shape.withRows(count - whole));
    method.code().place(later);
  }

  /// The rows from `index` on, fewer than a tile has: side by side if they are as many as a whole batch leaves, else one
  /// by one.
  private void restOfRows(Loop row, int index, int end) {
    int usual = tiling.rowCount() % shape.rows();
    Label other = new Label();
    Label done = new Label();
    if (usual > 1) {
      method.code().variable(ILOAD, end);
      method.code().variable(ILOAD, index);
      method.code().op(ISUB);
      method.code().constant(usual);
      method.code().jump(IF_ICMPNE, other);
      method.frame().bind(row.index(), Frame.Place.variable(index));
      tile.accept(shape.withRows(usual));
      method.code().jump(GOTO, done);
    }
    method.code().place(other);
    method.loop(row.index(), index, end, 1, () -> tile.accept(shape.withRows(1)));
    method.code().place(done);
  }
}
