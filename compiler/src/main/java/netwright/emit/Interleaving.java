package netwright.emit;

/// Puts the lanes of two or three vectors between each other, as they lie in memory if each has a column of a matrix with
/// as many columns: by permutations that variables hold. The reverse of [Deinterleaving].
final class Interleaving {
  /// `x · (SCALE / 3 + 1) / SCALE` is a third of x, rounded down, for all positions in three vectors.
  private static final int SCALE_BITS = 10;

  private final MethodEmitter method;
  private final VectorCode vectors;

  /// For each vector of the result, the permutations that bring in the second column and the third.
  private final int[][] permutations;

  /// Writes what does not depend on the vectors; a loop over them comes after it.
  Interleaving(MethodEmitter method, int lanes, int columns) {
    this.method = method;
    this.vectors = VectorCode.of(method, lanes);
    this.permutations = new int[columns][columns - 1];
    for (int part = 0; part < columns; part++) {
      prepare(part, columns);
    }
  }

  /// Of the element at position p = `part · lanes + l`, the row is p / columns, the column the rest.
  private void prepare(int part, int columns) {
    int lanes = vectors.lanes();
    vectors.laneNumbers(part * lanes, 1);
    int position = vectors.keep();
    vectors.push(position);
    vectors.intConstant((1 << SCALE_BITS) / columns + (columns == 2 ? 0 : 1));
    vectors.ints("mul");
    vectors.intOperator("LSHR", false);
    method.code().constant(SCALE_BITS);
    vectors.intOperation(true);
    int row = vectors.keep();
    vectors.push(position);
    vectors.push(row);
    vectors.intConstant(columns);
    vectors.ints("mul");
    vectors.ints("sub");
    int column = vectors.keep();
    vectors.push(row);
    isOne(column);
    vectors.intConstant(lanes);
    vectors.ints("mul");
    vectors.ints("add");
    permutations[part][0] = vectors.keep();
    if (columns > 2) {
      permutations[part][1] = third(row, column);
    }
  }

  /// Pushes 1 where `column` is 1, else 0.
  private void isOne(int column) {
    vectors.push(column);
    vectors.intConstant(1);
    vectors.ints("and");
  }

  /// Where the column is 2, the row among those of the second operand; else the lane that is there.
  private int third(int row, int column) {
    vectors.laneNumbers(0, 1);
    int lane = vectors.keep();
    vectors.push(lane);
    vectors.push(row);
    vectors.intConstant(vectors.lanes());
    vectors.ints("add");
    vectors.push(lane);
    vectors.ints("sub");
    vectors.push(column);
    vectors.intOperator("LSHR", false);
    method.code().constant(1);
    vectors.intOperation(true);
    vectors.ints("mul");
    vectors.ints("add");
    return vectors.keep();
  }

  /// Pushes vector number `part` of the result, from the vectors in the variables `columns`.
  void push(int part, int[] columns) {
    int first = bits(columns[0]);
    for (int column = 1; column < columns.length; column++) {
      int second = bits(columns[column]);
      vectors.push(permutations[part][column - 1]);
      vectors.push(first);
      vectors.push(second);
      vectors.selectFromTwo();
      first = vectors.keep();
    }
    vectors.push(first);
    vectors.fromBits();
  }

  private int bits(int column) {
    vectors.push(column);
    vectors.bits();
    return vectors.keep();
  }
}
