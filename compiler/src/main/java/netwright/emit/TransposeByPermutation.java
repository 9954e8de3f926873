package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

/// By permutations that take each lane from either of two vectors, which with 32 registers is one instruction: log₂(lanes) times, each pair of
/// vectors whose numbers differ in one bit swaps the lanes that differ in that bit.
final class TransposeByPermutation implements LaneTranspose {
  private final Code code;
  private final VectorCode vectors;
  private final int lanes;
  private final int[] low;
  private final int[] high;

  /// Writes what does not depend on the square; a loop over squares comes after it.
  TransposeByPermutation(Code code, VectorCode vectors) {
    this.code = code;
    this.vectors = vectors;
    this.lanes = vectors.lanes();
    int steps = Integer.numberOfTrailingZeros(lanes);
    this.low = new int[steps];
    this.high = new int[steps];
    for (int step = 0; step < steps; step++) {
      low[step] = positions(1 << step);
      vectors.push(low[step]);
      vectors.intConstant(1 << step);
      vectors.ints("add");
      high[step] = vectors.keep();
    }
  }

  /// For lane l: l where it lacks the bit `bit`, else the second vector's lane l - bit.
  private int positions(int bit) {
    vectors.laneNumbers(0, 1);
    int numbers = vectors.keep();
    vectors.push(numbers);
    vectors.intConstant(bit);
    vectors.ints("and");
    vectors.intConstant((lanes - bit) / bit);
    vectors.ints("mul");
    vectors.push(numbers);
    vectors.ints("add");
    return vectors.keep();
  }

  @Override
  public VectorCode vectors() {
    return vectors;
  }

  @Override
  public void write(Source source, Target target) {
    int[] rows = new int[lanes];
    for (int row = 0; row < lanes; row++) {
      vectors.species();
      source.push(row, 0);
      vectors.load();
      vectors.bits();
      rows[row] = vectors.keep();
    }
    apply(rows);
    for (int row = 0; row < lanes; row++) {
      vectors.push(rows[row]);
      vectors.fromBits();
      target.store(row);
    }
  }

  private void apply(int[] rows) {
    int saved = code.newSlots(1);
    for (int step = 0; step < low.length; step++) {
      int bit = 1 << step;
      for (int row = 0; row < lanes; row++) {
        if ((row & bit) == 0) {
          select(low[step], rows[row], rows[row + bit]);
          vectors.pop(saved);
          select(high[step], rows[row], rows[row + bit]);
          vectors.pop(rows[row + bit]);
          vectors.push(saved);
          vectors.pop(rows[row]);
        }
      }
    }
  }

  private void select(int positions, int first, int second) {
    vectors.push(positions);
    vectors.push(first);
    vectors.push(second);
    vectors.selectFromTwo();
  }
}
