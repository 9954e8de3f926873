package netwright.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;

/// How the outputs of a sequential contraction are cut into register tiles. The columns of a tile are neighbours along
/// the last output loop: one factor, `running`, is loaded as vectors along them; the other one stays the same, and is
/// broadcast. The rows of a tile are iterations of another output loop, which all share the vectors.
///
/// @param lanes of a vector
/// @param repeatable whether an output may be computed twice
/// @param row the loop whose iterations are a tile's rows, if there is one
/// @param others the other output loops but the last, in order
/// @param packing where the vectors are loaded from
/// @param rowsPacked whether the other factor is first copied, tile after tile, each step's rows side by side
/// @param block how many steps of the sums are taken at a time, by all tiles of a stripe; 0 for all of them
/// @param stripes how many stripes of columns go through a block side by side, so that a tile's rows are read once for all
/// of them
/// @param deferral what waits for the sums of whole rows, if anything does
/// @param length the number of steps of a sum, or the most there can be
/// @param rowCount the number of rows, or the most there can be
record Tiling(
    int lanes,
    boolean repeatable,
    Load running,
    Load other,
    Optional<Loop> row,
    List<Loop> others,
    TileShape shape,
    Packing packing,
    boolean rowsPacked,
    int block,
    int stripes,
    Optional<Deferral> deferral,
    long length,
    int rowCount) {

  /// The first step of a block, the one after its last, and the first column of the stripes side by side: arguments of the
  /// methods of a blocked contraction.
  static final Index FROM = new Index("$from");

  static final Index TO = new Index("$to");

  /// Where a stripe of columns starts, counted from the first panel: an argument of the methods of a stored factor.
  static final Index PANEL = new Index("$panel");

  static final Index FIRST = new Index("$first");

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

  private static final int LEAST_TILES_TO_COPY = 4;
  static final int FAR_APART = 256;
  private static final int LONG_SUM = 16;

  /// Steps of a sum whose vectors still fit in the second cache beside all else.
  static final int LONGEST_UNBLOCKED = 1024;

  static final int BLOCK = 512;

  /// Words, 1 MB. If a block of the rows takes more, each stripe of columns would read it from farther away.
  private static final int SECOND_CACHE = 1 << 18;

  /// Stripes whose block leaves half of the second cache free.
  private static final int SIDE_BY_SIDE = 4;

  /// Words a multiple of which apart, 4 KB, rows fall into the same few lines of the first cache.
  static final int SAME_LINES = 1024;

  private static final int LEAST_STRIPES_TO_PACK_ROWS = 8;

  /// Words, after those of an array's header, to the start of a line of the caches, if the array starts with one, as large
  /// ones do.
  private static final int ALIGNMENT = 12;

  /// The tiling with vectors of `lanes` lanes that does least work; none if vectors cannot do it.
  static Optional<Tiling> of(Contraction contraction, int lanes, ToIntFunction<Loop> width) {
    return of(contraction, lanes, lanes, width);
  }

  /// The same on a machine whose vectors have up to `widest` lanes.
  static Optional<Tiling> of(
      Contraction contraction, int lanes, int widest, ToIntFunction<Loop> width) {
    if (contraction.output().isEmpty() || !initialFits(contraction)) {
      return Optional.empty();
    }
    Load left = contraction.left();
    Load right = contraction.right();
    Tilings tilings = new Tilings(contraction, lanes, widest, Repeatable.is(contraction), width);
    return tilings
        .direct(left, right)
        .or(() -> tilings.direct(right, left))
        .or(() -> tilings.transposed(left, right))
        .or(() -> tilings.transposed(right, left));
  }

  private static boolean initialFits(Contraction contraction) {
    Index column = contraction.output().getLast().index();
    return contraction.initial().map(load -> load.position().stride(column)).stream()
        .allMatch(Tiling::staysOrRuns);
  }

  private static boolean staysOrRuns(int stride) {
    return stride == 0 || stride == 1;
  }

  /// The tilings of one contraction.
  private record Tilings(
      Contraction contraction,
      int lanes,
      int widest,
      boolean repeatable,
      ToIntFunction<Loop> width) {

    /// `running` runs through neighbours, `other` stays or does so too.
    Optional<Tiling> direct(Load running, Load other) {
      if (stride(running) != 1 || !staysOrRuns(stride(other))) {
        return Optional.empty();
      }
      Tiling tiling = tiling(running, other, Integer.MAX_VALUE, Packing.NONE);
      if (stride(other) != 0) {
        return Optional.of(tiling);
      }
      if (StoredStripes.allow(contraction, tiling)) {
        return Optional.of(blocked(tiling.with(Packing.STORED)));
      }
      Tiling copied = tiling.with(Packing.COPIED);
      return Optional.of(
          blocked(gainsFromCopy(tiling) && copied.fits(contraction, lanes) ? copied : tiling));
    }

    private boolean gainsFromCopy(Tiling tiling) {
      return tiling.length >= LONG_SUM
          && isNumbered()
          && innermostStride(tiling.running) * TileShape.words(contraction) >= FAR_APART
          && tiling.rowCount >= LEAST_TILES_TO_COPY * tiling.shape.rows();
    }

    private int innermostStride(Load load) {
      return load.position().stride(contraction.contracted().getLast().index());
    }

    /// `running` has to be copied first, `other` stays.
    Optional<Tiling> transposed(Load running, Load other) {
      if (stride(running) == 0 || stride(other) != 0 || !isNumbered()) {
        return Optional.empty();
      }
      for (int vectors = Integer.MAX_VALUE; vectors > 0; vectors = Math.min(vectors, 4) - 1) {
        Tiling tiling = blocked(tiling(running, other, vectors, Packing.TRANSPOSED));
        if (tiling.fits(contraction, lanes)) {
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
      TileShape shape =
          TileShape.best(rows, columns() * words, lanes * words, widest * words, mostVectors);
      return new Tiling(
          lanes,
          repeatable,
          running,
          other,
          row,
          others,
          shape,
          packing,
          false,
          0,
          1,
          Optional.empty(),
          sumLength(),
          rows);
    }

    /// `tiling` with its sums in blocks, and its rows packed, where that pays and there is memory for it.
    private Tiling blocked(Tiling tiling) {
      boolean simple = contraction.contracted().size() == 1 && tiling.row.isPresent();
      if (!simple || tiling.rowCount < LEAST_TILES_TO_COPY * tiling.shape.rows()) {
        return tiling;
      }
      Tiling best = tiling;
      if (tiling.length > LONGEST_UNBLOCKED) {
        best = inBlocks(tiling);
      }
      if (gainsFromPackedRows(tiling)) {
        best = best.withRowsPacked().fits(contraction, lanes) ? best.withRowsPacked() : best;
      }
      return deferred(best);
    }

    private Tiling inBlocks(Tiling tiling) {
      boolean far = (long) tiling.rowCount * BLOCK * TileShape.words(contraction) > SECOND_CACHE;
      boolean known = contraction.output().getLast().extent() instanceof Extent.Fixed;
      for (int stripes = far && known ? SIDE_BY_SIDE : 1; stripes > 0; stripes /= 2) {
        Tiling found = tiling.with(BLOCK, stripes);
        if (found.fits(contraction, lanes)) {
          return found;
        }
      }
      return tiling;
    }

    /// `tiling` with its epilogue deferred, where that pays and there is memory for it.
    private Tiling deferred(Tiling tiling) {
      if (tiling.isBlocked() || tiling.packing != Packing.COPIED) {
        return tiling;
      }
      return Deferral.of(contraction, tiling.shape.rows(), lanes)
          .map(tiling::with)
          .filter(found -> found.fits(contraction, lanes))
          .orElse(tiling);
    }

    private boolean gainsFromPackedRows(Tiling tiling) {
      int apart =
          Math.max(
              tiling.other.position().stride(tiling.row.orElseThrow().index()),
              innermostStride(tiling.other));
      int stripes = columns() / (tiling.shape.vectors() * lanes);
      return apart * TileShape.words(contraction) % SAME_LINES == 0
          && tiling.length >= LONG_SUM
          && stripes >= LEAST_STRIPES_TO_PACK_ROWS;
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

  /// Whether `columns` can do without idle lanes, those of vectors that overlap.
  boolean canFill(int columns) {
    return repeatable && columns >= lanes;
  }

  /// The tiling of a stored factor for one row.
  Tiling forOneRow(Contraction contraction, int widest) {
    int words = TileShape.words(contraction);
    return new Tiling(
        lanes,
        repeatable,
        running,
        other,
        row,
        others,
        TileShape.oneRow(widest * words),
        packing,
        false,
        0,
        1,
        Optional.empty(),
        length,
        1);
  }

  private Tiling with(Packing newPacking) {
    return new Tiling(
        lanes,
        repeatable,
        running,
        other,
        row,
        others,
        shape,
        newPacking,
        rowsPacked,
        block,
        stripes,
        deferral,
        length,
        rowCount);
  }

  private Tiling with(int newBlock, int newStripes) {
    return new Tiling(
        lanes,
        repeatable,
        running,
        other,
        row,
        others,
        shape,
        packing,
        rowsPacked,
        newBlock,
        newStripes,
        deferral,
        length,
        rowCount);
  }

  private Tiling withRowsPacked() {
    return new Tiling(
        lanes,
        repeatable,
        running,
        other,
        row,
        others,
        shape,
        packing,
        true,
        block,
        stripes,
        deferral,
        length,
        rowCount);
  }

  private Tiling with(Deferral newDeferral) {
    return new Tiling(
        lanes,
        repeatable,
        running,
        other,
        row,
        others,
        shape,
        packing,
        rowsPacked,
        block,
        stripes,
        Optional.of(newDeferral),
        length,
        rowCount);
  }

  boolean isBlocked() {
    return block > 0;
  }

  // ---- memory behind the sums of a tile: packed vectors, then sums between blocks, then packed
  // rows ----

  /// Whether there is memory for what is copied.
  private boolean fits(Contraction contraction, int lanes) {
    return memoryOfVectors(lanes) + memoryOfSums(lanes) + memoryOfRows()
        <= contraction.lanes().length() - TileShape.MEMORY - ALIGNMENT;
  }

  private long memoryOfVectors(int lanes) {
    if (deferral.isPresent()) {
      return length * deferral.get().columns();
    }
    long steps = isBlocked() ? (long) block * stripes : length;
    return switch (packing) {
      case NONE, STORED -> 0;
      case COPIED, TRANSPOSED -> steps * shape.vectors() * lanes;
    };
  }

  private long memoryOfSums(int lanes) {
    if (deferral.isPresent()) {
      return (long) deferral.get().rows() * deferral.get().apart();
    }
    return isBlocked() ? (long) rowCount * stripes * shape.vectors() * lanes : 0;
  }

  private long memoryOfRows() {
    return rowsPacked ? deferral.map(Deferral::rows).orElse(rowCount) * length : 0;
  }

  private static Buffer behind(Contraction contraction, long offset) {
    Buffer lanes = contraction.lanes();
    int start = Math.toIntExact(TileShape.MEMORY + ALIGNMENT + offset);
    return new Buffer(lanes.space(), lanes.offset() + start, lanes.length() - start);
  }

  /// Where the packed running factor starts for the present step of the sums, if a step takes `width` floats.
  Load packedVectors(Contraction contraction, int width) {
    if (packing == Packing.STORED) {
      return new StoredStripes(contraction).load();
    }
    Affine position = isBlocked() ? stripe(contraction, block).plus(FROM, -width) : Affine.of(0);
    if (deferral.isPresent()) {
      Index column = contraction.output().getLast().index();
      position = position.plus(column, Math.toIntExact(length));
    }
    int stride = width;
    for (Loop loop : contraction.contracted().reversed()) {
      position = position.plus(loop.index(), stride);
      stride *= loop.extent() instanceof Extent.Fixed(int count) ? count : 1;
    }
    return new Load(behind(contraction, 0), position);
  }

  /// Where the sums of the present row are between blocks, or until what is deferred is done.
  Load sums(Contraction contraction, int lanes, int width) {
    Index rowIndex = row.orElseThrow().index();
    Affine position =
        deferral
            .map(found -> found.sums(rowIndex, contraction.output().getLast().index()))
            .orElseGet(() -> stripe(contraction, rowCount).plus(rowIndex, width));
    return new Load(behind(contraction, memoryOfVectors(lanes)), position);
  }

  /// Where the present one of the stripes side by side starts, if each takes `count` times the floats of a row.
  private Affine stripe(Contraction contraction, int count) {
    Index column = contraction.output().getLast().index();
    return stripes == 1 ? Affine.of(0) : Affine.of(0).plus(column, count).plus(FIRST, -count);
  }

  /// Where the packed rows of a tile of `rows` rows start for the present step.
  Load packedRows(Contraction contraction, int lanes, int rows) {
    Affine start =
        deferral.isPresent()
            ? Affine.of(0).plus(Deferral.FROM, -Math.toIntExact(length))
            : Affine.of(0);
    Affine position =
        start
            .plus(row.orElseThrow().index(), Math.toIntExact(length))
            .plus(contraction.contracted().getFirst().index(), rows);
    return new Load(behind(contraction, memoryOfVectors(lanes) + memoryOfSums(lanes)), position);
  }

  /// Runs `content` with the indices moved from the tile's first element by `rows` rows and `columns` columns.
  void at(MethodEmitter method, Index column, int rows, int columns, Runnable content) {
    Frame frame = method.frame();
    Frame.Place columnPlace = frame.place(column);
    frame.bind(column, columnPlace.plus(columns));
    if (row.isPresent()) {
      Index index = row.get().index();
      Frame.Place rowPlace = frame.place(index);
      frame.bind(index, rowPlace.plus(rows));
      content.run();
      frame.bind(index, rowPlace);
    } else {
      content.run();
    }
    frame.bind(column, columnPlace);
  }
}
