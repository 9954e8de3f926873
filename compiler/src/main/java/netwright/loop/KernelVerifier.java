package netwright.loop;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;
import netwright.loop.LoopStmt.Sweep;

/// Checks one kernel for [LoopVerifier].
final class KernelVerifier {
  /// The accumulators of a sum, and the rows that a sweep may go on to a multiple of.
  private static final int LANES = 16;

  /// The accumulators of as many sums as a vector has lanes.
  private static final int LANES_OF_VECTORS = 256;

  private final LoopProgram program;
  private final LoopKernel kernel;
  private final List<String> problems;
  private final Set<String> indexNames = new HashSet<>();
  private final Set<String> localNames = new HashSet<>();

  KernelVerifier(LoopProgram program, LoopKernel kernel, List<String> problems) {
    this.program = program;
    this.kernel = kernel;
    this.problems = problems;
  }

  void verify() {
    block(kernel.body(), new Scope(Map.of(), Set.of(), false));
  }

  /// What is visible at a place: the indices with the largest number of iterations of their loops, the locals, and
  /// whether a parallel loop is around it.
  private record Scope(Map<Index, Long> extents, Set<Local> locals, boolean parallel) {
    Scope {
      extents = new HashMap<>(extents);
      locals = new HashSet<>(locals);
    }

    Scope inner() {
      return new Scope(extents, locals, parallel);
    }

    Scope inner(boolean parallelLoop) {
      return new Scope(extents, locals, parallel || parallelLoop);
    }
  }

  private void block(List<? extends LoopStmt> statements, Scope scope) {
    for (LoopStmt statement : statements) {
      switch (statement) {
        case For loop -> {
          Scope inner = scope.inner(loop.parallel());
          enter(loop.loop(), inner);
          block(loop.body(), inner);
        }
        case Let let -> {
          expression(let.value(), scope);
          expect(let.value().type() == let.local().type(), let.local(), " has another type");
          define(let.local(), scope);
        }
        case Store store -> {
          expression(store.value(), scope);
          access(store.buffer(), store.position(), scope);
          expect(
              store.value().type() == store.buffer().space().element(),
              "a store of another type to ",
              store.buffer());
        }
        case LoopStmt.ScatterAdd add -> {
          expression(add.value(), scope);
          chosen(add.index(), scope);
          picked(add.buffer(), add.position(), add.stride(), add.count(), scope);
          expect(
              add.value().type() == add.buffer().space().element(),
              "a sum of another type in ",
              add.buffer());
        }
        case Reduction reduction -> reduction(reduction, scope);
        case Contraction contraction -> contraction(contraction, scope);
        case Sweep sweep -> sweep(sweep, scope);
      }
    }
  }

  private void reduction(Reduction reduction, Scope scope) {
    Scope inner = scope.inner();
    reduction.reduced().forEach(loop -> enter(loop, inner));
    block(reduction.lets(), inner);
    expression(reduction.element(), inner);
    ElementType type = reduction.element().type();
    expect(type == ElementType.F32 || type == ElementType.F64, "a reduction of ", type);
    if (reduction.combine() != Combine.ARGMAX) {
      expect(reduction.result().type() == type, reduction.result(), " has another type");
    }
    lanes(reduction.lanes(), type, scope);
    define(reduction.result(), scope);
  }

  private void contraction(Contraction contraction, Scope scope) {
    Scope outer = scope.inner();
    contraction.output().forEach(loop -> enter(loop, outer));
    contraction.initial().ifPresent(load -> expression(load, outer));
    contraction.panels().ifPresent(load -> expression(load, scope));
    Scope inner = outer.inner();
    contraction.contracted().forEach(loop -> enter(loop, inner));
    expression(contraction.left(), inner);
    expression(contraction.right(), inner);
    ElementType type = contraction.accumulator().type();
    expect(
        contraction.left().type() == type && contraction.right().type() == type,
        contraction.accumulator(),
        " has another type than its factors");
    expect(
        contraction.initial().stream().allMatch(load -> load.type() == type),
        "an initial value of another type");
    expect(
        contraction.order() == Order.SEQUENTIAL || contraction.initial().isEmpty(),
        "an initial value for a sum in sixteen lanes");
    lanes(contraction.lanes(), type, scope);
    define(contraction.accumulator(), outer);
    block(contraction.epilogue(), outer);
  }

  private void sweep(Sweep sweep, Scope scope) {
    Scope inner = scope.inner();
    expect(scope.extents().isEmpty(), "a sweep inside a loop");
    enter(sweep.rows(), inner);
    expect(sweep.rows().extent().equals(new Extent.PerRow(1)), "a sweep over something else");
    buffer(sweep.memory());
    for (LoopStmt statement : sweep.body()) {
      switch (statement) {
        case Let let -> behindLastRow(let.value(), sweep.rows().index());
        case Store store -> {
          behindLastRow(store.value(), sweep.rows().index());
          behindLastRow(store, sweep);
        }
        case For _, Reduction _, Contraction _, LoopStmt.ScatterAdd _, Sweep _ ->
            expect(false, "a sweep with a loop inside");
      }
    }
    block(sweep.body(), inner);
    for (LoopStmt.RowSum sum : sweep.sums()) {
      expression(sum.left(), inner);
      behindLastRow(sum.left(), sweep.rows().index());
      sum.right().ifPresent(right -> behindLastRow(right, sweep.rows().index()));
      sum.right().ifPresent(right -> expression(right, inner));
      ElementType type = sum.left().type();
      expect(sum.right().stream().allMatch(right -> right.type() == type), "factors of two types");
      lanes(sum.lanes(), type, scope);
      expect(sum.result().space().element() == type, sum.result(), " has another type");
      expect(sum.result().length() >= 1, sum.result(), " holds nothing");
      buffer(sum.result());
    }
  }

