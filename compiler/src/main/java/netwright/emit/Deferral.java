package netwright.emit;

import java.util.List;
import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;

/// An epilogue that reads and writes much more than the sum, such as the optimizer's update after the gradient of a large
/// weight. It waits until all columns of some rows are done: then it goes through memory from one element to the next, as
/// the machine foresees, and finds the sums in the caches.
///
/// @param rows how many rows wait; a multiple of what a tile has
/// @param columns of a row, rounded up to whole vectors
record Deferral(int rows, int columns) {
  /// The first of the rows that wait, and the one after their last: arguments of the methods.
  static final Index FROM = new Index("$fromRow");

  static final Index TO = new Index("$toRow");

  /// Of 4,096 columns, the sums of so many rows take less than the second cache.
  private static final int ROWS = 48;

  private static final int LEAST_LOADS = 2;

  /// Elements that keep the sums of a column from falling into the same few lines of a cache.
  private static final int GAP = 16;

  /// What is deferred of `contraction`, if that pays: all else that is done with a sum goes to the same tile.
  static Optional<Deferral> of(Contraction contraction, int tileRows, int lanes) {
    boolean matrix = contraction.output().size() == 2 && contraction.contracted().size() == 1;
    return matrix
            && contraction.output().getFirst().extent() instanceof Extent.Fixed
            && contraction.output().getLast().extent() instanceof Extent.Fixed(int columns)
            && loads(contraction.epilogue()) >= LEAST_LOADS
        ? Optional.of(
            new Deferral(ROWS / tileRows * tileRows, Math.ceilDiv(columns, lanes) * lanes))
        : Optional.empty();
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
    return columns + GAP;
  }

  /// Where the sum of a row and a column waits.
  Affine sums(Index row, Index column) {
    return Affine.of(0).plus(row, apart()).plus(FROM, -apart()).plus(column, 1);
  }
}
