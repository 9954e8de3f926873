package netwright.shared;

import java.util.Arrays;

/// Sums of the columns of a matrix, row after row, in plain code: a column by itself would touch as many lines of memory
/// as there are rows, and one float of each.
///
/// Each sum is taken in sixteen lanes: lane `l` adds up rows `l`, `l + 16` and so on, and the lanes are added in a tree, the
/// first half to the second.
public final class SharedSums {
  /// Lanes of a sum: the elements of memory that it needs for each column.
  public static final int LANES = 16;

  private SharedSums() {}

  /// Computes the sums of `columns` columns, neighbours in memory.
  ///
  /// @param source the matrix, rows that are `stride` apart, from `from` on
  /// @param sums where the sums go, side by side, from `at` on
  /// @param memory scratch memory, from `place` on: [#LANES] elements for each of `atOnce` columns
  /// @param atOnce how many columns are taken at a time
  public static void run(
      float[] source,
      int from,
      int stride,
      float[] sums,
      int at,
      float[] memory,
      int place,
      int atOnce,
      int rows,
      int columns) {
    for (int column = 0; column < columns; column += atOnce) {
      int count = Math.min(atOnce, columns - column);
      some(source, from + column, stride, memory, place, rows, count);
      System.arraycopy(memory, place, sums, at + column, count);
    }
  }

  /// Leaves the sums of `count` columns at `place`.
  private static void some(
      float[] source, int from, int stride, float[] memory, int place, int rows, int count) {
    Arrays.fill(memory, place, place + LANES * count, 0f);
    for (int lane = 0; lane < LANES; lane++) {
      int to = place + lane * count;
      int row = lane;
      for (; row + 3 * LANES < rows; row += 4 * LANES) {
        four(source, from + row * stride, LANES * stride, memory, to, count);
      }
      for (; row < rows; row += LANES) {
        add(source, from + row * stride, memory, to, count);
      }
    }
    for (int half = LANES / 2; half > 0; half /= 2) {
      add(memory, place + half * count, memory, place, half * count);
    }
  }

  private static void add(float[] source, int from, float[] sums, int at, int count) {
    for (int i = 0; i < count; i++) {
      sums[at + i] += source[from + i];
    }
  }

  /// Adds four rows, one after the other.
  private static void four(float[] source, int from, int stride, float[] sums, int at, int count) {
    int second = from + stride;
    int third = second + stride;
    int fourth = third + stride;
    for (int i = 0; i < count; i++) {
      float sum = sums[at + i] + source[from + i];
      sums[at + i] = sum + source[second + i] + source[third + i] + source[fourth + i];
    }
  }
}
