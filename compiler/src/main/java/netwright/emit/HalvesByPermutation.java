package netwright.emit;

/// By permutations that take each lane from either of two vectors, which with 32 registers is one instruction: one takes all first
/// halves, those of the left vector before those of the right, and one all second halves.
final class HalvesByPermutation implements LaneHalves {
  private final VectorCode vectors;

  /// The first of the variables with permutations: for blocks of 2, 4 and so on, first halves, then second halves.
  private final int permutations;

  /// Writes the permutations.
  HalvesByPermutation(Code code, VectorCode vectors) {
    this.vectors = vectors;
    this.permutations = code.newSlots(2 * Integer.numberOfTrailingZeros(vectors.lanes()));
    int slot = permutations;
    for (int half = 1; half < vectors.lanes(); half *= 2) {
      vectors.laneNumbers(0, 1);
      vectors.laneNumbers(0, 1);
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
  }

  @Override
  public int leaf(int number) {
    return number;
  }

  @Override
  public void join(int half, int left, int right) {
    int first = permutations + 2 * Integer.numberOfTrailingZeros(half);
    halves(first, left, right);
    halves(first + 1, left, right);
    vectors.lanewise("add", 2);
  }

  private void halves(int permutation, int left, int right) {
    vectors.push(permutation);
    vectors.push(left);
    vectors.push(right);
    vectors.selectFromTwo();
    vectors.fromBits();
  }
}
