package netwright.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Position;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopExpr.Uniform;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;

/// Moves values that are the same in every iteration of a loop in front of it, as lets.
///
/// HotSpot does not do this for calls, nor for loads from an array that the loop also writes elsewhere; and what has
/// been moved is one value for all lanes of a vector. A load moves only if nothing in the loop writes to its buffer.
final class Invariants {
  private int names;

  private Invariants() {}

  /// `body` with all invariant values outside their loops.
  static List<LoopStmt> hoist(List<LoopStmt> body) {
    return new Invariants().block(body);
  }

  private List<LoopStmt> block(List<LoopStmt> statements) {
    List<LoopStmt> block = new ArrayList<>();
    for (LoopStmt statement : statements) {
      block.addAll(statement(statement));
    }
    return block;
  }

  private List<LoopStmt> statement(LoopStmt statement) {
    return switch (statement) {
      case For loop when runs(List.of(loop.loop())) -> loop(loop);
      case Reduction reduction when runs(reduction.reduced()) -> reduction(reduction);
      case Contraction contraction when runs(contraction.output()) -> contraction(contraction);
      case For _,
          Reduction _,
          Contraction _,
          Let _,
          Store _,
          LoopStmt.ScatterAdd _,
          LoopStmt.Sweep _ ->
          List.of(statement);
    };
  }

  private static boolean runs(List<Loop> loops) {
    return loops.stream()
        .noneMatch(loop -> loop.extent() instanceof Extent.Fixed(int count) && count == 0);
  }

  private List<LoopStmt> loop(For loop) {
    Region region = new Region(List.of(loop.loop()), List.of());
    List<LoopStmt> body = region.rewrite(block(loop.body()));
    return region.before(new For(loop.loop(), loop.parallel(), body));
  }

  private List<LoopStmt> reduction(Reduction reduction) {
    Region region = new Region(reduction.reduced(), List.of(reduction.lanes()));
    List<Let> lets = region.rewrite(reduction.lets()).stream().map(Let.class::cast).toList();
    LoopExpr element = region.rewrite(reduction.element());
    return region.before(
        new Reduction(
            reduction.result(),
            reduction.combine(),
            reduction.reduced(),
            lets,
            element,
            reduction.lanes()));
  }

  private List<LoopStmt> contraction(Contraction contraction) {
    Region region = new Region(contraction.output(), List.of(contraction.lanes()));
    region.varying.add(contraction.accumulator());
    List<LoopStmt> epilogue = region.rewrite(block(contraction.epilogue()));
    return region.before(
        new Contraction(
            contraction.output(),
            contraction.contracted(),
            contraction.left(),
            contraction.right(),
            contraction.initial(),
            contraction.order(),
            contraction.accumulator(),
            epilogue,
            contraction.lanes(),
            contraction.panels()));
  }

  /// The body of a loop: what changes in it, and what has been moved out of it.
  private final class Region {
    private final Set<Index> indices = new HashSet<>();
    private final Set<Local> varying = new HashSet<>();
    private final List<Buffer> written;
    private final List<LoopStmt> moved = new ArrayList<>();

    Region(List<Loop> loops, List<Buffer> lanes) {
      loops.forEach(loop -> indices.add(loop.index()));
      written = new ArrayList<>(lanes);
    }

    /// What has been moved, then `loop`.
    List<LoopStmt> before(LoopStmt loop) {
      moved.add(loop);
      return moved;
    }

    List<LoopStmt> rewrite(List<? extends LoopStmt> body) {
      body.forEach(this::note);
      List<LoopStmt> rest = new ArrayList<>();
      for (LoopStmt statement : body) {
        switch (statement) {
          case Let let when isInvariant(let.value()) -> {
            moved.add(let);
            varying.remove(let.local());
          }
          case Let let -> rest.add(new Let(let.local(), rewrite(let.value())));
          case Store store ->
              rest.add(new Store(store.buffer(), store.position(), rewrite(store.value())));
          case LoopStmt.ScatterAdd add ->
              rest.add(
                  new LoopStmt.ScatterAdd(
                      add.buffer(),
                      add.position(),
                      rewrite(add.index()),
                      add.stride(),
                      add.count(),
                      rewrite(add.value())));
          case For _, Reduction _, Contraction _, LoopStmt.Sweep _ -> rest.add(statement);
        }
      }
      return rest;
    }

    /// Notes what `statement` defines and writes.
    private void note(LoopStmt statement) {
      switch (statement) {
        case Let let -> varying.add(let.local());
        case Store store -> written.add(store.buffer());
        case LoopStmt.ScatterAdd add -> written.add(add.buffer());
        case For loop -> loop.body().forEach(this::note);
        case Reduction reduction -> {
          varying.add(reduction.result());
          written.add(reduction.lanes());
        }
        case Contraction contraction -> {
          written.add(contraction.lanes());
          contraction.epilogue().forEach(this::note);
        }
        case LoopStmt.Sweep sweep -> {
          sweep.body().forEach(this::note);
          sweep.sums().forEach(sum -> written.addAll(List.of(sum.result(), sum.lanes())));
        }
      }
    }

    /// `expression` with its largest invariant parts moved out.
    LoopExpr rewrite(LoopExpr expression) {
      if (isInvariant(expression)) {
        return moveOut(expression);
      }
      if (expression instanceof Apply apply) {
        return apply.map(this::rewrite);
      }
      if (expression instanceof LoopExpr.Pick pick) {
        return new LoopExpr.Pick(
            pick.buffer(), pick.position(), rewrite(pick.index()), pick.stride(), pick.count());
      }
      return expression;
    }

    private LoopExpr moveOut(LoopExpr expression) {
      if (!(expression instanceof Load
          || expression instanceof LoopExpr.Pick
          || expression instanceof Apply
          || expression instanceof Uniform)) {
        return expression;
      }
      Local local = new Local("$" + names++, expression.type());
      moved.add(new Let(local, expression));
      return new Read(local);
    }

    private boolean isInvariant(LoopExpr expression) {
      return switch (expression) {
        case Load load -> isInvariant(load.position()) && !isWritten(load.buffer());
        case LoopExpr.Pick pick ->
            isInvariant(pick.position()) && isInvariant(pick.index()) && !isWritten(pick.buffer());
        case Read read -> !varying.contains(read.local());
        case Position position -> isInvariant(position.position());
        case Uniform uniform -> isInvariant(uniform.element());
        case Apply apply -> areInvariant(apply.arguments());
        case LoopExpr.Constant _, LoopExpr.RowCount _, LoopExpr.StepCount _ -> true;
      };
    }

    private boolean areInvariant(List<LoopExpr> expressions) {
      for (LoopExpr expression : expressions) {
        if (!isInvariant(expression)) {
          return false;
        }
      }
      return true;
    }

    private boolean isInvariant(Affine position) {
      for (Affine.Term term : position.terms()) {
        if (indices.contains(term.index())) {
          return false;
        }
      }
      return true;
    }

    private boolean isWritten(Buffer buffer) {
      for (Buffer other : written) {
        if (buffer.overlaps(other)) {
          return true;
        }
      }
      return false;
    }
  }
}
