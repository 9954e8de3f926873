package netwright.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.data.DataRecipe.DataFile;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;

/// Reads CSV files that may be odd, and finds all that is wrong with them. [PlainTable] reads the others, many times faster.
final class AnyTable {
  private final Problems problems;
  private final Missing missing;
  private final Room room;
  private final Precision precision;

  /// Missing cells become NaN where `missing` says that they may.
  AnyTable(Problems problems, Missing missing, Room room, Precision precision) {
    this.problems = problems;
    this.precision = precision;
    this.missing = missing;
    this.room = room;
  }

  /// The samples in `file`, if there are no problems.
  ///
  /// @param askedByName whether columns are asked for by name, so that there must be a header
  /// @throws CompilationFailed if a problem leaves nothing to read
  Samples read(DataFile file, List<Field> fields, boolean askedByName) {
    CsvTable table = open(file, askedByName);
    Map<Field, int[]> columns = columns(table, fields);
    List<Field> known = new TableSurvey(table, columns).known(fields);
    List<FieldReader> readers = new ArrayList<>();
    for (int i = 0; i < fields.size(); i++) {
      int[] found = columns.get(fields.get(i));
      if (found != null) {
        reader(known.get(i), found, table).ifPresent(readers::add);
      }
    }
    return new Samples(read(table, readers), known, table.hash());
  }

  private CsvTable open(DataFile file, boolean askedByName) {
    CsvTable table = CsvTable.open(file, askedByName);
    if (table.header().looksLikeSample()) {
      Diagnostic diagnostic =
          Diagnostic.of(Code.NO_HEADER, table.places().line(1), file.shown() + " has no header")
              .help(
                  "write the names of the columns in its first line, or ask for columns by number, from 0");
      problems.add(diagnostic);
      problems.throwIfErrors();
    }
    return table;
  }

  /// The columns of each field that has them all.
  private Map<Field, int[]> columns(CsvTable table, List<Field> fields) {
    Map<Field, int[]> columns = new LinkedHashMap<>();
    Columns all = new Columns(table.header(), problems);
    for (Field field : fields) {
      all.of(field).ifPresent(found -> columns.put(field, found));
    }
    return columns;
  }

  private Optional<FieldReader> reader(Field field, int[] columns, CsvTable table) {
    FieldReader reader =
        new FieldReader(field, columns, table.header(), field.mayLack(missing), room, precision);
    if (reader.width() != field.size()) {
      problems.add(
          field.categories().orElseThrow().isEmpty()
              ? Columns.miscounted(field, columns.length)
              : miscounted(field, reader.width()));
      return Optional.empty();
    }
    return Optional.of(reader);
  }

  private static Diagnostic miscounted(Field field, int numbers) {
    String text =
        field.name()
            + " takes "
            + field.size()
            + " numbers a sample, but its columns make "
            + numbers;
    Diagnostic diagnostic = Diagnostic.of(Code.COLUMN_COUNT, field.span(), text);
    for (Map.Entry<String, List<String>> column : field.categories().orElseThrow().entrySet()) {
      int categories = column.getValue().size();
      diagnostic =
          diagnostic.note(
              "column "
                  + Numeral.shortened(column.getKey())
                  + " is text: a number for each of its categories, "
                  + Columns.listed(column.getValue())
                  + (categories > field.size() ? ", …" : ""));
    }
    return diagnostic.help(
        "declare " + field.name() + ": [" + numbers + "], or name other columns");
  }

  private DataSet read(CsvTable table, List<FieldReader> readers) {
    int rows = table.forEach(problems, record -> readers.forEach(reader -> reader.read(record)));
    readers.forEach(reader -> reader.report(table, problems));
    Map<String, Kept> values = new LinkedHashMap<>();
    readers.forEach(reader -> values.put(reader.name(), reader.values()));
    return Kept.dataSet(rows, values);
  }
}
