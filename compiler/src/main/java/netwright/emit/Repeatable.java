package netwright.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Index;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;

/// Whether an output of a contraction can be computed twice: only if nothing is read where its epilogue writes, or the
/// second time would find what the first one left.
final class Repeatable {
  private final List<Place> read = new ArrayList<>();
  private final List<Place> written = new ArrayList<>();
  private final Set<Index> own = new HashSet<>();

  private Repeatable() {}

  private record Place(Buffer buffer, Affine position) {}

  static boolean is(Contraction contraction) {
    Repeatable places = new Repeatable();
    places.statement(contraction);
    return places.written.stream()
        .allMatch(store -> places.read.stream().noneMatch(load -> places.mayMeet(store, load)));
  }

  /// Where a buffer starts at an index, as in methods that kernels share, it may be anywhere.
  private boolean mayMeet(Place store, Place load) {
    return isAnywhere(store) || isAnywhere(load)
        ? store.buffer.space() == load.buffer.space()
        : store.buffer.overlaps(load.buffer);
  }

  private boolean isAnywhere(Place place) {
    return place.position.terms().stream().anyMatch(term -> !own.contains(term.index()));
  }

  private void statement(LoopStmt statement) {
    switch (statement) {
      case LoopStmt.For loop -> {
        own.add(loop.loop().index());
        loop.body().forEach(this::statement);
      }
      case LoopStmt.Let let -> expression(let.value());
      case LoopStmt.Store store -> {
        written.add(new Place(store.buffer(), store.position()));
        expression(store.value());
      }
      case LoopStmt.ScatterAdd add -> {
        added(add);
        expression(add.index());
        expression(add.value());
      }
      case LoopStmt.Reduction reduction -> {
        reduction.reduced().forEach(loop -> own.add(loop.index()));
        reduction.lets().forEach(this::statement);
        expression(reduction.element());
      }
      case Contraction contraction -> {
        contraction.output().forEach(loop -> own.add(loop.index()));
        contraction.contracted().forEach(loop -> own.add(loop.index()));
        expression(contraction.left());
        expression(contraction.right());
        contraction.initial().ifPresent(this::expression);
        contraction.epilogue().forEach(this::statement);
      }
      case LoopStmt.Sweep _ -> throw new IllegalStateException("a sweep inside a contraction");
    }
  }

  /// What is added to is read and written, wherever the index says.
  private void added(LoopStmt.ScatterAdd add) {
    Place place = new Place(add.buffer(), add.position());
    read.add(place);
    written.add(place);
  }

  private void expression(LoopExpr expression) {
    switch (expression) {
      case LoopExpr.Pick pick -> {
        read.add(new Place(pick.buffer(), pick.position()));
        expression(pick.index());
      }
      case LoopExpr.Load load -> read.add(new Place(load.buffer(), load.position()));
      case LoopExpr.Apply apply -> apply.arguments().forEach(this::expression);
      case LoopExpr.Read _,
          LoopExpr.Position _,
          LoopExpr.Uniform _,
          LoopExpr.Constant _,
          LoopExpr.RowCount _,
          LoopExpr.StepCount _ -> {}
    }
  }
}
