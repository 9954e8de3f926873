package netwright.emit;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.function.ToIntFunction;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.Contraction;

/// How a contraction is done in tiles: with which vectors, and along which output loop. Few columns fill the lanes of wide
/// vectors badly; fewer lanes may be filled better, or the rows may be put into the lanes instead.
///
/// @param contraction its last output loop is the one whose iterations are side by side in vectors
record TileChoice(Contraction contraction, Tiling tiling) {
  private static final int LEAST_LANES = 4;

  /// With more vectors than these a row has few idle lanes, and twice as many tiles read the other factor twice as often:
  /// 72 instead of 95 GFLOP/s for the gradient of a weight with 103 columns.
  private static final int MOST_VECTORS = 4;

  /// What storing one sum by itself costs, in the unit of [TileCosts].
  private static final double COST_OF_SCALAR_STORE = 4;

  /// The choice that does least work; none if vectors cannot do it.
  ///
  /// @param narrow whether vectors may have fewer lanes than that: see [WorkShares]
  /// @param width the number of iterations of a loop, or the most there can be
  static Optional<TileChoice> best(
      Contraction contraction, TileCosts costs, boolean narrow, ToIntFunction<Loop> width) {
    Optional<TileChoice> best =
        narrow
            ? columnsInLanes(contraction, costs, width)
            : Tilings.best(contraction, widest(contraction, costs), costs, width)
                .map(tiling -> new TileChoice(contraction, tiling));
    return best.map(choice ->
        rowsInLanes(choice, costs, width)
            .filter(turned -> turned.work(costs, width) < choice.work(costs, width))
            .orElse(choice));
  }

  private static int widest(Contraction contraction, TileCosts costs) {
    return costs.widest() / TileShape.words(contraction);
  }

  private static Optional<TileChoice> columnsInLanes(
      Contraction contraction, TileCosts costs, ToIntFunction<Loop> width) {
    int widest = widest(contraction, costs);
    Optional<Tiling> whole = Tilings.best(contraction, widest, costs, width);
    if (whole.isEmpty()
        || !(contraction.output().getLast().extent() instanceof Extent.Fixed(int columns))
        || columns > MOST_VECTORS * widest) {
      return whole.map(tiling -> new TileChoice(contraction, tiling));
    }
    TileChoice least = new TileChoice(contraction, whole.get());
    for (int lanes = widest; columns % lanes != 0 && lanes > LEAST_LANES; lanes /= 2) {
      Optional<Tiling> narrower = Tilings.best(contraction, lanes / 2, costs, width);
      if (narrower.isPresent()) {
        TileChoice choice = new TileChoice(contraction, narrower.get());
        least = choice.work(costs, width) <= least.work(costs, width) ? choice : least;
      }
    }
    return Optional.of(least);
  }

  /// The rows in the lanes, if these are neighbours as they are, as in the gradient of a weight, and the sums are but
  /// stored: one by one, for they are not neighbours there.
  private static Optional<TileChoice> rowsInLanes(
      TileChoice choice, TileCosts costs, ToIntFunction<Loop> width) {
    Contraction contraction = choice.contraction;
    int widest = widest(contraction, costs);
    Loop last = contraction.output().getLast();
    if (choice.tiling.row().isEmpty()
        || width.applyAsInt(last) >= widest
        || contraction.initial().isPresent()
        || !isPlainStore(contraction)) {
      return Optional.empty();
    }
    List<Loop> output = new ArrayList<>(contraction.output());
    Collections.swap(output, output.indexOf(choice.tiling.row().orElseThrow()), output.size() - 1);
    Contraction turned = contraction.withOutput(output);
    Index lanes = output.getLast().index();
    return Tilings.best(turned, widest, costs, width)
        .filter(tiling -> tiling.packing() == Staging.Packing.NONE)
        .filter(tiling -> tiling.other().position().stride(lanes) == 0)
        .map(tiling -> new TileChoice(turned, tiling));
  }

  private static boolean isPlainStore(Contraction contraction) {
    return contraction.epilogue().size() == 1
        && contraction.epilogue().getFirst() instanceof LoopStmt.Store store
        && store.value() instanceof LoopExpr.Read;
  }

  private double work(TileCosts costs, ToIntFunction<Loop> width) {
    Loop last = contraction.output().getLast();
    int columns = width.applyAsInt(last);
    int words = TileShape.words(contraction);
    double products =
        tiling.length()
            * costs.of(tiling.shape(), tiling.rowCount(), columns * words, tiling.lanes() * words);
    LaneScope scope = new LaneScope(last.index(), contraction.accumulator().type());
    scope.vary(contraction.accumulator());
    if (!scope.allows(contraction.epilogue())) {
      return products + COST_OF_SCALAR_STORE * tiling.rowCount() * columns;
    }
    boolean masked = columns % tiling.lanes() != 0 && !tiling.canFill(columns);
    return masked ? products + costs.maskedRow() * tiling.rowCount() : products;
  }
}