  /// Checks that the loads of `expression` stay inside their space up to a multiple of sixteen rows.
  private void behindLastRow(LoopExpr expression, Index row) {
    switch (expression) {
      case LoopExpr.Load load -> {
        expect(
            load.buffer().offset() + endOfRows(load.position(), row)
                <= program.size(load.buffer().space()),
            load.buffer(),
            " has too little behind the last row");
      }
      case LoopExpr.Apply apply ->
          apply.arguments().forEach(argument -> behindLastRow(argument, row));
      case LoopExpr.Pick _ -> expect(false, "a sweep with a place that depends on a value");
      case LoopExpr.Constant _,
          LoopExpr.Read _,
          LoopExpr.Position _,
          LoopExpr.Uniform _,
          LoopExpr.RowCount _,
          LoopExpr.StepCount _ -> {}
    }
  }

  /// Checks that what `sweep` keeps to itself has room up to there as well, for it is stored in whole vectors.
  private void behindLastRow(Store store, Sweep sweep) {
    Buffer buffer = store.buffer();
    expect(
        !buffer.isIn(sweep.memory())
            || endOfRows(store.position(), sweep.rows().index()) <= buffer.length(),
        buffer,
        " has too little room behind the last row");
  }

  /// The place behind a multiple of sixteen rows.
  private long endOfRows(Affine position, Index row) {
    long rows = Math.ceilDiv(program.capacity(), LANES) * (long) LANES;
    return position.constant() + rows * position.stride(row);
  }

  private void lanes(Buffer lanes, ElementType type, Scope scope) {
    int least = scope.parallel() ? LANES_OF_VECTORS : LANES;
    expect(lanes.length() >= least, lanes, " holds fewer than ", least, " lanes");
    expect(lanes.space().element() == type, lanes, " holds lanes of another type");
    buffer(lanes);
  }

  private void enter(Loop loop, Scope scope) {
    expect(indexNames.add(loop.index().name()), "two loops over ", loop.index());
    long extent =
        switch (loop.extent()) {
          case Extent.Fixed fixed -> fixed.count();
          case Extent.PerRow perRow -> (long) perRow.times() * program.capacity();
        };
    expect(extent >= 0 && extent <= Integer.MAX_VALUE, "a loop of ", extent, " iterations");
    scope.extents().put(loop.index(), extent);
  }

  private void define(Local local, Scope scope) {
    expect(localNames.add(local.name()), local, " is defined twice");
    scope.locals().add(local);
  }

  private void expression(LoopExpr expression, Scope scope) {
    switch (expression) {
      case LoopExpr.Load load -> access(load.buffer(), load.position(), scope);
      case LoopExpr.Pick pick -> {
        chosen(pick.index(), scope);
        picked(pick.buffer(), pick.position(), pick.stride(), pick.count(), scope);
      }
      case LoopExpr.Read read ->
          expect(scope.locals().contains(read.local()), read.local(), " is not defined here");
      case LoopExpr.Position position -> indices(position.position(), scope);
      case LoopExpr.Uniform uniform -> indices(uniform.element(), scope);
      case LoopExpr.Apply apply -> {
        apply.arguments().forEach(argument -> expression(argument, scope));
        String mistake = PrimitiveTypes.mistake(apply);
        expect(mistake.isEmpty(), mistake);
      }
      case LoopExpr.Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> {}
    }
  }

  /// Checks the index of a choice. An integer would be taken as it is, wherever that leads.
  private void chosen(LoopExpr index, Scope scope) {
    expression(index, scope);
    ElementType type = index.type();
    expect(type == ElementType.F32 || type == ElementType.F64, "a choice by ", type);
  }

  /// Checks the first and the last place that an index may choose.
  private void picked(Buffer buffer, Affine position, int stride, int count, Scope scope) {
    expect(count >= 1, "a choice among ", count);
    access(buffer, position, scope);
    access(buffer, position.plus(stride * (count - 1)), scope);
  }

  private void indices(Affine position, Scope scope) {
    for (Affine.Term term : position.terms()) {
      expect(scope.extents().containsKey(term.index()), "no loop over ", term.index(), " here");
    }
  }

  private void access(Buffer buffer, Affine position, Scope scope) {
    buffer(buffer);
    indices(position, scope);
    long lowest = position.constant();
    long highest = lowest;
    for (Affine.Term term : position.terms()) {
      long last = scope.extents().getOrDefault(term.index(), 1L) - 1;
      lowest += Math.min(0, term.stride() * last);
      highest += Math.max(0, term.stride() * last);
    }
    boolean empty = scope.extents().containsValue(0L);
    expect(
        empty || (lowest >= 0 && highest < buffer.length()),
        buffer,
        "[",
        position,
        "] reaches from ",
        lowest,
        " to ",
        highest);
  }

  private void buffer(Buffer buffer) {
    int size = program.size(buffer.space());
    boolean inside = buffer.offset() >= 0 && buffer.length() >= 0;
    expect(
        inside && (long) buffer.offset() + buffer.length() <= size,
        buffer,
        " is outside its space of ",
        size);
  }

  /// Notes the problem that `parts` say one after the other, unless it `holds`.
  private void expect(boolean holds, Object... parts) {
    if (!holds) {
      StringBuilder problem = new StringBuilder(kernel.name()).append(": ");
      for (Object part : parts) {
        problem.append(part);
      }
      problems.add(problem.toString());
    }
  }
}
