package netwright.runtime.math;

import java.util.Arrays;

/// The place of each number when numbers are put in order, from 1; those that tie share the mean of their places. A NaN is
/// neither below nor equal to anything, and its place is ½.
public final class Ranks {
  private Ranks() {}

  /// The places of `values`.
  public static double[] of(double[] values) {
    double[] ranks = new double[values.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = values[i] + 0.0; // -0 is 0
    }
    double[] sorted = ranks.clone();
    Arrays.sort(sorted); // NaN comes last
    for (int i = 0; i < ranks.length; i++) {
      double value = ranks[i];
      ranks[i] =
          Double.isNaN(value)
              ? 0.5
              : 0.5 + (count(sorted, value, false) + count(sorted, value, true)) / 2.0;
    }
    return ranks;
  }

  /// How many of `sorted` are below `value`, or equal to it.
  private static int count(double[] sorted, double value, boolean orEqual) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (sorted[middle] < value || (orEqual && sorted[middle] == value)) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  /// The number of each of `length` values from `start` on when they are put in order, from 0. All differ: those that are
  /// equal stay in their order, and -0 comes before 0.
  public static void numbers(double[] values, int start, int length, double[] numbers) {
    double[] sorted = Arrays.copyOfRange(values, start, start + length);
    Arrays.sort(sorted);
    int[] taken = new int[length];
    for (int i = start; i < start + length; i++) {
      int first = first(sorted, values[i]);
      numbers[i] = first + taken[first]++;
    }
  }

  private static int first(double[] sorted, double value) {
    int low = 0;
    int high = sorted.length;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (Double.compare(sorted[middle], value) < 0) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
