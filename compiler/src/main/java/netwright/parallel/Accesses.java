package netwright.parallel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;
import netwright.loop.Space;

/// What a kernel reads and writes, and what else it depends on.
final class Accesses {
  private final List<Access> accesses = new ArrayList<>();
  private final List<Affine> numbers = new ArrayList<>();
  private int loopsOverRows;
  private boolean countsRows;
  private boolean sharesLanes;

  private Accesses() {}

  private record Access(Buffer buffer, Affine position, boolean written) {}

  static Accesses of(LoopKernel kernel) {
    Accesses accesses = new Accesses();
    accesses.block(kernel.body());
    return accesses;
  }

  /// Whether one of the two sides writes what the other one uses.
  boolean conflictsWith(Footprint others) {
    return accesses.stream().anyMatch(mine -> others.conflictsWith(mine.buffer, mine.written));
  }

  /// Adds what the kernel uses to `all`.
  void addTo(Footprint all) {
    accesses.forEach(mine -> all.add(mine.buffer, mine.written));
  }

  /// Whether its sums work in memory that threads have in common.
  boolean sharesLanes() {
    return sharesLanes;
  }

  /// How many loops run over the samples.
  int loopsOverRows() {
    return loopsOverRows;
  }

  /// Whether the number of samples is used as a value.
  boolean countsRows() {
    return countsRows;
  }

  /// Whether a position along `index` is used as a value.
  boolean numbers(Index index) {
    return numbers.stream().anyMatch(position -> position.stride(index) != 0);
  }

  /// How far each buffer's elements move when `index` grows by one; empty if the iterations over it cannot be told apart
  /// by their places: if they write the same elements, or one buffer moves in two ways.
  Optional<Map<Buffer, Integer>> strides(Index index) {
    Map<Buffer, Integer> strides = new HashMap<>();
    for (Access access : accesses) {
      int stride = access.position.stride(index);
      Integer other = strides.putIfAbsent(access.buffer, stride);
      boolean same = other == null || other == stride;
      if (!same || stride < (access.written ? 1 : 0) || overlapsAnother(access)) {
        return Optional.empty();
      }
    }
    return Optional.of(strides);
  }

  private boolean overlapsAnother(Access access) {
    return access.written
        && accesses.stream()
            .map(Access::buffer)
            .anyMatch(other -> !other.equals(access.buffer) && other.overlaps(access.buffer));
  }

  private void block(List<? extends LoopStmt> statements) {
    for (LoopStmt statement : statements) {
      switch (statement) {
        case LoopStmt.For loop -> {
          loop(loop.loop());
          block(loop.body());
        }
        case LoopStmt.Let let -> expression(let.value());
        case LoopStmt.Store store -> {
          accesses.add(new Access(store.buffer(), store.position(), true));
          expression(store.value());
        }
        case LoopStmt.ScatterAdd add -> {
          accesses.add(new Access(add.buffer(), add.position(), true));
          expression(add.index());
          expression(add.value());
        }
        case LoopStmt.Reduction reduction -> {
          reduction.reduced().forEach(this::loop);
          block(reduction.lets());
          expression(reduction.element());
          lanes(reduction.lanes());
        }
        case LoopStmt.Contraction contraction -> {
          contraction.output().forEach(this::loop);
          contraction.contracted().forEach(this::loop);
          expression(contraction.left());
          expression(contraction.right());
          contraction.initial().ifPresent(this::expression);
          contraction.panels().ifPresent(this::expression);
          block(contraction.epilogue());
          lanes(contraction.lanes());
        }
        case LoopStmt.Sweep sweep -> sweep(sweep);
      }
    }
  }

  private void sweep(LoopStmt.Sweep sweep) {
    loop(sweep.rows());
    block(sweep.body());
    write(sweep.memory());
    for (LoopStmt.RowSum sum : sweep.sums()) {
      expression(sum.left());
      sum.right().ifPresent(this::expression);
      write(sum.result());
      lanes(sum.lanes());
    }
  }

  private void write(Buffer buffer) {
    accesses.add(new Access(buffer, Affine.of(0), true));
  }

  private void loop(Loop loop) {
    loopsOverRows += loop.extent() instanceof Extent.PerRow ? 1 : 0;
  }

  private void lanes(Buffer lanes) {
    if (lanes.space() != Space.LANES) {
      sharesLanes = true;
      write(lanes);
    }
  }

  private void expression(LoopExpr expression) {
    switch (expression) {
      case LoopExpr.Load load -> accesses.add(new Access(load.buffer(), load.position(), false));
      case LoopExpr.Pick pick -> {
        accesses.add(new Access(pick.buffer(), pick.position(), false));
        expression(pick.index());
      }
      case LoopExpr.Position position -> numbers.add(position.position());
      case LoopExpr.Uniform uniform -> numbers.add(uniform.element());
      case LoopExpr.RowCount _ -> countsRows = true;
      case LoopExpr.Apply apply -> apply.arguments().forEach(this::expression);
      case LoopExpr.Constant _, LoopExpr.Read _, LoopExpr.StepCount _ -> {}
    }
  }
}
