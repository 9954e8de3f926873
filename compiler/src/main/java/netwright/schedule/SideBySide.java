package netwright.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Store;

/// Makes one kernel of those that do the same with neighbours in memory, such as an optimizer's updates of parameters
/// that lie side by side.
///
/// A parallel loop is rewritten as if it were the part of a longer one that starts `before` elements into it. Where that gives the same
/// longer loop for two kernels, it does the work of both.
final class SideBySide {
  private static final Index INDEX = new Index("i");

  private final Index index;
  private final int count;
  private final int before;
  private final int total;
  private final Map<Local, Local> locals = new HashMap<>();
  private boolean possible = true;

  private SideBySide(Loop loop, int before, int total) {
    this.index = loop.index();
    this.count = count(loop);
    this.before = before;
    this.total = total;
  }

  /// `kernels` with as few as can be had that way.
  static List<LoopKernel> merged(List<LoopKernel> kernels) {
    List<LoopKernel> merged = new ArrayList<>(kernels);
    boolean changed = true;
    while (changed) {
      changed = mergeTwo(merged);
    }
    return merged;
  }

  private static boolean mergeTwo(List<LoopKernel> kernels) {
    for (int first = 0; first < kernels.size(); first++) {
      for (int second = 0; second < kernels.size(); second++) {
        int early = Math.min(first, second);
        int late = Math.max(first, second);
        Optional<LoopKernel> both =
            early < late ? together(kernels.get(first), kernels.get(second)) : Optional.empty();
        if (both.isPresent() && canWait(kernels, early, late)) {
          kernels.set(late, both.get());
          kernels.remove(early);
          return true;
        }
      }
    }
    return false;
  }

  /// Whether the kernel at place `early` may as well run with the one at place `late`.
  private static boolean canWait(List<LoopKernel> kernels, int early, int late) {
    Accesses waiting = Accesses.of(kernels.get(early));
    return kernels.subList(early + 1, late + 1).stream()
        .noneMatch(kernel -> waiting.isTiedTo(Accesses.of(kernel)));
  }

  /// One kernel for both, if `second` goes on where `first` ends.
  private static Optional<LoopKernel> together(LoopKernel first, LoopKernel second) {
    if (first.rows() != second.rows() || !isLoop(first) || !isLoop(second)) {
      return Optional.empty();
    }
    int before = count(loop(first).loop());
    if (!isNext(loop(first), loop(second), before)) {
      return Optional.empty();
    }
    int total = before + count(loop(second).loop());
    Optional<List<LoopStmt>> body = longer(first, 0, total);
    return body.isPresent() && body.equals(longer(second, before, total))
        ? Optional.of(kernel(first, total, body.get()))
        : Optional.empty();
  }

  /// Whether the first store of `second` goes on where that of `first` ends; it does for no pair but few, and is soon told.
  private static boolean isNext(For first, For second, int before) {
    Optional<Buffer> stored = stored(first);
    Optional<Buffer> next = stored(second);
    return stored.isPresent()
        && next.isPresent()
        && stored.get().space() == next.get().space()
        && stored.get().offset() + before == next.get().offset();
  }

  private static Optional<Buffer> stored(For loop) {
    for (LoopStmt statement : loop.body()) {
      if (statement instanceof Store store) {
        return Optional.of(store.buffer());
      }
    }
    return Optional.empty();
  }

  private static LoopKernel kernel(LoopKernel first, int total, List<LoopStmt> body) {
    Loop loop = new Loop(INDEX, new Extent.Fixed(total));
    return new LoopKernel(
        first.name(), first.origin(), List.of(new For(loop, true, body)), first.rows());
  }

  /// Whether `kernel` is a parallel loop of a fixed length.
  private static boolean isLoop(LoopKernel kernel) {
    return kernel.body().size() == 1
        && kernel.body().getFirst() instanceof For(Loop loop, boolean parallel, List<LoopStmt> _)
        && parallel
        && loop.extent() instanceof Extent.Fixed;
  }

  private static For loop(LoopKernel kernel) {
    return (For) kernel.body().getFirst();
  }

  private static int count(Loop loop) {
    return ((Extent.Fixed) loop.extent()).count();
  }

  /// The body of a loop of `total` iterations of which those of `kernel` are the ones from number `before` on.
  private static Optional<List<LoopStmt>> longer(LoopKernel kernel, int before, int total) {
    SideBySide part = new SideBySide(loop(kernel).loop(), before, total);
    List<LoopStmt> body = loop(kernel).body().stream().map(part::statement).toList();
    return part.possible ? Optional.of(body) : Optional.empty();
  }

  private LoopStmt statement(LoopStmt statement) {
    return switch (statement) {
      case Let(Local local, LoopExpr value) -> {
        LoopExpr rewritten = value(value);
        Local renamed = new Local("v" + locals.size(), local.type());
        locals.put(local, renamed);
        yield new Let(renamed, rewritten);
      }
      case Store(Buffer buffer, Affine position, LoopExpr value) -> {
        possible &= position.stride(index) != 0;
        Load place = place(new Load(buffer, position));
        yield new Store(place.buffer(), place.position(), value(value));
      }
      case For _,
          LoopStmt.ScatterAdd _,
          LoopStmt.Reduction _,
          LoopStmt.Contraction _,
          LoopStmt.Sweep _ ->
          impossible(statement);
    };
  }

  private LoopExpr value(LoopExpr expression) {
    return switch (expression) {
      case Load load -> load.position().stride(index) == 0 ? load : place(load);
      case Read(Local local) -> new Read(locals.getOrDefault(local, local));
      case Apply apply -> apply.map(this::value);
      case LoopExpr.Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> expression;
      case LoopExpr.Pick _, LoopExpr.Position _, LoopExpr.Uniform _ -> impossible(expression);
    };
  }

  /// The same place, as an element of a buffer for all iterations.
  private Load place(Load load) {
    Buffer buffer = load.buffer();
    possible &= load.position().equals(Affine.of(0).plus(index, 1)) && buffer.length() == count;
    return new Load(
        new Buffer(buffer.space(), buffer.offset() - before, total), Affine.of(0).plus(INDEX, 1));
  }

  private <T> T impossible(T unchanged) {
    possible = false;
    return unchanged;
  }
}
