package netwright.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import netwright.loop.ElementType;
import netwright.loop.LoopStmt.RowSum;

/// The trees at the end of sums in sixteen lanes, for as many sums at a time as a vector has lanes.
///
/// A vector starts as what is left of one sum. Two vectors of blocks become one of as many blocks of half the length
/// ([LaneHalves]).
final class SumTrees {
  private final MethodEmitter method;
  private final Code code;
  private final VectorCode vectors;
  private final int lanes;
  private final Consumer<RowSum> accumulators;

  /// @param accumulators pushes those of a sum, joined as far as they are more than a vector
  SumTrees(MethodEmitter method, int lanes, Consumer<RowSum> accumulators) {
    this.accumulators = accumulators;
    this.method = method;
    this.code = method.code();
    this.vectors = VectorCode.of(method, lanes);
    this.lanes = lanes;
  }

  /// Trees of accumulators that are in memory.
  static SumTrees inMemory(MethodEmitter method, int lanes) {
    VectorCode vectors = VectorCode.of(method, lanes);
    return new SumTrees(method, lanes, sum -> lanesOf(method, vectors, sum));
  }

  void join(List<RowSum> sums) {
    List<RowSum> side = new ArrayList<>();
    for (RowSum sum : sums) {
      if (sum.left().type() == ElementType.F64) {
        alone(sum);
        continue;
      }
      if (!side.isEmpty() && sum.result().offset() != side.getLast().result().offset() + 1) {
        throw new IllegalStateException("results of sums that are not side by side");
      }
      side.add(sum);
    }
    if (side.isEmpty()) {
      return;
    }
    LaneHalves halves = LaneHalves.of(method, vectors);
    for (int first = 0; first < side.size(); first += lanes) {
      int from = first;
      List<RowSum> part = side.subList(first, Math.min(side.size(), first + lanes));
      method.scoped(() -> {
        tree(part, halves, 0, lanes);
        store(part, from);
      });
    }
  }

  private void alone(RowSum sum) {
    method.scoped(() -> {
      ElementType type = sum.left().type();
      new SixteenLanes(method, new ScalarAccumulators(method, type, sum.lanes())).treeInMemory();
      new ScalarAccumulators(method, type, sum.result())
          .store(() -> code.constant(sum.result().offset()));
    });
  }

  /// Pushes the leaves `first` to `first + count - 1` in blocks of `lanes / count` lanes each. Where there are fewer sums than lanes,
  /// some are there more than once.
  private void tree(List<RowSum> part, LaneHalves halves, int first, int count) {
    if (count == 1) {
      accumulators.accept(part.get(Math.min(halves.leaf(first), part.size() - 1)));
      return;
    }
    tree(part, halves, first, count / 2);
    vectors.bits();
    int left = vectors.keep();
    int right = left;
    if (halves.leaf(first + count / 2) < part.size()) {
      tree(part, halves, first + count / 2, count / 2);
      vectors.bits();
      right = vectors.keep();
    }
    halves.join(lanes / count, left, right);
  }

  private static void lanesOf(MethodEmitter method, VectorCode vectors, RowSum sum) {
    int lanes = vectors.lanes();
    SixteenLanes.tree(
        SixteenLanes.LANES / lanes,
        number -> {
          vectors.species();
          method.code().array(sum.lanes().space());
          method.code().constant(sum.lanes().offset() + number * lanes);
          vectors.load();
        },
        () -> vectors.lanewise("add", 2));
  }

  private void store(List<RowSum> part, int from) {
    code.array(part.getFirst().result().space());
    code.constant(part.getFirst().result().offset());
    if (part.size() == lanes) {
      vectors.store();
    } else {
      vectors.species();
      code.constant(from);
      code.constant(from + part.size());
      vectors.maskBelow();
      vectors.storeMasked();
    }
  }
}
