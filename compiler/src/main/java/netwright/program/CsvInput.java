package netwright.program;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netwright.runtime.Precision;
import netwright.runtime.Schema;

/// An input, and the columns that it is read from, as training read them: a column of text is as many numbers as it has
/// categories, one of which is 1; what is missing is the mean, if training has kept one.
final class CsvInput {
  private final Schema.Field field;
  private final Precision precision;
  private final Map<String, List<String>> learned;
  private final List<String> means;
  private final CsvCells cells;
  private final List<Column> columns = new ArrayList<>();

  /// @param labels of its classes
  /// @param learned the categories of columns, by `input[column]`, among other things
  /// @param means of its elements; none if nothing may be missing
  CsvInput(
      Schema.Field field,
      Precision precision,
      List<String> labels,
      Map<String, List<String>> learned,
      List<String> means) {
    this.field = field;
    this.precision = precision;
    this.learned = learned;
    this.means = means;
    this.cells = new CsvCells(precision, labels, field.classes());
  }

  /// How many columns it is read from.
  int width() {
    int width = field.size();
    for (Map.Entry<String, List<String>> entry : learned.entrySet()) {
      if (entry.getKey().startsWith(field.name() + "[")) {
        width -= entry.getValue().size() - 1;
      }
    }
    return width;
  }

  /// Whether it asks for columns by their names.
  boolean isNamed() {
    for (String column : field.columns()) {
      if (!column.startsWith(Schema.Field.NUMBER)) {
        return true;
      }
    }
    return false;
  }

  /// Finds its columns.
  ///
  /// @param header the cells of the first record
  /// @return what is not there; null if all is
  String locate(List<String> header) {
    for (String column : field.columns()) {
      int end = column.indexOf(Schema.Field.TO);
      String first = end < 0 ? column : column.substring(0, end);
      String last = end < 0 ? column : column.substring(end + Schema.Field.TO.length());
      int from = place(first, header);
      int to = place(last, header);
      if (from < 0 || to < from || to >= header.size()) {
        return from < 0 ? first : last;
      }
      for (int place = from; place <= to; place++) {
        add(place, isNamed() ? header.get(place) : String.valueOf(place));
      }
    }
    return columns.size() == width() ? null : field.name();
  }

  private static int place(String column, List<String> header) {
    return column.startsWith(Schema.Field.NUMBER)
        ? Integer.parseInt(column.substring(Schema.Field.NUMBER.length()))
        : header.indexOf(column);
  }

  private void add(int place, String name) {
    List<String> known = learned.get(field.name() + "[" + name + "]");
    columns.add(
        known == null
            ? new Column(place, name, cells, 0)
            : new Column(place, name, new CsvCells(precision, known, 0), known.size()));
  }

  /// Takes the columns from `first` on, in its own order.
  void takeInOrder(int first) {
    columns.clear();
    int width = width();
    for (int i = 0; i < width; i++) {
      boolean listed = field.columns().size() == width && isNamed();
      add(first + i, listed ? field.columns().get(i) : String.valueOf(first + i));
    }
  }

  /// Whether one of `record` is the name of a class of it.
  boolean knows(List<String> record) {
    for (String cell : record) {
      if (cells.names(cell)) {
        return true;
      }
    }
    return false;
  }

  /// Reads its elements of a record.
  ///
  /// @throws IOException if a cell is something else
  void read(CsvReader reader, List<String> record, double[] to, int at) throws IOException {
    int next = at;
    for (int i = 0; i < columns.size(); i++) {
      Column column = columns.get(i);
      String cell = record.get(column.place);
      double value = column.cells.read(cell);
      boolean missing = value != value && !means.isEmpty() && CsvCells.isMissing(cell);
      if (value != value && !missing) {
        throw reader.error(
            ", column " + column.name + ": `" + cell + "` is not " + column.cells.expected());
      }
      int end = next + Math.max(1, column.categories);
      for (int category = 0; next < end; category++) {
        boolean number = missing || column.categories == 0;
        double element = missing ? Double.parseDouble(means.get(next - at)) : value;
        to[next++] = number ? element : value == category ? 1 : 0;
      }
    }
  }

  /// A column.
  private static final class Column {
    final int place;
    final String name;
    final CsvCells cells;
    final int categories;

    /// @param categories how many elements it makes up, one of which is 1; 0 if it is a number or class
    Column(int place, String name, CsvCells cells, int categories) {
      this.place = place;
      this.name = name;
      this.cells = cells;
      this.categories = categories;
    }
  }
}
