package netwright.emit;

/// How the last rows of a stripe are cut, which whole tiles leave over. One row by itself waits for its vectors, or for its own
/// sums: if four vectors lie across lines of the cache, it takes as long as two rows of a tile of six. So it belongs to the
/// last tile, if there are registers for it, or else some tiles give up a row each: 61 rows are six tiles of six rows and five of
/// five.
///
/// @param from the number of rows that are in tiles of the usual height
/// @param height of the tiles that the others fill
record LastRows(int from, int height) {
  private static final int REGISTERS = 32;

  /// Registers for broadcasts.
  private static final int BROADCASTS = 3;

  /// The most sums of sixteen lanes that fit [TileShape#MEMORY].
  private static final int MOST_SUMS = 24;

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
    if (plain.height != 1) {
      return plain;
    }
    if (plain.from > rows && fits(shape.withRows(rows + 1))) {
      return new LastRows(plain.from - rows, rows + 1);
    }
    int first = plain.from - (rows - 2) * rows;
    return first > 0 ? new LastRows(first, rows - 1) : plain;
  }

  private static boolean fits(TileShape shape) {
    int sums = shape.rows() * shape.vectors();
    return sums <= MOST_SUMS && sums + shape.vectors() + BROADCASTS <= REGISTERS;
  }
}
