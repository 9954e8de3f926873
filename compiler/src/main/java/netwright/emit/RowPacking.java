package netwright.emit;

import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.ISUB;
import static org.objectweb.asm.Opcodes.RETURN;

import netwright.loop.Affine;
import netwright.loop.ElementType;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// The method that copies what one tile of rows needs of a contraction's other factor: for each step of the sums, the
/// elements of all rows side by side.
final class RowPacking {
  /// The fewest lanes of a vector.
  private static final int FEW = 4;

  private final MethodEmitter method;
  private final Contraction contraction;
  private final Tiling tiling;
  private final TileShape shape;

  RowPacking(MethodEmitter method, Contraction contraction, Tiling tiling, TileShape shape) {
    this.method = method;
    this.contraction = contraction;
    this.tiling = tiling;
    this.shape = shape;
  }

  void write() {
    if (isVector()) {
      vectors();
    } else {
      method.loop(steps(), this::elements);
    }
    method.code().op(RETURN);
  }

  private Loop steps() {
    return contraction.contracted().getFirst();
  }

  /// The lanes of a vector that holds a step's rows.
  private int width() {
    return shape.rows() <= FEW ? FEW : tiling.lanes();
  }

  /// Whether the rows of a step are neighbours, and most of a vector. With more registers it is no faster.
  private boolean isVector() {
    Affine position = tiling.other().position();
    return !method.owner().lanes().hasMoreRegisters()
        && position.stride(tiling.row().orElseThrow().index()) == 1
        && position.stride(steps().index()) >= width()
        && shape.rows() <= width()
        && shape.rows() > width() / 2;
  }

  /// Each step but the last as a vector, whose end belongs to the next one.
  private void vectors() {
    Code code = method.code();
    VectorCode vectors = VectorCode.of(method, width());
    int from = code.newSlot(0);
    method.count(steps().extent());
    method.cut(steps().extent(), 1);
    int to = method.keep(ElementType.I32);
    code.variable(ILOAD, to);
    code.constant(1);
    code.op(ISUB);
    int last = method.keep(ElementType.I32);
    method.loop(
        steps().index(),
        from,
        last,
        1,
        () -> {
          vectors.species();
          source(0);
          vectors.load();
          target(0);
          vectors.store();
        });
    method.loop(steps().index(), from, to, 1, this::elements);
  }

  private void elements() {
    for (int row = 0; row < shape.rows(); row++) {
      target(row);
      source(row);
      method.loadElement();
      method.storeElement();
    }
  }

  /// Pushes the array and the position of where the present step's element of `row` is copied to.
  private void target(int row) {
    Load packed = tiling.packedRows(contraction, shape.rows());
    method.element(packed.buffer().space(), packed.buffer().offset() + row, packed.position());
  }

  /// Pushes the array and the position of the present step's element of `row`.
  private void source(int row) {
    Load other = tiling.other();
    tiling.at(method, contraction.output().getLast().index(), row, 0, () -> method.element(other));
  }
}
