package netwright.data;

import java.util.Arrays;

/// Numbers in f64 that grow in number.
final class DoubleList {
  private static final long LARGEST = Integer.MAX_VALUE - 8;
  private double[] values = new double[64];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown());
    }
    values[size++] = value;
  }

  /// Exactly the values; the list must not be used any more.
  double[] toArray() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }

  private int grown() {
    return (int) Math.clamp(size * 3L / 2, Math.addExact(size, 1), LARGEST);
  }
}
