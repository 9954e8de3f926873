package netwright.data;

import java.util.Arrays;

/// Numbers in f32 that grow in number.
final class FloatList {
  private static final long LARGEST = Integer.MAX_VALUE - 8;
  private float[] values = new float[64];
  private int size;

  void add(float value) {
    if (size == values.length) {
      values = Arrays.copyOf(values, grown());
    }
    values[size++] = value;
  }

  /// Has room for so many values in all.
  void reserve(long count) {
    if (count > values.length) {
      values = Arrays.copyOf(values, (int) Math.min(count, LARGEST));
    }
  }

  /// Exactly the values; the list must not be used any more.
  float[] toArray() {
    return size == values.length ? values : Arrays.copyOf(values, size);
  }

  private int grown() {
    return (int) Math.clamp(size * 3L / 2, Math.addExact(size, 1), LARGEST);
  }
}
