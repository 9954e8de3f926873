package netwright.emit;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Constant;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Store;
import netwright.loop.LoopStmt.Sweep;

/// Comparisons that are asked for once, written where that is: scalar code then chooses by the comparison itself, and not by
/// a 0 or 1 that was made of it before.
final class MasksInPlace {
  private final Map<Local, Integer> uses = new HashMap<>();
  private final Map<Local, LoopExpr> comparisons = new HashMap<>();

  private MasksInPlace(Sweep sweep) {
    sweep.body().forEach(statement -> count(value(statement)));
    for (RowSum sum : sweep.sums()) {
      count(sum.left());
      sum.right().ifPresent(this::count);
    }
  }

  /// `sweep` without variables for such comparisons.
  static Sweep of(Sweep sweep) {
    return new MasksInPlace(sweep).rewrite(sweep);
  }

  private static LoopExpr value(LoopStmt statement) {
    return switch (statement) {
      case Let(Local _, LoopExpr value) -> value;
      case Store store -> store.value();
      case LoopStmt.For _,
          LoopStmt.ScatterAdd _,
          LoopStmt.Reduction _,
          LoopStmt.Contraction _,
          Sweep _ ->
          throw new IllegalStateException("no statement of a sweep");
    };
  }

  private void count(LoopExpr expression) {
    if (expression instanceof Read(Local local)) {
      uses.merge(local, 1, Integer::sum);
    } else if (expression instanceof Apply apply) {
      apply.arguments().forEach(this::count);
    } else if (expression instanceof LoopExpr.Pick pick) {
      count(pick.index());
    }
  }

  private Sweep rewrite(Sweep sweep) {
    List<LoopStmt> body =
        sweep.body().stream().filter(statement -> !isTaken(statement)).map(this::rewrite).toList();
    List<RowSum> sums = sweep.sums().stream().map(this::rewrite).toList();
    return new Sweep(sweep.rows(), body, sums, sweep.memory());
  }

  /// Takes a comparison of values that are at hand until it is asked for.
  private boolean isTaken(LoopStmt statement) {
    if (statement instanceof Let(Local local, Apply comparison)
        && comparison.primitive().isComparison()
        && comparison.arguments().stream().allMatch(MasksInPlace::isAtHand)
        && uses.getOrDefault(local, 0) == 1) {
      comparisons.put(local, rewrite(comparison));
      return true;
    }
    return false;
  }

  private static boolean isAtHand(LoopExpr expression) {
    return expression instanceof Constant || expression instanceof Read;
  }

  private LoopStmt rewrite(LoopStmt statement) {
    return switch (statement) {
      case Let(Local local, LoopExpr value) -> new Let(local, rewrite(value));
      case Store store -> new Store(store.buffer(), store.position(), rewrite(store.value()));
      case LoopStmt.For _,
          LoopStmt.ScatterAdd _,
          LoopStmt.Reduction _,
          LoopStmt.Contraction _,
          Sweep _ ->
          statement;
    };
  }

  private RowSum rewrite(RowSum sum) {
    return new RowSum(
        rewrite(sum.left()), sum.right().map(this::rewrite), sum.result(), sum.lanes());
  }

  private LoopExpr rewrite(LoopExpr expression) {
    return switch (expression) {
      case Read(Local local) -> comparisons.getOrDefault(local, expression);
      case Apply apply -> apply.map(this::rewrite);
      case LoopExpr.Pick pick ->
          new LoopExpr.Pick(
              pick.buffer(), pick.position(), rewrite(pick.index()), pick.stride(), pick.count());
      case Constant _,
          LoopExpr.Load _,
          LoopExpr.Position _,
          LoopExpr.Uniform _,
          LoopExpr.RowCount _,
          LoopExpr.StepCount _ ->
          expression;
    };
  }
}
