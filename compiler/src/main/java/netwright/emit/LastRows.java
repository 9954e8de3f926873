package netwright.emit;

/// How the last rows of a stripe are cut, which whole tiles leave over. A few sums by themselves wait for their vectors, or for one
/// another: one row of four vectors that lie across lines of the cache takes as long as two rows of a tile of six. So they
/// belong to the last tile, if there are registers for it, or else some tiles give up a row each for them: 61 rows are six tiles of
/// six rows and five of five.
///
/// @param from the number of rows that are in tiles of the usual height
/// @param height of the tiles that the others fill
record LastRows(int from, int height) {
  /// The most sums of a tile that leave enough of 32 registers for vectors and broadcasts, and fit [TileShape#MEMORY].
  private static final int MOST_SUMS = 24;

  /// Products of a step that take about twice their part of the time of a whole tile. Six are as good.
  private static final int FEW = 5;

  /// The last rows of `tiling` in tiles of `shape`. Vectors of copies do not lie across lines.
  ///
  /// @param moreRegisters whether there are 32 rather than 16
  static LastRows of(Tiling tiling, TileShape shape, boolean moreRegisters) {
    int count = tiling.rowCount();
    boolean isPlain =
        tiling.packing() == Staging.Packing.NONE && !tiling.rowsPacked() && !tiling.isBlocked();
    return isPlain && moreRegisters ? of(count, shape) : inOneTile(count, shape);
  }

  /// All of what whole tiles leave in one tile.
  private static LastRows inOneTile(int count, TileShape shape) {
    int rest = count % shape.rows();
    return new LastRows(count - rest, rest);
  }

  /// What takes least time of `count` rows. At least one tile keeps its height.
  static LastRows of(int count, TileShape shape) {
    LastRows plain = inOneTile(count, shape);
    int rows = shape.rows();
    int rest = plain.height;
    if (rest == 0 || rest * shape.vectors() > FEW) {
      return plain;
    }
    if (plain.from > rows && (rows + rest) * shape.vectors() <= MOST_SUMS) {
      return new LastRows(plain.from - rows, rows + rest);
    }
    LastRows lower = new LastRows(plain.from - (rows - 1 - rest) * rows, rows - 1);
    return lower.from > 0 && (rows - 1) * shape.vectors() > FEW ? lower : plain;
  }
}
