package netwright.runtime.train;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.util.LinkedHashMap;
import java.util.Map;

/// Gathers the inputs and targets of samples, each checked by itself, to a [DataSet].
public final class SampleSet {
  private final Map<String, float[]> values = new LinkedHashMap<>();
  private final Map<String, double[]> wide = new LinkedHashMap<>();
  private final Map<String, FileValues> stored = new LinkedHashMap<>();
  private int rows = -1;

  /// An empty one.
  public SampleSet() {}

  /// Numbers in f32, `size` of a sample; the array is shared, not copied.
  ///
  /// @throws IllegalArgumentException if they make no whole number of samples, or another than those before
  public SampleSet with(String name, int size, float[] numbers) {
    count(name, size, numbers.length);
    values.put(name, numbers);
    return this;
  }

  /// Numbers in f64, `size` of a sample; the array is shared, not copied.
  ///
  /// @throws IllegalArgumentException if they make no whole number of samples, or another than those before
  public SampleSet with(String name, int size, double[] numbers) {
    count(name, size, numbers.length);
    wide.put(name, numbers);
    return this;
  }

  /// Numbers in f32 in the machine's own byte order, `size` of a sample; they stay where they are.
  ///
  /// @throws IllegalArgumentException if they make no whole number of samples, or another than those before
  public SampleSet with(String name, int size, MemorySegment numbers) {
    long bytes = numbers.byteSize();
    count(name, size, bytes % Float.BYTES == 0 ? bytes / Float.BYTES : -1);
    stored.put(name, new FileValues(numbers, size));
    return this;
  }

  /// Classes, `size` of a sample, each one of `classes`.
  ///
  /// @throws IllegalArgumentException if there is no such class, or they make no whole number of samples, or another than
  ///     those before
  public SampleSet with(String name, int size, int classes, int[] numbers) {
    float[] all = new float[numbers.length];
    for (int i = 0; i < all.length; i++) {
      requireClass(name, classes, numbers[i]);
      all[i] = numbers[i];
    }
    return with(name, size, all);
  }

  /// Classes as ints in the machine's own byte order, `size` of a sample, each one of `classes`.
  ///
  /// @throws IllegalArgumentException if there is no such class, or they make no whole number of samples, or another than
  ///     those before
  public SampleSet with(String name, int size, int classes, MemorySegment numbers) {
    return with(name, size, classes, numbers.toArray(ValueLayout.JAVA_INT_UNALIGNED));
  }

  static void requireClass(String name, int classes, int number) {
    if (number < 0 || number >= classes) {
      throw new IllegalArgumentException(
          name + " has classes 0 to " + (classes - 1) + ", not " + number);
    }
  }

  static IllegalArgumentException wrongLength(String name, int size, int rows, long length) {
    return new IllegalArgumentException(
        name + " takes " + size + " numbers for each of " + rows + " samples, not " + length);
  }

  private void count(String name, int size, long length) {
    int found = (int) Math.min(length / size, Integer.MAX_VALUE);
    if (rows < 0) {
      rows = found;
    }
    if (length != (long) rows * size) {
      throw wrongLength(name, size, rows, length);
    }
  }

  /// The samples.
  public DataSet samples() {
    return new DataSet(Math.max(rows, 0), values, wide, stored);
  }
}
