package netwright.emit;

import java.util.Optional;

/// What a tiling copies before it is read, and in which pieces it takes its sums.
///
/// @param packing where the vectors are loaded from
/// @param panel the columns of the panels, if the vectors are loaded from these
/// @param rowsPacked whether the other factor is first copied, tile after tile, each step's rows side by side
/// @param block how many steps of the sums are taken at a time, by all tiles of a stripe; 0 for all of them
/// @param stripes how many stripes of columns go side by side: through a block, so that a tile's rows are read once for all of
/// them, or to be copied together
/// @param deferral what waits for the sums of whole rows, if anything does
record Staging(
    Packing packing,
    int panel,
    boolean rowsPacked,
    int block,
    int stripes,
    Optional<Deferral> deferral) {

  /// Whether the part of the running factor that a stripe of columns needs is first copied to where it lies in the order
  /// of its use.
  enum Packing {
    /// It is read where it is.
    NONE,
    /// It is read from panels, a second copy that was made for it.
    STORED,
    /// Its rows are copied: far apart in memory, they would crowd each other out of the caches.
    COPIED,
    /// Its columns are copied: what has to be neighbours is not.
    TRANSPOSED
  }

  /// Columns, in words, that are copied at a time: of narrower stripes some are copied together. A step of so many comes from
  /// memory in little more time than one of a quarter of them, which is the stripe of a tile of two vectors of 256 bits.
  static final int COPIED_TOGETHER = 64;

  /// All sums in one piece, and the other factor where it is.
  static Staging of(Packing packing) {
    return new Staging(packing, 0, false, 0, 1, Optional.empty());
  }

  Staging with(Packing other) {
    return new Staging(other, 0, rowsPacked, block, stripes, deferral);
  }

  /// From panels of so many columns.
  Staging stored(int columns) {
    return new Staging(Packing.STORED, columns, rowsPacked, block, stripes, deferral);
  }

  Staging withRowsPacked() {
    return new Staging(packing, panel, true, block, stripes, deferral);
  }

  Staging inBlocks(int steps, int sideBySide) {
    return new Staging(packing, panel, rowsPacked, steps, sideBySide, deferral);
  }

  Staging sideBySide(int count) {
    return new Staging(packing, panel, rowsPacked, block, count, deferral);
  }

  Staging with(Deferral waiting) {
    return new Staging(packing, panel, rowsPacked, block, stripes, Optional.of(waiting));
  }
}
