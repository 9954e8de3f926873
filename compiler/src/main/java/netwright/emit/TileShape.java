package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;

import netwright.loop.Loop;

/// The register tile of a contraction: `rows` times `vectors` accumulators.
///
/// @param masked whether the last vector of each row has lanes that are not in use
record TileShape(int rows, int vectors, boolean masked) {
  /// The memory that the sums of any tile fit in.
  static final int MEMORY = 384;

  /// How many fused multiply-adds must be on their way to keep the arithmetic units busy.
  private static final int IN_FLIGHT = 8;

  /// Candidates for 32 vector registers and for 16; each leaves room for the vectors of one factor and a broadcast.
  private static final int[][] LARGE = {{6, 4}, {8, 2}, {4, 4}, {5, 3}, {12, 1}, {2, 8}, {1, 8}};

  private static final int[][] SMALL = {{4, 2}, {8, 1}, {2, 4}, {1, 8}};

  private static final double COST_OF_LOAD = 0.3;

  /// The tile that covers `rows` rows of `columns` columns with the least work, remainders included, of at most
  /// `mostVectors` vectors a row.
  static TileShape best(int rows, int columns, int lanes, int mostVectors) {
    TileShape best = null;
    for (int[] candidate : lanes == 16 ? LARGE : SMALL) {
      TileShape shape = new TileShape(candidate[0], Math.min(candidate[1], mostVectors), false);
      if (best == null || shape.cost(rows, columns, lanes) < best.cost(rows, columns, lanes)) {
        best = shape;
      }
    }
    return best;
  }

  /// A measure of the time that one step of the sums takes over the whole result.
  private double cost(int rowCount, int columns, int lanes) {
    int needed = Math.ceilDiv(columns, lanes);
    double wholeRows = rowCount / rows;
    double wholeVectors = needed / vectors;
    int restRows = rowCount % rows;
    int restVectors = needed % vectors;
    return wholeRows * wholeVectors * step(rows, vectors)
        + wholeRows * step(rows, restVectors)
        + wholeVectors * step(restRows, vectors)
        + step(restRows, restVectors);
  }

  private static double step(int tileRows, int tileVectors) {
    if (tileRows == 0 || tileVectors == 0) {
      return 0;
    }
    return Math.max(tileRows * tileVectors, IN_FLIGHT) + COST_OF_LOAD * (tileRows + tileVectors);
  }

  TileShape withRows(int count) {
    return new TileShape(count, vectors, masked);
  }

  TileShape withVectors(int count, boolean lastMasked) {
    return new TileShape(rows, count, lastMasked);
  }

  /// The mask for vector number `vector` of a row, given that of the last one.
  int maskOf(int vector, int lastMask) {
    return masked && vector == vectors - 1 ? lastMask : LaneExpressions.ALL_LANES;
  }

  /// A new variable with the mask of the last vector of a row, whose first column `columns` is at.
  int lastMask(MethodEmitter method, VectorCode code, Loop columns) {
    code.floatSpecies();
    method.index(columns.index());
    method.code().constant((vectors - 1) * code.lanes());
    method.code().op(IADD);
    method.count(columns.extent());
    code.maskBelow();
    return code.keep();
  }

  /// Part of a method's name.
  String suffix() {
    return rows + "x" + vectors + (masked ? "m" : "");
  }
}
