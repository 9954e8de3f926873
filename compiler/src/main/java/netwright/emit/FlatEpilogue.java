package netwright.emit;

import java.util.List;
import netwright.loop.Affine;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;

/// Whether what is done with the sums of a matrix goes through memory from one element to the next, across its rows: then one long
/// loop does it, which HotSpot compiles while it runs, and with fewer ends than a loop for each row.
///
/// @param row the index of the rows
/// @param column the index of the columns
/// @param columns how many there are
record FlatEpilogue(Index row, Index column, int columns) {

  boolean allows(List<LoopStmt> statements) {
    return statements.stream()
        .allMatch(statement ->
            switch (statement) {
              case LoopStmt.Let let -> allows(let.value());
              case LoopStmt.Store store -> allows(store.position()) && allows(store.value());
              case LoopStmt.For _,
                  LoopStmt.ScatterAdd _,
                  LoopStmt.Reduction _,
                  LoopStmt.Contraction _,
                  LoopStmt.Sweep _ ->
                  false;
            });
  }

  private boolean allows(LoopExpr expression) {
    return switch (expression) {
      case LoopExpr.Load load -> allows(load.position());
      case LoopExpr.Apply apply -> apply.arguments().stream().allMatch(this::allows);
      case LoopExpr.Read _, LoopExpr.Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> true;
      case LoopExpr.Pick _, LoopExpr.Position _, LoopExpr.Uniform _ -> false;
    };
  }

  private boolean allows(Affine position) {
    return position.stride(row) == columns * position.stride(column);
  }
}
