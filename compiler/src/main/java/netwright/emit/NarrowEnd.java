package netwright.emit;

import java.util.Optional;
import java.util.function.ToIntFunction;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.Contraction;

/// Columns of which the last ones would fill at most half of a vector, and take a vector half as wide: where wide vectors are
/// done in halves, that is half the work. The vector ends with the row; what it has in common with the wide one before it is
/// computed and stored twice, with the same bits.
///
/// A second width takes more methods, and more of the JDK's to compile; so only a contraction that is most of its program's
/// work is done like this, if its sums are long enough for the additional calls.
///
/// @param before of the columns that fill wide vectors
/// @param end of the last ones, a vector of them
record NarrowEnd(Tiling before, Tiling end) {
  /// Lanes of which wide vectors are done in halves, in 32-bit words.
  private static final int IN_HALVES = 16;

  /// With fewer vectors a row, narrow ones alone are as good: see [TileChoice].
  private static final int LEAST_VECTORS = 5;

  /// With so many, half of one is no longer worth the methods.
  private static final int MOST_VECTORS = 13;

  private static final int SHORTEST_SUM = 32;

  /// So many narrow products wait for one another.
  private static final int LEAST_ROWS = 8;

  private static final int MOST_ROWS = 12;

  /// The work of a vector of the running factor in a step, and of a broadcast: in narrow products.
  private static final double COST_OF_LOAD = 0.1;

  /// `contraction`, whose tiling `all` is for all columns, in this form, if it has the form's shape.
  static Optional<NarrowEnd> of(
      Contraction contraction, Tiling all, TileCosts costs, ToIntFunction<Loop> width) {
    int lanes = all.lanes();
    Loop last = contraction.output().getLast();
    if (!(last.extent() instanceof Extent.Fixed(int columns))
        || costs.whole()
        || lanes * TileShape.words(contraction) != IN_HALVES
        || !isPlain(all, columns)) {
      return Optional.empty();
    }
    int rest = columns % lanes;
    int vectors = Math.ceilDiv(columns, lanes);
    if (rest == 0 || rest > lanes / 2 || vectors < LEAST_VECTORS || vectors > MOST_VECTORS) {
      return Optional.empty();
    }
    return Tilings.best(
            contraction,
            lanes,
            costs,
            loop -> loop.equals(last) ? columns - rest : width.applyAsInt(loop))
        .filter(before -> isPlain(before, columns) && before.running().equals(all.running()))
        .map(before -> new NarrowEnd(before, before.ofOneVector(lanes / 2, rows(all.rowCount()))));
  }

  /// Whether all tiles of a stripe take whole sums, from factors as they lie or from a copy of the stripe.
  private static boolean isPlain(Tiling tiling, int columns) {
    boolean whole = tiling.deferral().isEmpty() && !tiling.isBlocked() && !tiling.rowsPacked();
    return whole
        && tiling.packing() != Staging.Packing.STORED
        && tiling.canFill(columns)
        && tiling.length() >= SHORTEST_SUM
        && tiling.row().isPresent()
        && tiling.rowCount() >= LEAST_ROWS;
  }

  /// The number of rows of a tile of one vector with which `count` rows take the least time.
  private static int rows(int count) {
    int best = LEAST_ROWS;
    for (int rows = LEAST_ROWS + 1; rows <= MOST_ROWS; rows++) {
      best = cost(count, rows) <= cost(count, best) ? rows : best;
    }
    return best;
  }

  private static double cost(int count, int rows) {
    return count / rows * step(rows) + step(count % rows);
  }

  private static double step(int rows) {
    return rows == 0 ? 0 : Math.max(rows, LEAST_ROWS) + COST_OF_LOAD * (rows + 1);
  }

  /// The figures that led to the tiling of the columns that fill wide vectors.
  TilingReason reasonBefore(Contraction contraction, TileCosts costs, int columns) {
    return new TilingReason(
        new TileChoice(contraction, before), costs, columns - columns % before.lanes());
  }

  /// What is done for the last columns, for people.
  String reasonForEnd(int columns) {
    return "the last %d columns in a vector of %d lanes, tiles of %d rows: it takes half the time of one of %d lanes"
        .formatted(columns % before.lanes(), end.lanes(), end.shape().rows(), before.lanes());
  }
}
