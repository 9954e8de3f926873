package netwright.data;

import java.util.LinkedHashMap;
import java.util.Map;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.FileValues;

/// The values of a field, sample after sample, wherever they are kept.
sealed interface Kept {

  /// How many there are.
  long length();

  double get(long place);

  void set(long place, double value);

  /// A copy, as floats.
  default float[] floats() {
    float[] floats = new float[Math.toIntExact(length())];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = (float) get(i);
    }
    return floats;
  }

  /// In memory.
  record InMemory(float[] values) implements Kept {
    @Override
    public long length() {
      return values.length;
    }

    @Override
    public double get(long place) {
      return values[(int) place];
    }

    @Override
    public void set(long place, double value) {
      values[(int) place] = (float) value;
    }
  }

  /// In memory, in f64.
  record Wide(double[] values) implements Kept {
    @Override
    public long length() {
      return values.length;
    }

    @Override
    public double get(long place) {
      return values[(int) place];
    }

    @Override
    public void set(long place, double value) {
      values[(int) place] = value;
    }
  }

  /// In a file.
  record InFile(FileValues values) implements Kept {
    @Override
    public long length() {
      return (long) values.rows() * values.size();
    }

    @Override
    public double get(long place) {
      return values.get((int) (place / values.size()), (int) (place % values.size()));
    }

    @Override
    public void set(long place, double value) {
      int size = values.size();
      values.set((int) (place / size), (int) (place % size), (float) value);
    }
  }

  /// The values of `name` in `rows`, not a copy.
  static Kept of(DataSet rows, String name) {
    FileValues file = rows.stored().get(name);
    if (file != null) {
      return new InFile(file);
    }
    return rows.wide().containsKey(name)
        ? new Wide(rows.wideOf(name))
        : new InMemory(rows.of(name));
  }

  /// Samples with these values.
  static DataSet dataSet(int rows, Map<String, Kept> fields) {
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<String, double[]> doubles = new LinkedHashMap<>();
    Map<String, FileValues> stored = new LinkedHashMap<>();
    fields.forEach((name, kept) -> {
      switch (kept) {
        case InMemory(float[] array) -> values.put(name, array);
        case Wide(double[] array) -> doubles.put(name, array);
        case InFile(FileValues file) -> stored.put(name, file);
      }
    });
    return new DataSet(rows, values, doubles, stored);
  }
}
