package netwright.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import netwright.emit.Staging.Packing;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;
import netwright.runtime.Panels;

/// The tilings of one contraction, of which the first that is possible is taken: with a factor that runs along the columns as it
/// is, or else turned over.
record Tilings(
    Contraction contraction,
    int lanes,
    TileCosts costs,
    boolean repeatable,
    ToIntFunction<Loop> width) {
  /// Tiles one below the other, for a copy that all of them read, and for blocks of the sums and packed rows.
  private static final int LEAST_TILES = 4;

  private static final int LONG_SUM = 16;
  private static final int LEAST_STRIPES_TO_PACK_ROWS = 8;

  /// So many narrow ones read the rows that it pays to pack them wherever they are.
  static final int MANY_STRIPES = 32;

  /// Words from one step of a sum to the next from which on copying pays.
  static final int FAR_APART = 256;

  /// Words a multiple of which apart, 4 KB, rows fall into the same few lines of the first cache.
  static final int SAME_LINES = 1024;

  /// Steps of a sum whose vectors still fit in the second cache beside all else.
  static final int LONGEST_UNBLOCKED = 1024;

  /// Steps: of four stripes side by side, so many fill half of the second cache or little more.
  private static final int LONGEST_BLOCK = 576;

  /// Words, 1 MB. What each stripe of columns reads of the rows would, if it takes more, come from farther away each time.
  static final int SECOND_CACHE = 1 << 18;

  /// Columns, in words, whose block leaves half of the second cache free.
  private static final int SIDE_BY_SIDE = 256;

  /// The first form that is possible with vectors of `lanes` lanes, in tiles of the shape that does least work; none if vectors
  /// cannot do it.
  static Optional<Tiling> best(
      Contraction contraction, int lanes, TileCosts costs, ToIntFunction<Loop> width) {
    if (contraction.output().isEmpty() || !initialFits(contraction)) {
      return Optional.empty();
    }
    Load left = contraction.left();
    Load right = contraction.right();
    Tilings tilings = new Tilings(contraction, lanes, costs, Repeatable.is(contraction), width);
    return tilings
        .direct(left, right)
        .or(() -> tilings.direct(right, left))
        .or(() -> tilings.transposed(left, right))
        .or(() -> tilings.transposed(right, left));
  }

  private static boolean initialFits(Contraction contraction) {
    Index column = contraction.output().getLast().index();
    return contraction.initial().map(load -> load.position().stride(column)).stream()
        .allMatch(Tilings::staysOrRuns);
  }

  private static boolean staysOrRuns(int stride) {
    return stride == 0 || stride == 1;
  }

  /// `running` runs through neighbours, `other` stays or does so too.
  Optional<Tiling> direct(Load running, Load other) {
    if (stride(running) != 1 || !staysOrRuns(stride(other))) {
      return Optional.empty();
    }
    Tiling tiling = tiling(running, other, Integer.MAX_VALUE, Packing.NONE);
    if (stride(other) != 0) {
      return Optional.of(tiling);
    }
    if (isStored(tiling)) {
      return Optional.of(blocked(tiling.with(tiling.staging().stored(panel()))));
    }
    Tiling copied = tiling.with(tiling.staging().with(Packing.COPIED));
    return Optional.of(
        blocked(gainsFromCopy(tiling) && copied.fits(contraction) ? copied : tiling));
  }

  private boolean isStored(Tiling tiling) {
    int stripe = tiling.shape().vectors() * lanes;
    return tiling.row().isPresent() && new StoredStripes(contraction, panel()).allow(stripe);
  }

  /// The columns of a panel.
  private int panel() {
    return Panels.width(Contraction.widestPanel(contraction.accumulator().type()), costs.widest());
  }

  private boolean gainsFromCopy(Tiling tiling) {
    if (!isNumbered()) {
      return false;
    }
    int words = innermostStride(contraction, tiling.running()) * TileShape.words(contraction);
    int tiles = tiling.rowCount() / tiling.shape().rows();
    boolean far = words >= FAR_APART && tiles >= LEAST_TILES;
    return tiling.length() >= LONG_SUM && far || costs.gainFromLines(words, tiling.length(), tiles);
  }

  /// How far apart the last steps of the sums are in `load`.
  static int innermostStride(Contraction contraction, Load load) {
    return load.position().stride(contraction.contracted().getLast().index());
  }

  /// `running` has to be copied first, `other` stays.
  Optional<Tiling> transposed(Load running, Load other) {
    if (stride(running) == 0 || stride(other) != 0 || !isNumbered()) {
      return Optional.empty();
    }
    for (int vectors = Integer.MAX_VALUE; vectors > 0; vectors = Math.min(vectors, 4) - 1) {
      Tiling tiling = blocked(tiling(running, other, vectors, Packing.TRANSPOSED));
      if (tiling.fits(contraction)) {
        return Optional.of(tiling);
      }
    }
    return Optional.empty();
  }

  private Tiling tiling(Load running, Load other, int mostVectors, Packing packing) {
    List<Loop> output = contraction.output();
    List<Loop> others = new ArrayList<>(output.subList(0, output.size() - 1));
    Optional<Loop> row =
        others.reversed().stream()
            .filter(loop -> running.position().stride(loop.index()) == 0)
            .findFirst();
    row.ifPresent(others::remove);
    int rows = row.map(width::applyAsInt).orElse(1);
    int words = TileShape.words(contraction);
    TileShape shape = costs.best(rows, columns() * words, lanes * words, mostVectors);
    return new Tiling(
        lanes,
        repeatable,
        running,
        other,
        row,
        others,
        shape,
        Staging.of(packing),
        sumLength(),
        rows);
  }

  /// `tiling` with its sums in blocks, and its rows packed, where that pays and there is memory for it.
  private Tiling blocked(Tiling tiling) {
    boolean simple = contraction.contracted().size() == 1 && tiling.row().isPresent();
    if (!simple || tiling.rowCount() < LEAST_TILES * tiling.shape().rows()) {
      return tiling;
    }
    Tiling best = tiling;
    if (tiling.length() > LONGEST_UNBLOCKED) {
      best = inBlocks(tiling);
    }
    if (gainsFromPackedRows(tiling)) {
      Tiling packed = best.with(best.staging().withRowsPacked());
      best = packed.fits(contraction) ? packed : best;
    }
    return deferred(best);
  }

  private Tiling inBlocks(Tiling tiling) {
    int block = block(tiling.length());
    int copied = tiling.packing() == Packing.COPIED ? Staging.COPIED_TOGETHER : 0;
    int most = stripes(tiling, isFar(tiling, block) ? SIDE_BY_SIDE : copied);
    for (int stripes = isWidthKnown() ? most : 1; stripes > 0; stripes /= 2) {
      Tiling found = tiling.with(tiling.staging().inBlocks(block, stripes));
      if (found.fits(contraction)) {
        return found;
      }
    }
    return tiling;
  }

  /// Whether the second cache does not keep the rows from one stripe of columns to the next, which reads all blocks of them
  /// again. Where products are done in halves stripes side by side are known to pay only if it does not keep even a block.
  private boolean isFar(Tiling tiling, int block) {
    long steps = costs.whole() ? tiling.length() : block;
    return tiling.rowCount() * steps * TileShape.words(contraction) > SECOND_CACHE;
  }

  /// The steps of a block of the sums, of `length` steps: all blocks have as many, or almost.
  static int block(long length) {
    return Math.toIntExact(Math.ceilDiv(length, Math.ceilDiv(length, LONGEST_BLOCK)));
  }

  private boolean isWidthKnown() {
    return contraction.output().getLast().extent() instanceof Extent.Fixed;
  }

  /// How many stripes take `words` words of a row, and at least one.
  private int stripes(Tiling tiling, int words) {
    return Math.max(1, words / (tiling.shape().vectors() * lanes * TileShape.words(contraction)));
  }

  /// `tiling` with its epilogue deferred, where that pays and there is memory for it.
  private Tiling deferred(Tiling tiling) {
    if (tiling.isBlocked() || tiling.packing() != Packing.COPIED) {
      return tiling;
    }
    return Deferral.of(contraction, tiling)
        .map(found -> tiling.with(tiling.staging().with(found)))
        .filter(found -> found.fits(contraction))
        .orElseGet(() -> copiedTogether(tiling));
  }

  /// `tiling` with so many stripes side by side that are copied at a time, if stripes are narrow and there is memory for it.
  private Tiling copiedTogether(Tiling tiling) {
    int stripes = stripes(tiling, Staging.COPIED_TOGETHER);
    Tiling found = tiling.with(tiling.staging().sideBySide(stripes));
    return isWidthKnown() && found.fits(contraction) ? found : tiling;
  }

  private boolean gainsFromPackedRows(Tiling tiling) {
    int stripes = columns() / (tiling.shape().vectors() * lanes);
    boolean many = isNarrow(tiling) && stripes >= MANY_STRIPES;
    boolean inTheWay =
        crowdEachOther(contraction, tiling, costs) && stripes >= LEAST_STRIPES_TO_PACK_ROWS;
    return tiling.length() >= LONG_SUM && (many || inTheWay);
  }

  /// Whether what a tile reads of its rows falls into the same few lines of the first cache, and has no room there. Where a
  /// row's steps are neighbours, these are but as many lines as there are rows.
  static boolean crowdEachOther(Contraction contraction, Tiling tiling, TileCosts costs) {
    int rows = tiling.other().position().stride(tiling.row().orElseThrow().index());
    int steps = innermostStride(contraction, tiling.other());
    boolean haveRoom = steps == 1 && costs.haveRoomInSameLines(tiling.shape());
    return Math.max(rows, steps) * TileShape.words(contraction) % SAME_LINES == 0 && !haveRoom;
  }

  /// Whether a stripe has fewer columns than are copied at a time.
  private boolean isNarrow(Tiling tiling) {
    return stripes(tiling, Staging.COPIED_TOGETHER) > 1;
  }

  private int columns() {
    return width.applyAsInt(contraction.output().getLast());
  }

  private int stride(Load load) {
    return load.position().stride(contraction.output().getLast().index());
  }

  private long sumLength() {
    return contraction.contracted().stream()
        .mapToLong(width::applyAsInt)
        .reduce(1, Math::multiplyExact);
  }

  /// Whether the steps of the sums can be numbered.
  private boolean isNumbered() {
    List<Loop> contracted = contraction.contracted();
    return !contracted.isEmpty()
        && contracted.stream().skip(1).allMatch(loop -> loop.extent() instanceof Extent.Fixed);
  }
}
