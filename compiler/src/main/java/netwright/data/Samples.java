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
    Map<String, Kept> values = new LinkedHashMap<>();
    List<Field> known = new ArrayList<>();
    for (Field field : fields) {
      Samples samples = read.get(field.name());
      values.put(field.name(), Kept.of(samples.rows(), field.name()));
      known.add(samples.field(field.name()));
    }
    return new Samples(Kept.dataSet(first.rows().rows(), values), known, first.hash());
  }

  private Field field(String name) {
    return fields.stream().filter(field -> field.name().equals(name)).findFirst().orElseThrow();
  }
}
