package netwright.parallel;

import java.util.List;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;

/// How much a kernel has to do in a full batch: about a nanosecond of vector code is 100.
///
/// @param capacity samples of a full batch
record Work(int capacity) {
  private static final int MEMORY = 4;
  private static final int ELEMENTARY = 32;
  private static final int DIVISION = 8;

  double of(LoopKernel kernel) {
    return block(kernel.body());
  }

  private double block(List<? extends LoopStmt> statements) {
    return statements.stream().mapToDouble(this::statement).sum();
  }

  private double statement(LoopStmt statement) {
    return switch (statement) {
      case LoopStmt.For loop -> times(List.of(loop.loop())) * block(loop.body());
      case LoopStmt.Let let -> expression(let.value());
      case LoopStmt.Store store -> MEMORY + expression(store.value());
      case LoopStmt.ScatterAdd add ->
          2 * MEMORY + expression(add.index()) + expression(add.value());
      case LoopStmt.Reduction reduction ->
          times(reduction.reduced())
              * (1 + block(reduction.lets()) + expression(reduction.element()));
      case LoopStmt.Contraction contraction ->
          times(contraction.output())
              * (2 * times(contraction.contracted()) + block(contraction.epilogue()));
      case LoopStmt.Sweep sweep ->
          times(List.of(sweep.rows())) * (block(sweep.body()) + sweep.sums().size());
    };
  }

  private double times(List<Loop> loops) {
    double times = 1;
    for (Loop loop : loops) {
      times *=
          switch (loop.extent()) {
            case Extent.Fixed(int count) -> count;
            case Extent.PerRow(int each) -> (double) each * capacity;
          };
    }
    return times;
  }

  private static double expression(LoopExpr expression) {
    return switch (expression) {
      case LoopExpr.Load _ -> MEMORY;
      case LoopExpr.Pick pick -> MEMORY + expression(pick.index());
      case LoopExpr.Uniform _ -> ELEMENTARY;
      case LoopExpr.Apply apply ->
          own(apply) + apply.arguments().stream().mapToDouble(Work::expression).sum();
      case LoopExpr.Constant _,
          LoopExpr.Read _,
          LoopExpr.Position _,
          LoopExpr.RowCount _,
          LoopExpr.StepCount _ ->
          0;
    };
  }

  private static int own(LoopExpr.Apply apply) {
    return switch (apply.primitive()) {
      case EXP, LOG, LOG1P, EXPM1, TANH, ERF, SIGMOID, SIN, COS, POWER -> ELEMENTARY;
      case DIVIDE, SQUARE_ROOT -> DIVISION;
      default -> 1;
    };
  }
}
