package netwright.schedule;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import netwright.loop.Buffer;
import netwright.loop.Combine;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Store;
import netwright.loop.LoopStmt.Sweep;
import netwright.loop.Order;

/// What a kernel runs over, reads and writes.
final class Loops {
  private Loops() {}

  /// Whether some loop of `kernel` runs over the rows.
  static boolean overRows(LoopKernel kernel) {
    return kernel.body().stream().anyMatch(Loops::overRows);
  }

  private static boolean overRows(LoopStmt statement) {
    return switch (statement) {
      case For loop -> overRows(loop.loop()) || loop.body().stream().anyMatch(Loops::overRows);
      case Reduction reduction -> reduction.reduced().stream().anyMatch(Loops::overRows);
      case Contraction contraction ->
          contraction.output().stream().anyMatch(Loops::overRows)
              || contraction.contracted().stream().anyMatch(Loops::overRows);
      case Sweep _ -> true;
      case Let _, Store _, LoopStmt.ScatterAdd _ -> false;
    };
  }

  private static boolean overRows(Loop loop) {
    return loop.extent() instanceof Extent.PerRow;
  }

  /// Whether `kernel` starts with sums in sixteen lanes over the rows alone.
  static boolean sumsRows(LoopKernel kernel) {
    return sumsRows(kernel.body().getFirst());
  }

  private static boolean sumsRows(LoopStmt statement) {
    return switch (statement) {
      case For loop -> !overRows(loop.loop()) && sumsRows(loop.body().getFirst());
      case Reduction reduction -> reduction.combine() == Combine.SUM && isRows(reduction.reduced());
      case Contraction contraction ->
          contraction.order() == Order.SIXTEEN_LANES && isRows(contraction.contracted());
      case Let _, Store _, LoopStmt.ScatterAdd _, Sweep _ -> false;
    };
  }

  private static boolean isRows(List<Loop> loops) {
    return loops.size() == 1 && loops.getFirst().extent().equals(new Extent.PerRow(1));
  }

  /// How many elements `kernel`, which is not over rows, computes or joins.
  static long elements(LoopKernel kernel) {
    return elements(kernel.body());
  }

  private static long elements(List<? extends LoopStmt> statements) {
    return statements.stream().mapToLong(Loops::elements).sum();
  }

  private static long elements(LoopStmt statement) {
    return switch (statement) {
      case For loop -> iterations(List.of(loop.loop())) * elements(loop.body());
      case Reduction reduction -> iterations(reduction.reduced());
      case Contraction contraction ->
          iterations(contraction.output()) * iterations(contraction.contracted());
      case Store _, LoopStmt.ScatterAdd _ -> 1;
      case Let _, Sweep _ -> 0;
    };
  }

  private static long iterations(List<Loop> loops) {
    long iterations = 1;
    for (Loop loop : loops) {
      iterations *= loop.extent() instanceof Extent.Fixed(int count) ? count : 1;
    }
    return iterations;
  }

  /// The buffers that `statements` store to.
  static Set<Buffer> written(List<? extends LoopStmt> statements) {
    Set<Buffer> written = new LinkedHashSet<>();
    statements.forEach(statement -> written(statement, written));
    return written;
  }

  private static void written(LoopStmt statement, Set<Buffer> written) {
    switch (statement) {
      case For loop -> written.addAll(written(loop.body()));
      case Store store -> written.add(store.buffer());
      case LoopStmt.ScatterAdd add -> written.add(add.buffer());
      case Contraction contraction -> written.addAll(written(contraction.epilogue()));
      case Sweep sweep -> {
        written.addAll(written(sweep.body()));
        sweep.sums().forEach(sum -> written.add(sum.result()));
      }
      case Let _, Reduction _ -> {}
    }
  }

  /// The buffers that `statements` load from.
  static Set<Buffer> read(List<? extends LoopStmt> statements) {
    Set<Buffer> read = new LinkedHashSet<>();
    statements.forEach(statement ->
        rewrite(
            statement,
            load -> {
              read.add(load.buffer());
              return load;
            }));
    return read;
  }

  /// `statement` with each load put in another's place.
  static LoopStmt rewrite(LoopStmt statement, UnaryOperator<Load> loads) {
    return switch (statement) {
      case For loop -> new For(loop.loop(), loop.parallel(), rewrite(loop.body(), loads));
      case Let let -> let(let, loads);
      case Store store ->
          new Store(store.buffer(), store.position(), rewrite(store.value(), loads));
      case LoopStmt.ScatterAdd add ->
          new LoopStmt.ScatterAdd(
              add.buffer(),
              add.position(),
              rewrite(add.index(), loads),
              add.stride(),
              add.count(),
              rewrite(add.value(), loads));
      case Reduction reduction ->
          new Reduction(
              reduction.result(),
              reduction.combine(),
              reduction.reduced(),
              reduction.lets().stream().map(let -> let(let, loads)).toList(),
              rewrite(reduction.element(), loads),
              reduction.lanes());
      case Contraction contraction -> {
        Optional<Load> initial = contraction.initial().map(loads);
        yield new Contraction(
            contraction.output(),
            contraction.contracted(),
            loads.apply(contraction.left()),
            loads.apply(contraction.right()),
            initial,
            contraction.order(),
            contraction.accumulator(),
            rewrite(contraction.epilogue(), loads),
            contraction.lanes(),
            contraction.panels());
      }
      case Sweep sweep ->
          new Sweep(
              sweep.rows(),
              rewrite(sweep.body(), loads),
              sweep.sums().stream().map(sum -> rewrite(sum, loads)).toList(),
              sweep.memory());
    };
  }

  private static RowSum rewrite(RowSum sum, UnaryOperator<Load> loads) {
    return new RowSum(
        rewrite(sum.left(), loads),
        sum.right().map(right -> rewrite(right, loads)),
        sum.result(),
        sum.lanes());
  }

  static List<LoopStmt> rewrite(List<LoopStmt> statements, UnaryOperator<Load> loads) {
    return statements.stream().map(statement -> rewrite(statement, loads)).toList();
  }

  private static Let let(Let let, UnaryOperator<Load> loads) {
    return new Let(let.local(), rewrite(let.value(), loads));
  }

  private static LoopExpr rewrite(LoopExpr expression, UnaryOperator<Load> loads) {
    return switch (expression) {
      case Load load -> loads.apply(load);
      case LoopExpr.Pick pick -> {
        Load first = loads.apply(new Load(pick.buffer(), pick.position()));
        yield new LoopExpr.Pick(
            first.buffer(),
            first.position(),
            rewrite(pick.index(), loads),
            pick.stride(),
            pick.count());
      }
      case Apply apply -> apply.map(argument -> rewrite(argument, loads));
      case LoopExpr.Constant _,
          LoopExpr.Read _,
          LoopExpr.Position _,
          LoopExpr.RowCount _,
          LoopExpr.StepCount _,
          LoopExpr.Uniform _ ->
          expression;
    };
  }
}
