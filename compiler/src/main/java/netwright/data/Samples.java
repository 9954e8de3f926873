package netwright.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.runtime.train.DataSet;

/// What one file holds.
///
/// @param fields as asked for, the labels of classes known
/// @param hash SHA-256 of the file, in hexadecimal
record Samples(DataSet rows, List<Field> fields, String hash) {

  /// One set of what several files hold, each field from one of them.
  ///
  /// @param read by the name of the field; all of as many rows
  static Samples joined(List<Field> fields, Map<String, Samples> read) {
    Samples first = read.get(fields.getFirst().name());
    if (read.values().stream().allMatch(samples -> samples == first)) {
      return first;
    }
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<String, double[]> wide = new LinkedHashMap<>();
    List<Field> known = new ArrayList<>();
    for (Field field : fields) {
      Samples samples = read.get(field.name());
      String name = field.name();
      if (samples.rows().wide().containsKey(name)) {
        wide.put(name, samples.rows().wideOf(name));
      } else {
        values.put(name, samples.rows().of(name));
      }
      known.add(samples.field(field.name()));
    }
    return new Samples(new DataSet(first.rows().rows(), values, wide), known, first.hash());
  }

  private Field field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow();
  }
}
