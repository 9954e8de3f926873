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
/// @param row the loop whose iterations are a tile's rows, if there is one
/// @param others the other output loops but the last, in order
/// @param packing where the vectors are loaded from
record Tiling(
    Load running,
    Load other,
    Optional<Loop> row,
    List<Loop> others,
    TileShape shape,
    Packing packing) {

  /// Whether the part of the running factor that a stripe of columns needs is first copied to where it lies in the order
  /// of its use.
  enum Packing {
    /// It is read where it is.
    NONE,
    /// Its rows are copied: far apart in memory, they would crowd each other out of the caches.
    COPIED,
    /// Its columns are copied: what has to be neighbours is not.
    TRANSPOSED
  }

  private static final int LEAST_ROWS_TO_TRANSPOSE = 4;
  private static final int LEAST_TILES_TO_COPY = 4;
  private static final int FAR_APART = 256;
  private static final int LONG_SUM = 16;

  /// The tiling that does least work; none if vectors cannot do it.
  ///
  /// @param width the number of iterations of a loop, or the most there can be
  static Optional<Tiling> of(Contraction contraction, int lanes, ToIntFunction<Loop> width) {
    if (contraction.output().isEmpty() || !initialFits(contraction)) {
      return Optional.empty();
    }
    Load left = contraction.left();
    Load right = contraction.right();
    Tilings tilings = new Tilings(contraction, lanes, width);
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
  private record Tilings(Contraction contraction, int lanes, ToIntFunction<Loop> width) {

    /// `running` runs through neighbours, `other` stays or does so too.
    Optional<Tiling> direct(Load running, Load other) {
      if (stride(running) != 1 || !staysOrRuns(stride(other))) {
        return Optional.empty();
      }
      Tiling tiling = tiling(running, other, Integer.MAX_VALUE, Packing.NONE);
      boolean copied = stride(other) == 0 && gainsFromCopy(tiling);
      return Optional.of(copied ? tiling.with(Packing.COPIED) : tiling);
    }

    private boolean gainsFromCopy(Tiling tiling) {
      return sumLength() >= LONG_SUM
          && innermostStride(tiling.running) >= FAR_APART
          && rows(tiling.row) >= LEAST_TILES_TO_COPY * tiling.shape.rows()
          && tiling.shape.vectors() <= mostVectorsPacked();
    }

    private int innermostStride(Load load) {
      return load.position().stride(contraction.contracted().getLast().index());
    }

    /// `running` has to be copied first, `other` stays.
    Optional<Tiling> transposed(Load running, Load other) {
      int most = mostVectorsPacked();
      if (stride(running) == 0 || stride(other) != 0 || most == 0) {
        return Optional.empty();
      }
      Tiling tiling = tiling(running, other, most, Packing.TRANSPOSED);
      return rows(tiling.row) < LEAST_ROWS_TO_TRANSPOSE ? Optional.empty() : Optional.of(tiling);
    }

    private Tiling tiling(Load running, Load other, int mostVectors, Packing packing) {
      List<Loop> output = contraction.output();
      List<Loop> others = new ArrayList<>(output.subList(0, output.size() - 1));
      Optional<Loop> row =
          others.reversed().stream()
              .filter(loop -> running.position().stride(loop.index()) == 0)
              .findFirst();
      row.ifPresent(others::remove);
      int columns = width.applyAsInt(output.getLast());
      TileShape shape = TileShape.best(rows(row), columns, lanes, mostVectors);
      return new Tiling(running, other, row, others, shape, packing);
    }

    private int rows(Optional<Loop> row) {
      return row.map(width::applyAsInt).orElse(1);
    }

    private int stride(Load load) {
      return load.position().stride(contraction.output().getLast().index());
    }

    private long sumLength() {
      return contraction.contracted().stream()
          .mapToLong(width::applyAsInt)
          .reduce(1, Math::multiplyExact);
    }

    /// How many vectors of each step of the sums there is memory for; 0 if steps cannot be numbered.
    private int mostVectorsPacked() {
      List<Loop> contracted = contraction.contracted();
      boolean numbered =
          contracted.stream().skip(1).allMatch(loop -> loop.extent() instanceof Extent.Fixed);
      return numbered && !contracted.isEmpty()
          ? (int) (packedMemory(contraction).length() / (sumLength() * lanes))
          : 0;
    }
  }

  private Tiling with(Packing newPacking) {
    return new Tiling(running, other, row, others, shape, newPacking);
  }

  /// The memory for packed factors: what there is of the lanes behind that of the tiles' sums.
  private static Buffer packedMemory(Contraction contraction) {
    Buffer lanes = contraction.lanes();
    int sums = VectorAccumulators.MEMORY;
    return new Buffer(lanes.space(), lanes.offset() + sums, Math.max(0, lanes.length() - sums));
  }

  /// Where the packed factor starts for the present step of the sums, if a step takes `width` floats.
  static Load packed(Contraction contraction, int width) {
    Affine position = Affine.of(0);
    int stride = width;
    for (Loop loop : contraction.contracted().reversed()) {
      position = position.plus(loop.index(), stride);
      stride *= loop.extent() instanceof Extent.Fixed(int count) ? count : 1;
    }
    return new Load(packedMemory(contraction), position);
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
