package netwright.emit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/// The register tiles to choose from, and what time they take, on a machine of one kind. All times are in the unit of half of what
/// the machine can do in a cycle: where 512 bits are done in halves, a fused multiply-add of a vector of 256 bits.
///
/// @param widest the 32-bit lanes of the widest vectors there are, which says how many registers there are
/// @param whole whether a product of 512 bits takes no longer than one of 256, for two units of 512 bits do it (Intel's Xeons, AMD's
/// Zen 5); else it is done in halves (Zen 4)
record TileCosts(int widest, boolean whole) {
  /// For 32 vector registers; each leaves room for the vectors of one factor and a broadcast.
  private static final int[][] LARGE = {{6, 4}, {8, 2}, {4, 4}, {5, 3}, {12, 1}, {2, 8}, {1, 8}};

  /// For 32 registers that are not used in full. Two of them take the time of a whole one, so there may be more
  /// kinds to choose from: rows that divide what there is, beside all columns if these are few.
  private static final int[][] NARROW = {
    {6, 4}, {5, 4}, {7, 3}, {6, 3}, {5, 3}, {12, 2}, {11, 2}, {10, 2}, {9, 2}, {8, 2}, {12, 1},
    {4, 5}, {2, 8}
  };

  /// For 32 registers where wide vectors are as fast as narrow ones. More than 21 sums pay where there are many vectors of columns
  /// alone: 33×17×65 takes a quarter more time in tiles of 11 × 2 than of 9 × 2, 47×23×11 in 12 × 2 than in 10 × 2.
  private static final int[][] WHOLE = {
    {6, 4}, {5, 4}, {7, 3}, {6, 3}, {5, 3}, {10, 2}, {9, 2}, {8, 2}, {12, 1}, {4, 5}, {2, 8}
  };

  /// The same for 16.
  private static final int[][] SMALL = {{6, 2}, {5, 2}, {4, 2}, {7, 1}, {8, 1}, {2, 4}, {1, 8}};

  /// 32 registers.
  private static final int WIDE = 16;

  /// Lanes of 256 bits.
  private static final int UNIT = 8;

  private static final double COST_OF_LOAD = 0.3;
  private static final double COST_OF_NARROW_LOAD = 0.1;

  /// With 16 registers a load takes as long as a product, and goes on beside it. Of the vectors of a step half may lie across two
  /// lines, which are two loads, and they come from farther away than what is broadcast: 7×251×199 takes 1.2 times as long in two
  /// tiles of 4 × 2 and 3 × 2 as in one of 7 × 1, and 1.7 times row by row, eight vectors each.
  private static final double TIME_OF_SPLIT_LOAD = 1.5;

  private static final double COST_OF_SPLIT_LOAD = 0.95;

  /// Words of a line of the caches.
  private static final int LINE = 16;

  /// So many tiles, of so many steps, gain more by vectors that do not lie across lines than copies of these take: 257×255×256, with
  /// 43 tiles, a tenth; 127×131×137, with 22, nothing; 61×67×71 loses.
  private static final int ENOUGH_TILES_FOR_LINES = 32;

  private static final int LONG_ENOUGH_FOR_LINES = 64;

  /// Loads and broadcasts go on beside the products of narrower vectors, until they are more than these.
  private static final double TIME_OF_LOAD = 1.8;

  /// Where two products of 512 bits are done in a cycle, there is less time for loads beside them. The vectors of a step come from
  /// farther away than what is broadcast, and may lie across two lines: 7×251×199 takes 1.5 times as long in two tiles of four and
  /// three rows as in one of seven.
  private static final double COST_OF_WHOLE_LOAD = 1;

  private static final double COST_OF_BROADCAST = 0.4;

  /// How many lines the first cache holds of those that fall into the same place, where products of 512 bits are whole: its ways.
  private static final int WAYS_OF_WHOLE = 12;

  /// What it costs that the sums of a row wait in memory, and the last ones are stored by a mask.
  private static final double MASKED_ROW = 30;

