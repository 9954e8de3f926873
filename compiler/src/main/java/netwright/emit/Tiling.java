package netwright.emit;

import java.util.List;
import java.util.Optional;
import netwright.emit.Staging.Packing;
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
/// @param staging what is copied before it is read, and in which pieces sums are taken
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
    Staging staging,
    long length,
    int rowCount) {

  /// The first step of a block and the one after its last: arguments of the methods of a blocked contraction.
  static final Index FROM = new Index("$from");

  static final Index TO = new Index("$to");

  /// The first column of the stripes side by side: an argument where there are blocks, or several stripes.
  static final Index FIRST = new Index("$first");

  /// Where a stripe of columns starts, counted from the first panel: an argument of the methods of a stored factor.
  static final Index PANEL = new Index("$panel");

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
        Staging.of(packing()).stored(staging.panel()),
        length,
        rowCount);
  }

  /// The tiling of one vector of columns with `width` lanes, in tiles of `tileRows` rows.
  Tiling ofOneVector(int width, int tileRows) {
    TileShape one = new TileShape(tileRows, 1, false, 0);
    return new Tiling(
        width, repeatable, running, other, row, others, one, staging, length, rowCount);
  }

  Tiling with(Staging other) {
    return new Tiling(
        lanes, repeatable, running, this.other, row, others, shape, other, length, rowCount);
  }

  Packing packing() {
    return staging.packing();
  }

  boolean rowsPacked() {
    return staging.rowsPacked();
  }

  int block() {
    return staging.block();
  }

  int stripes() {
    return staging.stripes();
  }

  Optional<Deferral> deferral() {
    return staging.deferral();
  }

  boolean isBlocked() {
    return block() > 0;
  }

  /// The steps of a block, or of a whole sum.
  private long stepsAtOnce() {
    return isBlocked() ? block() : length;
  }

  /// How many stripes are copied at a time, if there are so many.
  int stripesTogether(Contraction contraction) {
    int width = shape.vectors() * lanes * TileShape.words(contraction);
    return packing() == Packing.COPIED
        ? Math.clamp(Staging.COPIED_TOGETHER / width, 1, stripes())
        : 1;
  }

  // ---- memory behind the sums of a tile: packed vectors, then sums between blocks, then packed
  // rows ----

  /// Whether there is memory for what is copied.
  boolean fits(Contraction contraction) {
    return memoryOfVectors() + memoryOfSums() + memoryOfRows()
        <= contraction.lanes().length() - TileShape.MEMORY;
  }

  private long memoryOfVectors() {
    if (deferral().isPresent()) {
      return length * deferral().get().columns();
    }
    return switch (packing()) {
      case NONE, STORED -> 0;
      case COPIED, TRANSPOSED -> stepsAtOnce() * stripes() * shape.vectors() * lanes;
    };
  }

  private long memoryOfSums() {
    if (deferral().isPresent()) {
      return (long) deferral().get().rows() * deferral().get().apart();
    }
    return isBlocked() ? (long) rowCount * stripes() * shape.vectors() * lanes : 0;
  }

  private long memoryOfRows() {
    return rowsPacked() ? deferral().map(Deferral::rows).orElse(rowCount) * length : 0;
  }

  /// The memory of `contraction` from `offset` on, behind the sums of a tile.
  static Buffer behind(Contraction contraction, long offset) {
    Buffer lanes = contraction.lanes();
    int start = Math.toIntExact(TileShape.MEMORY + offset);
    return new Buffer(lanes.space(), lanes.offset() + start, lanes.length() - start);
  }

  /// Where the packed running factor starts for the present step of the sums, if a step takes `width` floats.
  Load packedVectors(Contraction contraction, int width) {
    if (packing() == Packing.STORED) {
      return new StoredStripes(contraction, staging.panel()).load();
    }
    Affine position = stripe(contraction, stepsAtOnce());
    if (isBlocked()) {
      position = position.plus(FROM, -width);
    }
    if (deferral().isPresent()) {
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
  Load sums(Contraction contraction, int width) {
    Index rowIndex = row.orElseThrow().index();
    Affine position =
        deferral()
            .map(found -> found.sums(rowIndex, contraction.output().getLast().index()))
            .orElseGet(() -> stripe(contraction, rowCount).plus(rowIndex, width));
    return new Load(behind(contraction, memoryOfVectors()), position);
  }

  /// Where the present one of the stripes() side by side starts, if each takes `count` times the floats of a row.
  private Affine stripe(Contraction contraction, long count) {
    if (stripes() == 1) {
      return Affine.of(0);
    }
    Index column = contraction.output().getLast().index();
    int stride = Math.toIntExact(count);
    return Affine.of(0).plus(column, stride).plus(FIRST, -stride);
  }

  /// Where the packed rows of a tile of `rows` rows start for the present step.
  Load packedRows(Contraction contraction, int rows) {
    Affine start =
        deferral().isPresent()
            ? Affine.of(0).plus(Deferral.FROM, -Math.toIntExact(length))
            : Affine.of(0);
    Affine position =
        start
            .plus(row.orElseThrow().index(), Math.toIntExact(length))
            .plus(contraction.contracted().getFirst().index(), rows);
    return new Load(behind(contraction, memoryOfVectors() + memoryOfSums()), position);
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
