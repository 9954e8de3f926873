package netwright.emit;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import netwright.loop.Affine;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;

/// The indices and locals that statements use, and those that they define.
final class FreeVariables {
  private final Set<Index> indices = new LinkedHashSet<>();
  private final Set<Local> locals = new LinkedHashSet<>();
  private final Set<Index> ownIndices = new LinkedHashSet<>();
  private final Set<Local> ownLocals = new LinkedHashSet<>();

  private FreeVariables() {}

  /// What `statements` use and do not define themselves.
  static FreeVariables of(List<? extends LoopStmt> statements) {
    FreeVariables free = new FreeVariables();
    statements.forEach(free::statement);
    free.indices.removeAll(free.ownIndices);
    free.locals.removeAll(free.ownLocals);
    return free;
  }

  List<Index> indices() {
    return List.copyOf(indices);
  }

  List<Local> locals() {
    return List.copyOf(locals);
  }

  private void statement(LoopStmt statement) {
    switch (statement) {
      case LoopStmt.For loop -> {
        own(loop.loop());
        loop.body().forEach(this::statement);
      }
      case LoopStmt.Let let -> {
        expression(let.value());
        ownLocals.add(let.local());
      }
      case LoopStmt.Store store -> {
        position(store.position());
        expression(store.value());
      }
      case LoopStmt.ScatterAdd add -> {
        position(add.position());
        expression(add.index());
        expression(add.value());
      }
      case LoopStmt.Reduction reduction -> {
        reduction.reduced().forEach(this::own);
        reduction.lets().forEach(this::statement);
        expression(reduction.element());
        ownLocals.add(reduction.result());
      }
      case LoopStmt.Contraction contraction -> {
        contraction.output().forEach(this::own);
        contraction.contracted().forEach(this::own);
        expression(contraction.left());
        expression(contraction.right());
        contraction.initial().ifPresent(this::expression);
        contraction.panels().ifPresent(this::expression);
        ownLocals.add(contraction.accumulator());
        contraction.epilogue().forEach(this::statement);
      }
      case LoopStmt.Sweep sweep -> {
        own(sweep.rows());
        sweep.body().forEach(this::statement);
        for (LoopStmt.RowSum sum : sweep.sums()) {
          expression(sum.left());
          sum.right().ifPresent(this::expression);
        }
      }
    }
  }

  private void own(Loop loop) {
    ownIndices.add(loop.index());
  }

  private void expression(LoopExpr expression) {
    switch (expression) {
      case LoopExpr.Load load -> position(load.position());
      case LoopExpr.Pick pick -> {
        position(pick.position());
        expression(pick.index());
      }
      case LoopExpr.Read read -> locals.add(read.local());
      case LoopExpr.Position position -> position(position.position());
      case LoopExpr.Uniform uniform -> position(uniform.element());
      case LoopExpr.Apply apply -> apply.arguments().forEach(this::expression);
      case LoopExpr.Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> {}
    }
  }

  private void position(Affine position) {
    position.terms().forEach(term -> indices.add(term.index()));
  }
}
