package netwright.data;

import java.util.Arrays;
import netwright.data.DataRecipe.Held;
import netwright.runtime.random.Permutation;
import netwright.runtime.random.Purpose;

/// Which rows of a file are trained on, and which are held out. Each list ascends.
record Split(int[] train, int[] validation, int[] test) {

  /// Rows are shuffled by `seed`; the first are for the test, those that follow for validation. A share is a share of
  /// all rows for the test and of the rows left for validation, rounded up.
  ///
  /// @param classes the class of each row, if each is to be held out as often as it occurs; nothing otherwise
  static Split of(int rows, Held test, Held validation, long seed, float... classes) {
    int[] order = Permutation.shuffled(rows, seed, Purpose.SPLIT.stream(0), 0);
    Strata first = Strata.first(order, count(test, rows), classes);
    int left = first.others().length;
    Strata second = Strata.first(first.others(), count(validation, left), classes);
    return new Split(sorted(second.others()), sorted(second.chosen()), sorted(first.chosen()));
  }

  private static int count(Held held, int rows) {
    return switch (held) {
      case Held.Nothing _ -> 0;
      case Held.Separate _ -> 0;
      case Held.Share(double share, var _) -> (int) Math.ceil(share * rows - 1e-9);
    };
  }

  private static int[] sorted(int... rows) {
    Arrays.sort(rows);
    return rows;
  }
}
