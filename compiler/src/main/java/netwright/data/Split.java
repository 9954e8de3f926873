package netwright.data;

import java.util.Arrays;
import netwright.data.DataRecipe.Held;
import netwright.runtime.random.Permutation;
import netwright.runtime.random.Purpose;

/// Which rows of a file are trained on, and which are held out. Each list ascends.
record Split(int[] train, int[] validation, int[] test) {

  /// Rows are shuffled by `seed`; the first are for the test, those that follow for validation. A share is a share of
  /// all rows for the test and of the rows left for validation, rounded up.
  static Split of(int rows, Held test, Held validation, long seed) {
    int forTest = count(test, rows);
    int forValidation = count(validation, rows - forTest);
    int[] order = Permutation.shuffled(rows, seed, Purpose.SPLIT.stream(0), 0);
    return new Split(
        sorted(order, forTest + forValidation, rows),
        sorted(order, forTest, forTest + forValidation),
        sorted(order, 0, forTest));
  }

  private static int count(Held held, int rows) {
    return switch (held) {
      case Held.Nothing _ -> 0;
      case Held.Separate _ -> 0;
      case Held.Share(double share, var _) -> (int) Math.ceil(share * rows - 1e-9);
    };
  }

  private static int[] sorted(int[] order, int from, int to) {
    int[] part = Arrays.copyOfRange(order, from, to);
    Arrays.sort(part);
    return part;
  }
}
