package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.ILOAD;

import netwright.loop.ElementType;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// One factor of a [tile][LaneTile] in one step of the sums: its position for the tile's first element, and vectors for one row.
final class TileFactor {
  private final MethodEmitter method;
  private final Code code;
  private final Contraction contraction;
  private final TileShape shape;
  private final int lanes;
  private final VectorCode vectors;
  private final Load load;
  private final boolean runs;
  private final int mask;
  private final int rowStride;
  private final int position;
  private final int[] values;

  /// The columns of a panel, if it is read from panels.
  private final int panel;

  /// @param runs whether it is loaded as vectors, not broadcast
  /// @param mask of the last vector
  /// @param rowStride how far the rows of a tile are apart
  TileFactor(
      MethodEmitter method,
      Contraction contraction,
      Tiling tiling,
      TileShape shape,
      Load load,
      boolean runs,
      int mask,
      int rowStride) {
    this.method = method;
    this.code = method.code();
    this.contraction = contraction;
    this.shape = shape;
    this.lanes = tiling.lanes();
    this.vectors = VectorCode.of(method, lanes);
    this.load = load;
    this.runs = runs;
    this.mask = mask;
    this.rowStride = rowStride;
    this.panel = runs ? tiling.staging().panel() : 0;
    method.movingPart(load.position());
    this.position = method.keep(ElementType.I32);
    this.values = new int[runs ? shape.vectors() : 1];
    for (int vector = 0; vector < values.length; vector++) {
      values[vector] = code.newSlots(1);
    }
  }

  boolean sameInAllRows() {
    return rowStride == 0;
  }

  /// Loads what `row` needs.
  void load(int row) {
    for (int vector = 0; vector < values.length; vector++) {
      load(row, vector);
    }
  }

  void load(int row, int vector) {
    vectors.species();
    code.array(load.buffer().space());
    code.variable(ILOAD, position);
    int constant = load.buffer().offset() + method.constantPart(load.position()) + row * rowStride;
    code.constant(constant + (runs ? columnOf(vector) : 0));
    code.op(IADD);
    fetch(shape.maskOf(vector, mask));
    vectors.pop(values[vector]);
  }

  private int columnOf(int vector) {
    int first = shape.column(vector, lanes);
    return panel > 0 ? new StoredStripes(contraction, panel).offset(first) : first;
  }

  private void fetch(int vectorMask) {
    if (!runs) {
      method.loadElement();
      vectors.broadcast();
    } else {
      boolean whole = method.owner().hasSlack(load.buffer(), lanes);
      vectors.load(whole ? LaneExpressions.ALL_LANES : vectorMask);
    }
  }

  void push(int vector) {
    vectors.push(values[values.length == 1 ? 0 : vector]);
  }
}
