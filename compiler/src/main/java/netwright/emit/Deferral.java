package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;

import java.util.List;
import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;

/// An epilogue that reads and writes much more than the sum, such as the optimizer's update after the gradient of a large
/// weight. It waits until all columns of some rows are done, or many of them: then it goes through memory from one element to the
/// next, as the machine foresees, and finds the sums in the caches.
///
/// Each such group of rows reads all columns of the other factor. Where these are more than the second cache holds, sums of more
/// rows wait, each of fewer columns.
///
/// @param rows how many rows wait; a multiple of what a tile has
/// @param columns of a row, rounded up to whole vectors
/// @param atOnce how many columns wait: all, or some whole stripes
record Deferral(int rows, int columns, int atOnce) {
  /// The first of the rows that wait, and the one after their last: arguments of the methods.
  static final Index FROM = new Index("$fromRow");

  static final Index TO = new Index("$toRow");

  /// The first of the columns that wait, an argument where these are not all.
  static final Index FIRST = new Index("$fromColumn");

  /// Of 4,096 columns, the sums of so many rows take less than the second cache.
  private static final int ROWS = 48;

  /// So many rows of [#MANY_COLUMNS] take less, with what a tile reads of both factors.
  private static final int MANY_ROWS = 144;

  /// Words: one page of memory in a row.
  private static final int MANY_COLUMNS = 1024;

  private static final int LEAST_LOADS = 2;

  /// Elements that keep the sums of a column from falling into the same few lines of a cache.
  private static final int GAP = 16;

  /// What is deferred of `contraction` in `tiling`, if that pays: all else that is done with a sum goes to the same tile.
  static Optional<Deferral> of(Contraction contraction, Tiling tiling) {
    boolean matrix = contraction.output().size() == 2 && contraction.contracted().size() == 1;
    return matrix
            && contraction.output().getFirst().extent() instanceof Extent.Fixed
            && contraction.output().getLast().extent() instanceof Extent.Fixed(int columns)
            && loads(contraction.epilogue()) >= LEAST_LOADS
        ? Optional.of(of(tiling, columns, TileShape.words(contraction)))
        : Optional.empty();
  }

  private static Deferral of(Tiling tiling, int columns, int words) {
    int lanes = tiling.lanes();
    int height = tiling.shape().rows();
    int width = tiling.shape().vectors() * lanes;
    int atOnce = MANY_COLUMNS / words / width * width;
    boolean far = tiling.length() * columns * words > Tilings.SECOND_CACHE;
    if (far && atOnce > 0 && atOnce < columns && columns % width == 0) {
      return new Deferral(MANY_ROWS / height * height, columns, atOnce);
    }
    int whole = Math.ceilDiv(columns, lanes) * lanes;
    return new Deferral(ROWS / height * height, whole, whole);
  }

  private static int loads(List<LoopStmt> statements) {
    return statements.stream()
        .mapToInt(statement ->
            switch (statement) {
              case LoopStmt.Let let -> loads(let.value());
              case LoopStmt.Store store -> loads(store.value());
              case LoopStmt.For _,
                  LoopStmt.ScatterAdd _,
                  LoopStmt.Reduction _,
                  Contraction _,
                  LoopStmt.Sweep _ ->
                  0;
            })
        .sum();
  }

  /// Reads at places that are not always the same.
  private static int loads(LoopExpr expression) {
    return switch (expression) {
      case LoopExpr.Load load -> load.position().terms().isEmpty() ? 0 : 1;
      case LoopExpr.Apply apply -> apply.arguments().stream().mapToInt(Deferral::loads).sum();
      case LoopExpr.Pick _,
          LoopExpr.Read _,
          LoopExpr.Position _,
          LoopExpr.Uniform _,
          LoopExpr.Constant _,
          LoopExpr.RowCount _,
          LoopExpr.StepCount _ ->
          0;
    };
  }

  /// Elements from the sums of one row to those of the next.
  int apart() {
    return atOnce + GAP;
  }

  /// Whether not all columns of a row wait together.
  boolean isPartial() {
    return atOnce < columns;
  }

  /// A variable with the first column that waits.
  int firstColumn(MethodEmitter method) {
    if (!isPartial()) {
      return method.code().newSlot(0);
    }
    method.index(FIRST);
    return method.keep(ElementType.I32);
  }

  /// Replaces a column on the stack by the one after the last that waits, if that comes before it.
  void cut(MethodEmitter method) {
    if (isPartial()) {
      method.index(FIRST);
      method.code().constant(atOnce);
      method.code().op(IADD);
      Calls.math(method.code(), "min", 2, ElementType.I32);
    }
  }

  /// Where the sum of a row and a column waits.
  Affine sums(Index row, Index column) {
    Affine all = Affine.of(0).plus(row, apart()).plus(FROM, -apart()).plus(column, 1);
    return isPartial() ? all.plus(FIRST, -1) : all;
  }
}
