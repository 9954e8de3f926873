package netwright.data;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
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
  private final Precision precision;

  /// @param precision of the samples
  AnyTable(Problems problems, Precision precision) {
    this.problems = problems;
    this.precision = precision;
  }

  /// The samples in `file`, if there are no problems.
  ///
  /// @param askedByName whether columns are asked for by name, so that there must be a header
  /// @throws CompilationFailed if a problem leaves nothing to read
  Samples read(DataFile file, List<Field> fields, boolean askedByName) {
    CsvTable table = open(file, askedByName);
    List<Field> known = labelled(table, fields);
    return new Samples(read(table, known), known, table.hash());
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

  /// The fields, with the labels that the table has for classes whose labels nobody knows.
  private List<Field> labelled(CsvTable table, List<Field> fields) {
    Map<Field, LabelSurvey> surveys = new LinkedHashMap<>();
    Map<Field, int[]> columns = new LinkedHashMap<>();
    for (Field field : fields) {
      if (field.classes().isPresent() && field.classes().get().labels().isEmpty()) {
        new Columns(table.header(), new Problems())
            .of(field)
            .ifPresent(found -> columns.put(field, found));
        surveys.put(field, new LabelSurvey());
      }
    }
    if (!columns.isEmpty()) {
      table.forEach(
          new Problems(),
          record ->
              columns.forEach((field, found) -> {
                for (int column : found) {
                  surveys.get(field).add(record.getField(column).strip());
                }
              }));
    }
    return fields.stream()
        .map(field -> surveys.containsKey(field) ? named(field, surveys.get(field)) : field)
        .toList();
  }

  private static Field named(Field field, LabelSurvey survey) {
    return field.with(field.classes().orElseThrow().named(survey.labels()));
  }

  private DataSet read(CsvTable table, List<Field> fields) {
    List<FieldReader> readers = new ArrayList<>();
    Columns columns = new Columns(table.header(), problems);
    for (Field field : fields) {
      columns.of(field).ifPresent(found -> readers.add(new FieldReader(field, precision, found)));
    }
    int rows = table.forEach(problems, record -> readers.forEach(reader -> reader.read(record)));
    readers.forEach(reader -> reader.report(table, problems));
    Map<String, float[]> values = new LinkedHashMap<>();
    Map<String, double[]> wide = new LinkedHashMap<>();
    for (FieldReader reader : readers) {
      switch (precision) {
        case F32 -> values.put(reader.name(), reader.values());
        case F64 -> wide.put(reader.name(), reader.wide());
      }
    }
    return new DataSet(rows, values, wide);
  }
}
