package netwright.emit;

import java.util.List;
import java.util.Optional;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.LoopStmt.For;
import netwright.loop.Order;

/// Contractions with vectors. A sequential sum whose outputs are neighbours in memory becomes register tiles: a method
/// for each shape of tile, called for one tile after the other. A sum in sixteen lanes goes along its elements where
/// these are neighbours, else along its outputs.
final class LaneContractions {
  private static final int NARROWEST = 4;
  private static final int NARROWEST_OF_LONG_SUMS = 2;
  private static final int LONG_SUM = 16;

  private final MethodEmitter method;
  private final Code code;
  private final int lanes;

  LaneContractions(MethodEmitter method, int lanes) {
    this.method = method;
    this.code = method.code();
    this.lanes = lanes;
  }

  /// Writes `contraction` with vectors; false, and nothing is written, if it stays scalar.
  boolean emit(Contraction contraction) {
    if (contraction.accumulator().type() != method.elements()) {
      method.decide("one sum at a time: its type is not that of the vectors");
      return false;
    }
    if (contraction.order() == Order.SIXTEEN_LANES) {
      return alongElements(contraction) || alongOutputs(contraction);
    }
    return inTiles(contraction);
  }

  private boolean alongElements(Contraction contraction) {
    List<Loop> contracted = contraction.contracted();
    if (!HorizontalLanes.allows(contracted)) {
      return false;
    }
    LaneScope scope = new LaneScope(contracted.getLast().index(), method.elements());
    boolean leftShared = scope.isShared(contraction.left());
    if (!scope.allows(contraction.left())
        || !scope.allows(contraction.right())
        || (leftShared && scope.isShared(contraction.right()))) {
      return false;
    }
    Load first = leftShared ? contraction.right() : contraction.left();
    Load second = leftShared ? contraction.left() : contraction.right();
    VectorCode vectors = VectorCode.of(method, lanes);
    method.decide("sums in sixteen lanes, along their elements, which are neighbours");
    method.loops(
        contraction.output(),
        () -> {
          new HorizontalLanes(method, lanes, contraction.lanes())
              .accumulate(
                  contracted,
                  scope,
                  0,
                  (expressions, accumulator) -> {
                    expressions.push(first);
                    expressions.push(second);
                    vectors.push(accumulator);
                    vectors.fma();
                  });
          ScalarAccumulators accumulators =
              new ScalarAccumulators(method, method.elements(), contraction.lanes());
          new SixteenLanes(method, accumulators).treeInMemory();
          method.define(contraction.accumulator());
          new Statements(method).block(contraction.epilogue());
        });
    return true;
  }

  /// As a parallel loop over the last output around what is left.
  private boolean alongOutputs(Contraction contraction) {
    List<Loop> output = contraction.output();
    if (output.isEmpty()) {
      method.decide("one sum at a time: its elements are no neighbours, or too few");
      return false;
    }
    Contraction inner = contraction.withOutput(List.of());
    For last = new For(output.getLast(), true, List.of(inner));
    if (!LaneLoops.allows(last, method.elements())) {
      method.decide("one sum at a time: neither elements nor outputs are neighbours, or too few");
      return false;
    }
    method.decide("sums in sixteen lanes, neighbours among the outputs side by side");
    method.loops(
        output.subList(0, output.size() - 1), () -> new Statements(method).statement(last));
    return true;
  }

  private boolean inTiles(Contraction contraction) {
    Optional<FewColumns> few = FewColumns.of(method, contraction, lanes);
    if (few.isPresent()) {
      method.decide("rows in lanes, sorted by permutations: few columns, and short sums");
      few.get().write(method, lanes);
      return true;
    }
    if (contraction.lanes().length() < TileShape.MEMORY
        || contraction.output().isEmpty()
        || isNarrow(contraction)) {
      method.decide("one sum at a time: few columns, or none");
      return false;
    }
    boolean narrow = !method.owner().shares().isSmall(contraction);
    Optional<TileChoice> choice =
        TileChoice.best(contraction, costs(contraction), narrow, method::most);
    if (choice.isEmpty()) {
      method.decide("one sum at a time: no factor can be read along the columns");
    }
    choice.ifPresent(found -> inTiles(contraction, found));
    return choice.isPresent();
  }

  private void inTiles(Contraction contraction, TileChoice choice) {
    Contraction chosen = choice.contraction();
    Optional<NarrowEnd> narrow =
        method.owner().shares().isMost(contraction)
            ? NarrowEnd.of(chosen, choice.tiling(), costs(chosen), method::most)
            : Optional.empty();
    Tiling tiling = narrow.map(NarrowEnd::before).orElse(choice.tiling());
    TileCalls calls = new TileCalls(method, chosen, tiling, narrow.map(NarrowEnd::end), lanes);
    explain(contraction, choice, narrow);
    method.loops(tiling.others(), () -> method.scoped(calls::write));
  }

  private TileCosts costs(Contraction contraction) {
    return TileCosts.of(method.owner().lanes(), lanes * TileShape.words(contraction));
  }

  /// Whether there are so few columns that they are done faster one by one.
  private boolean isNarrow(Contraction contraction) {
    boolean longSum =
        contraction.contracted().stream()
            .mapToInt(method::most)
            .anyMatch(count -> count >= LONG_SUM);
    int least = longSum ? NARROWEST_OF_LONG_SUMS : NARROWEST;
    return method.most(contraction.output().getLast()) < least;
  }

  private void explain(Contraction contraction, TileChoice choice, Optional<NarrowEnd> narrow) {
    if (!method.explains()) {
      return;
    }
    if (choice.contraction() != contraction) {
      method.decide(
          "rows in lanes: %d columns would fill too few",
          method.most(contraction.output().getLast()));
    }
    int columns = method.most(choice.contraction().output().getLast());
    TileCosts costs = costs(contraction);
    TilingReason reason =
        narrow
            .map(found -> found.reasonBefore(choice.contraction(), costs, columns))
            .orElseGet(() -> new TilingReason(choice, costs, columns));
    reason.lines().forEach(method::decide);
    narrow.map(found -> found.reasonForEnd(columns)).ifPresent(method::decide);
  }
}
