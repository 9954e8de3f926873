package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;

import netwright.loop.ElementType;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.Contraction;

/// The register tile of a contraction: `rows` times `vectors` accumulators.
///
/// @param masked whether the last vector of each row has lanes that are not in use
/// @param overlap how many columns the last vector of a row has in common with the one before
record TileShape(int rows, int vectors, boolean masked, int overlap) {
  /// The memory that the sums of any tile fit in.
  static final int MEMORY = 384;

  /// How many fused multiply-adds must be on their way to keep the arithmetic units busy.
  static final int IN_FLIGHT = 8;

  /// With more sums, vectors and broadcasts must not all be in the rest of 32 registers at a time.
  private static final int LEAVES_FEW = 21;

  /// So many products in a loop that C2 leaves it as it is.
  static final int NOT_UNROLLED = 16;

  /// The 32-bit words of an element of `contraction`. Of vectors, what registers there are and the times they take
  /// depends on how many words they have; so what follows counts lanes and columns in words.
  static int words(Contraction contraction) {
    return contraction.accumulator().type() == ElementType.F64 ? 2 : 1;
  }

  /// The tile of one row of a stored factor, which takes as long as reading that does: of 32 registers half are sums.
  static TileShape oneRow(int widest) {
    return new TileShape(1, widest == 16 ? NOT_UNROLLED : IN_FLIGHT, false, 0);
  }

  /// @throws IllegalArgumentException if there is no row: whoever goes on by so many would never get anywhere
  TileShape withRows(int count) {
    if (count < 1) {
      throw new IllegalArgumentException("a tile of " + count + " rows");
    }
    return new TileShape(count, vectors, masked, overlap);
  }

  TileShape withVectors(int count, boolean lastMasked) {
    return new TileShape(rows, count, lastMasked, 0);
  }

  /// The same with the last of so many vectors moved back by `columns`.
  TileShape withOverlap(int count, int columns) {
    return new TileShape(rows, count, false, columns);
  }

  /// The column of the tile that vector number `vector` starts at.
  int column(int vector, int lanes) {
    return vector * lanes - (vector == vectors - 1 ? overlap : 0);
  }

  /// Whether a row has fewer columns than its vectors have lanes.
  boolean isRagged() {
    return masked || overlap > 0;
  }

  /// The mask for vector number `vector` of a row, given that of the last one.
  int maskOf(int vector, int lastMask) {
    return masked && vector == vectors - 1 ? lastMask : LaneExpressions.ALL_LANES;
  }

  /// A new variable with the mask of the last vector of a row, whose first column `columns` is at.
  int lastMask(MethodEmitter method, VectorCode code, Loop columns) {
    code.species();
    method.index(columns.index());
    method.code().constant((vectors - 1) * code.lanes());
    method.code().op(IADD);
    method.count(columns.extent());
    code.maskBelow();
    return code.keep();
  }

  /// Whether so many registers are sums that the vectors of a step and two broadcasts, of 32 three, take what is left.
  ///
  /// @param more whether there are 32 registers, not 16
  boolean fillsRegisters(boolean more) {
    return rows * vectors > (more ? LEAVES_FEW : IN_FLIGHT);
  }

  /// Part of a method's name.
  String suffix() {
    return rows + "x" + stripeSuffix();
  }

  /// Part of the name of a method for all rows.
  String stripeSuffix() {
    return vectors + (masked ? "m" : "") + (overlap > 0 ? "o" : "");
  }
}
