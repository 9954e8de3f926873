package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
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
  private static final int IN_FLIGHT = 8;

  /// With more sums, vectors and broadcasts must not all be in the rest of 32 registers at a time.
  private static final int LEAVES_FEW = 21;

  /// So many products in a loop that C2 leaves it as it is.
  static final int NOT_UNROLLED = 16;

  /// Candidates for 32 vector registers and for 16; each leaves room for the vectors of one factor and a broadcast.
  private static final int[][] LARGE = {{6, 4}, {8, 2}, {4, 4}, {5, 3}, {12, 1}, {2, 8}, {1, 8}};

  /// Candidates for 32 registers that are not used in full. Two of them take the time of a whole one, so there may be more
  /// kinds to choose from: rows that divide what there is, beside all columns if these are few.
  private static final int[][] NARROW = {
    {6, 4}, {5, 4}, {7, 3}, {6, 3}, {5, 3}, {12, 2}, {11, 2}, {10, 2}, {9, 2}, {8, 2}, {12, 1},
    {4, 5}, {2, 8}
  };

  private static final int[][] SMALL = {{6, 2}, {5, 2}, {4, 2}, {8, 1}, {2, 4}, {1, 8}};

  /// Lanes of 256 bits.
  private static final int UNIT = 8;

  private static final double COST_OF_LOAD = 0.3;
  private static final double COST_OF_NARROW_LOAD = 0.1;

  /// Loads and broadcasts go on beside the products of narrower vectors, until they are more than these.
  private static final double TIME_OF_LOAD = 1.8;

  /// The 32-bit words of an element of `contraction`. Of vectors, what registers there are and the times they take
  /// depends on how many words they have; so what follows counts lanes and columns in words.
  static int words(Contraction contraction) {
    return contraction.accumulator().type() == ElementType.F64 ? 2 : 1;
  }

  /// The tile that covers `rows` rows of `columns` columns with the least work, remainders included, of at most
  /// `mostVectors` vectors a row.
  ///
  /// @param widest the lanes of the widest vectors there are, which says how many registers there are
  static TileShape best(int rows, int columns, int lanes, int widest, int mostVectors) {
    return ranked(rows, columns, lanes, widest, mostVectors).getFirst();
  }

  /// All tiles to choose from, that with the least work first.
  static List<TileShape> ranked(int rows, int columns, int lanes, int widest, int mostVectors) {
    return Arrays.stream(candidates(lanes, widest))
        .map(
            candidate -> new TileShape(candidate[0], Math.min(candidate[1], mostVectors), false, 0))
        .sorted(Comparator.comparingDouble(shape -> shape.cost(rows, columns, lanes, widest)))
        .toList();
  }

  /// The work of one step of the sums, for each 256 bits of products that the result needs.
  double work(int rows, int columns, int lanes, int widest) {
    return cost(rows, columns, lanes, widest) * UNIT / ((double) rows * columns);
  }

  /// The tile of one row of a stored factor, which takes as long as reading that does: of 32 registers half are sums.
  static TileShape oneRow(int widest) {
    return new TileShape(1, widest == 16 ? NOT_UNROLLED : IN_FLIGHT, false, 0);
  }

  private static int[][] candidates(int lanes, int widest) {
    if (lanes == 16) {
      return LARGE;
    }
    return widest == 16 ? NARROW : SMALL;
  }

  /// A measure of the time that one step of the sums takes over the whole result: in fused multiply-adds of vectors of
  /// fewer than sixteen lanes.
  double cost(int rowCount, int columns, int lanes, int widest) {
    boolean narrow = lanes < widest && widest == 16;
    int needed = Math.ceilDiv(columns, lanes);
    double wholeRows = rowCount / rows;
    double wholeVectors = needed / vectors;
    int restRows = rowCount % rows;
    int restVectors = needed % vectors;
    return wholeRows * wholeVectors * step(rows, vectors, lanes, narrow)
        + wholeRows * step(rows, restVectors, lanes, narrow)
        + wholeVectors * step(restRows, vectors, lanes, narrow)
        + step(restRows, restVectors, lanes, narrow);
  }

  private static double step(int tileRows, int tileVectors, int lanes, boolean narrow) {
    if (tileRows == 0 || tileVectors == 0) {
      return 0;
    }
    double products = Math.max(tileRows * tileVectors, IN_FLIGHT);
    int loads = tileRows + tileVectors;
    return narrow
        ? Math.max(products, TIME_OF_LOAD * loads) + COST_OF_NARROW_LOAD * loads
        : (products + COST_OF_LOAD * loads) * (lanes == 16 ? 2 : 1);
  }

  TileShape withRows(int count) {
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
