package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;

import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// The sums of one register tile in memory, where they wait for the next block of steps or for what is deferred. Where the first of
/// them is, is computed once: a tile of 6 x 4 vectors has 24, and may load and store them all.
final class WaitingSums {
  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final Tiling tiling;
  private final TileShape shape;
  private final VectorCode vectors;
  private final int first;
  private final int apart;

  /// Writes what finds the sums of the present tile.
  WaitingSums(MethodEmitter method, Contraction contraction, Tiling tiling, TileShape shape) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.tiling = tiling;
    this.shape = shape;
    this.vectors = VectorCode.of(method, tiling.lanes());
    Load sums = tiling.sums(contraction, width());
    this.apart = sums.position().stride(tiling.row().orElseThrow().index());
    method.position(sums.buffer().offset(), sums.position());
    this.first = method.keep(ElementType.I32);
  }

  private int width() {
    return shape.vectors() * tiling.lanes();
  }

  /// A variable with the sums of a row and a vector of the tile.
  int load(int row, int vector) {
    vectors.species();
    at(row, vector);
    vectors.load();
    return vectors.keep();
  }

  /// Leaves a variable's sums in memory.
  void store(int row, int vector, int sums) {
    vectors.push(sums);
    at(row, vector);
    vectors.store();
  }

  /// Pushes the array, then the position.
  private void at(int row, int vector) {
    code.array(contraction.lanes().space());
    code.variable(ILOAD, first);
    code.constant(row * apart + shape.column(vector, tiling.lanes()));
    code.op(IADD);
  }

  /// A variable with where the sums of the tile below wait, less the first step of the block; or where the last are that a tile
  /// can read one of with each step.
  int next() {
    Buffer memory = contraction.lanes();
    code.variable(ILOAD, first);
    code.constant(shape.rows() * width());
    code.op(IADD);
    code.constant(memory.offset() + memory.length() - tiling.block());
    Calls.math(code, "min", 2, ElementType.I32);
    method.index(Tiling.FROM);
    code.op(ISUB);
    return method.keep(ElementType.I32);
  }
}
