package netwright.emit;

import netwright.loop.ElementType;

/// By choices of lanes and one permutation of one vector, as one of two vectors takes two of these and a choice without AVX-512.
///
/// One choice takes the first halves of the left vector and the second halves of the right one, which stay where they are; the other
/// takes what is left, and swaps halves. So sums of the left vector end up where first halves are, those of the right where second
/// halves are: the bits of a leaf's number, the last one first, are those of its lane.
final class HalvesBySwap implements LaneHalves {
  private final VectorCode vectors;
  private final int bits;
  private final int[] second;
  private final int[] swapped;

  /// Writes masks of second halves, and permutations that swap halves.
  HalvesBySwap(VectorCode vectors) {
    this.vectors = vectors;
    this.bits = Integer.numberOfTrailingZeros(vectors.lanes());
    this.second = new int[bits];
    this.swapped = new int[bits];
    vectors.laneNumbers(0, 1);
    int numbers = vectors.keep();
    for (int bit = 0; bit < bits; bit++) {
      vectors.push(numbers);
      vectors.intConstant(1 << bit);
      vectors.ints("and");
      vectors.comparison("NE");
      vectors.intConstant(0);
      vectors.compareInts();
      second[bit] = vectors.keep();
      int[] lanes = new int[vectors.lanes()];
      for (int lane = 0; lane < lanes.length; lane++) {
        lanes[lane] = lane ^ 1 << bit;
      }
      vectors.table(lanes);
      swapped[bit] = vectors.keep();
    }
  }

  @Override
  public int leaf(int number) {
    return Integer.reverse(number) >>> Integer.SIZE - bits;
  }

  @Override
  public void join(int half, int left, int right) {
    int bit = Integer.numberOfTrailingZeros(half);
    choose(left, right, bit);
    vectors.fromBits();
    choose(right, left, bit);
    int other = vectors.keep();
    vectors.push(swapped[bit]);
    vectors.push(other);
    vectors.select();
    vectors.fromBits();
    vectors.lanewise("add", 2);
  }

  /// Pushes the first halves of `first`, and the second halves of `other`.
  private void choose(int first, int other, int bit) {
    vectors.push(first);
    vectors.push(other);
    vectors.push(second[bit]);
    vectors.blend(ElementType.I32);
  }
}
