package netwright.runtime.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/// Samples: for each input and target its values, sample after sample, each row-major. A class is its number.
///
/// @param rows the number of samples
/// @param values by the name of the input or target; arrays are shared, not copied
public record DataSet(int rows, Map<String, float[]> values) {

  /// @throws IllegalArgumentException if an array is no whole number of elements a sample
  public DataSet {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    for (Map.Entry<String, float[]> entry : values.entrySet()) {
      int length = entry.getValue().length;
      if (rows < 0 || (rows == 0 ? length != 0 : length % rows != 0)) {
        throw new IllegalArgumentException(
            length + " values of " + entry.getKey() + " do not make " + rows + " rows");
      }
    }
  }

  /// The values of `name`.
  ///
  /// @throws IllegalArgumentException if there are none
  public float[] of(String name) {
    float[] found = values.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the data has no " + name + ", only " + values.keySet());
    }
    return found;
  }

  /// How many elements of `name` belong to one sample.
  public int size(String name) {
    return rows == 0 ? 0 : of(name).length / rows;
  }

  /// The samples with these numbers, in this order, as a data set of their own.
  public DataSet select(int... which) {
    Map<String, float[]> selected = new LinkedHashMap<>();
    values.forEach((name, all) -> selected.put(name, select(all, size(name), which)));
    return new DataSet(which.length, selected);
  }

  private static float[] select(float[] all, int size, int[] which) {
    float[] selected = new float[Math.multiplyExact(which.length, size)];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(all, which[i] * size, selected, i * size, size);
    }
    return selected;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataSet(int otherRows, Map<String, float[]> otherValues)
        && rows == otherRows
        && values.keySet().equals(otherValues.keySet())
        && values.entrySet().stream()
            .allMatch(entry -> Arrays.equals(entry.getValue(), otherValues.get(entry.getKey())));
  }

  @Override
  public int hashCode() {
    return 31 * rows
        + values.entrySet().stream()
            .mapToInt(e -> e.getKey().hashCode() ^ Arrays.hashCode(e.getValue()))
            .sum();
  }

  @Override
  public String toString() {
    return rows + " rows of " + values.keySet();
  }
}