  private static final double MASKED_ROW_OF_WHOLE = 10;

  /// For code in `lanes` whose widest vectors have `widest` lanes of 32 bits.
  static TileCosts of(Lanes lanes, int widest) {
    return new TileCosts(widest, lanes instanceof Lanes.Vector vector && vector.whole());
  }

  /// The tile that covers `rows` rows of `columns` columns with the least work, remainders included, of at most
  /// `mostVectors` vectors a row.
  TileShape best(int rows, int columns, int lanes, int mostVectors) {
    return ranked(rows, columns, lanes, mostVectors).getFirst();
  }

  /// All tiles to choose from, that with the least work first.
  List<TileShape> ranked(int rows, int columns, int lanes, int mostVectors) {
    return Arrays.stream(candidates(lanes))
        .map(
            candidate -> new TileShape(candidate[0], Math.min(candidate[1], mostVectors), false, 0))
        .sorted(Comparator.comparingDouble(shape -> of(shape, rows, columns, lanes)))
        .toList();
  }

  private int[][] candidates(int lanes) {
    if (widest != WIDE) {
      return SMALL;
    }
    if (whole) {
      return WHOLE;
    }
    return lanes == WIDE ? LARGE : NARROW;
  }

  /// The work of one step of the sums, for each 256 bits of products that the result needs.
  double work(TileShape shape, int rows, int columns, int lanes) {
    return of(shape, rows, columns, lanes) * UNIT / ((double) rows * columns);
  }

  /// A measure of the time that one step of the sums takes over the whole result in tiles of `shape`.
  double of(TileShape shape, int rowCount, int columns, int lanes) {
    int rows = shape.rows();
    int vectors = shape.vectors();
    int needed = Math.ceilDiv(columns, lanes);
    double wholeRows = rowCount / rows;
    double wholeVectors = needed / vectors;
    int restRows = rowCount % rows;
    int restVectors = needed % vectors;
    return wholeRows * wholeVectors * step(rows, vectors, lanes)
        + wholeRows * step(rows, restVectors, lanes)
        + wholeVectors * step(restRows, vectors, lanes)
        + step(restRows, restVectors, lanes);
  }

  private double step(int rows, int vectors, int lanes) {
    if (rows == 0 || vectors == 0) {
      return 0;
    }
    double products = Math.max(rows * vectors, TileShape.IN_FLIGHT);
    int loads = rows + vectors;
    if (widest != WIDE) {
      double loading = TIME_OF_SPLIT_LOAD * vectors + rows;
      return Math.max(products, loading)
          + COST_OF_SPLIT_LOAD * vectors
          + COST_OF_NARROW_LOAD * rows;
    }
    if (whole) {
      return Math.max(products, loads) + COST_OF_WHOLE_LOAD * vectors + COST_OF_BROADCAST * rows;
    }
    if (lanes < widest) {
      return Math.max(products, TIME_OF_LOAD * loads) + COST_OF_NARROW_LOAD * loads;
    }
    return (products + COST_OF_LOAD * loads) * 2;
  }

  /// Whether the rows of a tile of `shape` and its vectors stay in the first cache where all fall into the same lines of it. Of
  /// ten rows beside two vectors this holds, of twelve beside one it does not; elsewhere, with eight ways, not of six rows.
  boolean haveRoomInSameLines(TileShape shape) {
    return whole && shape.rows() + shape.vectors() <= WAYS_OF_WHOLE;
  }

  /// Whether it pays to copy a stripe of columns only for its vectors to lie within lines of the caches.
  ///
  /// @param words from one step of the sums to the next
  /// @param tiles that read the copy, each `length` steps
  boolean gainFromLines(int words, long length, int tiles) {
    return widest != WIDE
        && words % LINE != 0
        && length >= LONG_ENOUGH_FOR_LINES
        && tiles >= ENOUGH_TILES_FOR_LINES;
  }

  /// What a row costs whose last sums are stored by a mask.
  double maskedRow() {
    return whole ? MASKED_ROW_OF_WHOLE : MASKED_ROW;
  }
}
