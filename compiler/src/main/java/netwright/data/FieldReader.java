package netwright.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import java.util.Arrays;
import java.util.List;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.Precision;

/// Collects the values of one field, record by record, and the cells that have none.
final class FieldReader {
  private final Field field;
  private final int[] columns;
  private final boolean mayLack;
  private final Cells[] cells;
  private final int[] widths;
  private final Precision precision;
  private final FloatList values;
  private final DoubleList wide = new DoubleList();
  private final int[] faults;
  private final CsvRecord[] firstFault;

  /// @param field its labels and categories known
  /// @param mayLack whether a missing cell becomes NaN, rather than a fault
  FieldReader(
      Field field,
      int[] columns,
      CsvHeader header,
      boolean mayLack,
      Room room,
      Precision precision) {
    this.field = field;
    this.columns = columns;
    this.mayLack = mayLack;
    this.precision = precision;
    this.values = room.list();
    this.cells = new Cells[columns.length];
    this.widths = new int[columns.length];
    for (int i = 0; i < columns.length; i++) {
      String column = header.called(columns[i]);
      List<String> categories = field.categories().orElseThrow().getOrDefault(column, List.of());
      widths[i] = Math.max(1, categories.size());
      cells[i] =
          categories.isEmpty()
              ? Cells.of(field, precision)
              : new Cells.Labels(column, categories.size(), categories);
    }
    this.faults = new int[columns.length];
    this.firstFault = new CsvRecord[columns.length];
  }

  /// Numbers for each record.
  int width() {
    return Arrays.stream(widths).sum();
  }

  void read(CsvRecord record) {
    for (int i = 0; i < columns.length; i++) {
      String cell = record.getField(columns[i]).strip();
      double value = precision == Precision.F32 ? cells[i].read(cell) : cells[i].readWide(cell);
      add(value, widths[i]);
      if (Double.isNaN(value) && !(mayLack && Numeral.isMissing(cell))) {
        firstFault[i] = faults[i]++ == 0 ? record : firstFault[i];
      }
    }
  }

  /// Adds a number, or as many as there are categories.
  private void add(double value, int width) {
    if (width == 1) {
      add(value);
      return;
    }
    for (int category = 0; category < width; category++) {
      add(Double.isNaN(value) ? value : value == category ? 1 : 0);
    }
  }

  private void add(double value) {
    switch (precision) {
      case F32 -> values.add((float) value);
      case F64 -> wide.add(value);
    }
  }

  String name() {
    return field.name();
  }

  /// The values read, sample after sample.
  Kept values() {
    return switch (precision) {
      case F32 -> values.kept(field.size());
      case F64 -> new Kept.Wide(wide.toArray());
    };
  }

  /// Reports the first refused cell of each column, and how many there are.
  void report(CsvTable table, Problems problems) {
    for (int i = 0; i < columns.length; i++) {
      if (faults[i] > 0) {
        problems.add(diagnostic(table, i));
      }
    }
  }

  private Diagnostic diagnostic(CsvTable table, int i) {
    CsvRecord record = firstFault[i];
    int column = columns[i];
    int count = faults[i];
    CellFault fault = cells[i].fault(record.getField(column).strip());
    String called = "column " + table.header().called(column);
    Diagnostic diagnostic =
        Diagnostic.of(
                code(cells[i]),
                table.places().cell((int) record.getStartingLineNumber(), column),
                fault.message())
            .label(called + ", read as " + field.name())
            .help(fault.help());
    return count == 1 ? diagnostic : diagnostic.note(more(count - 1));
  }

  private static Code code(Cells cells) {
    return switch (cells) {
      case Cells.Numbers _, Cells.Weights _ -> Code.NOT_A_NUMBER;
      case Cells.Integers _, Cells.Labels _ -> Code.NOT_A_CLASS;
    };
  }

  private static String more(int count) {
    return count == 1
        ? "one more cell of this column is wrong"
        : count + " more cells of this column are wrong";
  }
}
