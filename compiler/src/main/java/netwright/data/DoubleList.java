package netwright.data;

import java.util.Arrays;

/// Numbers in f64 that grow in number.
final class DoubleList {
  private double[] values = new double[64];
  private int size;

  void add(double value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, Lengths.grown(size, 1));
    }
    values[size++] = value;
  }

  /// Exactly the values; the list must not be used any more.
  double[] toArray() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }
}
