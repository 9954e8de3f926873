package netwright.emit;

import java.util.Optional;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.Combine;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Reduction;
import netwright.loop.LoopStmt.Store;
import netwright.shared.SharedSums;

/// Sums of columns, such as the gradient of a bias, as calls of `netwright.shared.SharedSums`, which goes over the matrix
/// row by row.
final class SharedColumnSums {
  private static final String OWNER = "netwright/shared/SharedSums";
  private static final String DESCRIPTOR = "([FII[FI[FIIII)V";

  /// Columns whose lanes fill half of the first cache.
  private static final int MOST_AT_ONCE = 256;

  private final MethodEmitter method;
  private final Lanes.Shared tile;

  SharedColumnSums(MethodEmitter method, Lanes.Shared tile) {
    this.method = method;
    this.tile = tile;
  }

  /// The sums of what is at `source` over the rows, for each column; they go to `target`.
  private record Sums(Loop column, Loop row, Load source, Load target, Buffer memory) {
    boolean areNeighbours() {
      return source.position().stride(column.index()) == 1
          && target.position().stride(column.index()) == 1;
    }

    int atOnce() {
      return Math.min(MOST_AT_ONCE, memory.length() / SharedSums.LANES);
    }
  }

  /// Writes the loop; false, and nothing is written, if it is not worth while or has another form.
  boolean emit(For loop) {
    Optional<Sums> found =
        sums(loop)
            .filter(sums -> sums.areNeighbours() && sums.atOnce() > 0)
            .filter(sums ->
                (long) method.most(sums.column()) * method.most(sums.row()) >= tile.least());
    found.ifPresent(this::call);
    return found.isPresent();
  }

  private static Optional<Sums> sums(For loop) {
    return loop.parallel()
            && loop.body().size() == 2
            && loop.body().getFirst() instanceof Reduction reduction
            && reduction.combine() == Combine.SUM
            && reduction.reduced().size() == 1
            && reduction.lets().isEmpty()
            && reduction.element() instanceof Load source
            && source.type() == ElementType.F32
            && loop.body().getLast() instanceof Store store
            && store.value().equals(new Read(reduction.result()))
            && store.buffer().space().element() == ElementType.F32
        ? Optional.of(
            new Sums(
                loop.loop(),
                reduction.reduced().getFirst(),
                source,
                new Load(store.buffer(), store.position()),
                reduction.lanes()))
        : Optional.empty();
  }

  private void call(Sums sums) {
    method.scoped(() -> {
      Code code = method.code();
      Index row = sums.row().index();
      method.frame().bind(sums.column().index(), Frame.Place.constant(0));
      method.frame().bind(row, Frame.Place.constant(0));
      method.element(sums.source());
      code.constant(sums.source().position().stride(row));
      method.element(sums.target());
      method.element(sums.memory(), Affine.of(0));
      code.constant(sums.atOnce());
      method.count(sums.row().extent());
      method.count(sums.column().extent());
      code.invokeStatic(OWNER, "run", DESCRIPTOR);
    });
  }
}
