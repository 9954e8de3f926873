package netwright.runtime.train;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/// Samples: for each input and target its values, sample after sample, each row-major. A class is its number.
///
/// @param rows the number of samples
/// @param values in f32, by the name of the input or target; arrays are shared, not copied
/// @param wide the same in f64, for networks in f64
/// @param stored those in f32 that lie in a file
public record DataSet(
    int rows,
    Map<String, float[]> values,
    Map<String, double[]> wide,
    Map<String, FileValues> stored) {

  /// @throws IllegalArgumentException if an array is no whole number of elements a sample
  public DataSet {
    values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    wide = Collections.unmodifiableMap(new LinkedHashMap<>(wide));
    stored = Collections.unmodifiableMap(new LinkedHashMap<>(stored));
    for (Map.Entry<String, float[]> entry : values.entrySet()) {
      requireWhole(rows, entry.getKey(), entry.getValue().length);
    }
    for (Map.Entry<String, double[]> entry : wide.entrySet()) {
      requireWhole(rows, entry.getKey(), entry.getValue().length);
    }
    for (Map.Entry<String, FileValues> entry : stored.entrySet()) {
      if (entry.getValue().rows() != rows) {
        throw new IllegalArgumentException(
            "the file of " + entry.getKey() + " has other than " + rows + " rows");
      }
    }
  }

  /// Samples in memory.
  ///
  /// @throws IllegalArgumentException if an array is no whole number of elements a sample
  public DataSet(int rows, Map<String, float[]> values, Map<String, double[]> wide) {
    this(rows, values, wide, Map.of());
  }

  /// The names of inputs and targets.
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(values.keySet());
    names.addAll(wide.keySet());
    names.addAll(stored.keySet());
    return names;
  }

  /// The samples `from`, … `from + count - 1`, in memory.
  public DataSet piece(int from, int count) {
    Map<String, float[]> pieces = new LinkedHashMap<>();
    Map<String, double[]> widePieces = new LinkedHashMap<>();
    int to = from + count;
    for (String name : values.keySet()) {
      int size = size(name);
      pieces.put(name, Arrays.copyOfRange(values.get(name), from * size, to * size));
    }
    for (String name : wide.keySet()) {
      int size = size(name);
      widePieces.put(name, Arrays.copyOfRange(wide.get(name), from * size, to * size));
    }
    for (String name : stored.keySet()) {
      pieces.put(name, piece(from, count, stored.get(name)));
    }
    return new DataSet(count, pieces, widePieces);
  }

  private static float[] piece(int from, int count, FileValues file) {
    float[] values = new float[Math.multiplyExact(count, file.size())];
    file.copy(from, count, values, 0);
    return values;
  }

  /// Samples in f32.
  ///
  /// @throws IllegalArgumentException if an array is no whole number of elements a sample
  public DataSet(int rows, Map<String, float[]> values) {
    this(rows, values, Map.of());
  }

  /// Samples in f64.
  ///
  /// @throws IllegalArgumentException if an array is no whole number of elements a sample
  public static DataSet ofDoubles(int rows, Map<String, double[]> wide) {
    return new DataSet(rows, Map.of(), wide);
  }

  private static void requireWhole(int rows, String name, int length) {
    if (rows < 0 || (rows == 0 ? length != 0 : length % rows != 0)) {
      throw new IllegalArgumentException(
          length + " values of " + name + " do not make " + rows + " rows");
    }
  }

  /// The values of `name` in f32; a copy if they lie in a file.
  ///
  /// @throws IllegalArgumentException if there are none
  public float[] of(String name) {
    return stored.containsKey(name) ? piece(0, rows, stored.get(name)) : found(name, values);
  }

  /// The values of `name` in f64; those that are known in f32 only are widened.
  ///
  /// @throws IllegalArgumentException if there are none
  public double[] wideOf(String name) {
    return wide.containsKey(name) ? found(name, wide) : widened(of(name));
  }

  private static double[] widened(float[] values) {
    double[] widened = new double[values.length];
    for (int i = 0; i < values.length; i++) {
      widened[i] = values[i];
    }
    return widened;
  }

  private <T> T found(String name, Map<String, T> arrays) {
    T found = arrays.get(name);
    if (found == null) {
      throw new IllegalArgumentException("the data has no " + name + ", it is " + this);
    }
    return found;
  }

  /// How many elements of `name` belong to one sample.
  public int size(String name) {
    if (stored.containsKey(name)) {
      return stored.get(name).size();
    }
    if (rows == 0) {
      return 0;
    }
    return (wide.containsKey(name) ? wideOf(name).length : of(name).length) / rows;
  }

  /// The samples with these numbers, in this order, as a data set of their own.
  public DataSet select(int... which) {
    Map<String, float[]> selected = new LinkedHashMap<>();
    for (String name : values.keySet()) {
      selected.put(name, select(values.get(name), size(name), which));
    }
    Map<String, double[]> selectedWide = new LinkedHashMap<>();
    for (String name : wide.keySet()) {
      selectedWide.put(name, select(wide.get(name), size(name), which));
    }
    Map<String, FileValues> views = new LinkedHashMap<>();
    for (String name : stored.keySet()) {
      views.put(name, stored.get(name).select(which));
    }
    return new DataSet(which.length, selected, selectedWide, views);
  }

  private static float[] select(float[] all, int size, int[] which) {
    float[] selected = new float[Math.multiplyExact(which.length, size)];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(all, which[i] * size, selected, i * size, size);
    }
    return selected;
  }

  private static double[] select(double[] all, int size, int[] which) {
    double[] selected = new double[Math.multiplyExact(which.length, size)];
    for (int i = 0; i < which.length; i++) {
      System.arraycopy(all, which[i] * size, selected, i * size, size);
    }
    return selected;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof DataSet that
        && rows == that.rows
        && stored.equals(that.stored)
        && same(values, that.values)
        && same(wide, that.wide);
  }

  private static boolean same(Map<String, ?> some, Map<String, ?> others) {
    for (Map.Entry<String, ?> each : some.entrySet()) {
      if (!Objects.deepEquals(each.getValue(), others.get(each.getKey()))) {
        return false;
      }
    }
    return some.size() == others.size();
  }

  @Override
  public int hashCode() {
    return 31 * rows + names().hashCode();
  }

  @Override
  public String toString() {
    return rows + " rows of " + names();
  }
}
