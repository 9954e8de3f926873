package netwright.data;

import java.util.List;

/// What the first record of a file says about its columns.
///
/// @param file how messages call the file
/// @param names in order; none if the first record is a sample already
/// @param width the number of columns
record CsvHeader(String file, List<String> names, int width) {

  CsvHeader {
    names = List.copyOf(names);
  }

  /// Whether the first record is a header, not a sample: if columns are asked for by name, or if none of its cells is a
  /// number.
  static CsvHeader of(String file, List<String> first, boolean askedByName) {
    List<String> names = first.stream().map(String::strip).toList();
    boolean header = askedByName || names.stream().noneMatch(Numeral::isDecimal);
    return new CsvHeader(file, header ? names : List.of(), first.size());
  }

  /// The name of a column, or its number.
  String called(int column) {
    return isPresent() ? names.get(column) : String.valueOf(column);
  }

  boolean isPresent() {
    return !names.isEmpty();
  }

  /// Whether this header looks like a sample: all its names are numbers.
  boolean looksLikeSample() {
    return isPresent() && names.stream().allMatch(Numeral::isDecimal);
  }
}
