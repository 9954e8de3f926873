package netwright.emit;

import static org.objectweb.asm.Opcodes.RETURN;

import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// The method that copies what one tile of rows needs of a contraction's other factor: for each step of the sums, the
/// elements of all rows side by side.
final class RowPacking {
  private final MethodEmitter method;
  private final Contraction contraction;
  private final Tiling tiling;
  private final TileShape shape;
  private final int lanes;

  RowPacking(
      MethodEmitter method, Contraction contraction, Tiling tiling, TileShape shape, int lanes) {
    this.method = method;
    this.contraction = contraction;
    this.tiling = tiling;
    this.shape = shape;
    this.lanes = lanes;
  }

  void write() {
    Loop steps = contraction.contracted().getFirst();
    method.loop(
        steps,
        () -> {
          for (int row = 0; row < shape.rows(); row++) {
            copy(row);
          }
        });
    method.code().op(RETURN);
  }

  private void copy(int row) {
    Load packed = tiling.packedRows(contraction, lanes, shape.rows());
    Load other = tiling.other();
    Index column = contraction.output().getLast().index();
    method.element(packed.buffer().space(), packed.buffer().offset() + row, packed.position());
    tiling.at(
        method,
        column,
        row,
        0,
        () -> method.element(other.buffer().space(), other.buffer().offset(), other.position()));
    method.loadElement();
    method.storeElement();
  }
}
