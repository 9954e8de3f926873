package netwright.emit;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import netwright.loop.ElementType;
import netwright.loop.LoopStmt.RowSum;

/// The trees at the end of sums in sixteen lanes, for as many sums at a time as a vector has lanes.
///
/// A vector starts as what is left of one sum. Two vectors of blocks become one of as many blocks of half the length: the
/// first halves of all their blocks in one vector, the second halves in another, and these two added.
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
    int permutations = -1;
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
    if (!side.isEmpty()) {
      permutations = permutations();
    }
    for (int first = 0; first < side.size(); first += lanes) {
      int from = first;
      int halves = permutations;
      List<RowSum> part = side.subList(first, Math.min(side.size(), first + lanes));
      method.scoped(() -> {
        sideBySide(part, halves);
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

  /// Variables with the permutations for blocks of 2, 4 and so on: first halves, then second halves.
  private int permutations() {
    int slots = code.newSlots(2 * Integer.numberOfTrailingZeros(lanes));
    int slot = slots;
    for (int half = 1; half < lanes; half *= 2) {
      laneNumbers();
      laneNumbers();
      vectors.intConstant(-half);
      vectors.ints("and");
      vectors.ints("add");
      vectors.pop(slot);
      vectors.push(slot);
      vectors.intConstant(half);
      vectors.ints("add");
      vectors.pop(slot + 1);
      slot += 2;
    }
    return slots;
  }

  private void laneNumbers() {
    vectors.intConstant(0);
    vectors.addLaneNumbers(1);
  }

  /// Pushes one vector with the sums of `part`; with the last of them over and over, if they are too few.
  private void sideBySide(List<RowSum> part, int permutations) {
    tree(part, permutations, 0, lanes);
  }

  /// Pushes the sums `first` to `first + count - 1` in blocks of `lanes / count` lanes each.
  private void tree(List<RowSum> part, int permutations, int first, int count) {
    if (count == 1) {
      accumulators.accept(part.get(Math.min(first, part.size() - 1)));
      return;
    }
    tree(part, permutations, first, count / 2);
    vectors.bits();
    int left = vectors.keep();
    int right = left;
    if (first + count / 2 < part.size()) {
      tree(part, permutations, first + count / 2, count / 2);
      vectors.bits();
      right = vectors.keep();
    }
    int half = permutations + 2 * Integer.numberOfTrailingZeros(lanes / count);
    halves(half, left, right);
    halves(half + 1, left, right);
    vectors.lanewise("add", 2);
  }

  private void halves(int permutation, int left, int right) {
    vectors.push(permutation);
    vectors.push(left);
    vectors.push(right);
    vectors.selectFromTwo();
    vectors.fromBits();
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
