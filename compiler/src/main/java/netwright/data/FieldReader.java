package netwright.data;

import de.siegmar.fastcsv.reader.CsvRecord;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.Precision;

/// Collects the values of one field, record by record, and the cells that have none.
final class FieldReader {
  private final Field field;
  private final int[] columns;
  private final Cells cells;
  private final Precision precision;
  private final FloatList values = new FloatList();
  private final DoubleList wide = new DoubleList();
  private final int[] faults;
  private final CsvRecord[] firstFault;

  FieldReader(Field field, Precision precision, int[] columns) {
    this.field = field;
    this.precision = precision;
    this.columns = columns;
    this.cells = Cells.of(field, precision);
    this.faults = new int[columns.length];
    this.firstFault = new CsvRecord[columns.length];
  }

  void read(CsvRecord record) {
    for (int i = 0; i < columns.length; i++) {
      if (!add(record.getField(columns[i]).strip())) {
        firstFault[i] = faults[i]++ == 0 ? record : firstFault[i];
      }
    }
  }

  /// Adds the value of `cell`; false if it has none.
  private boolean add(String cell) {
    return switch (precision) {
      case F32 -> {
        float value = cells.read(cell);
        values.add(value);
        yield !Float.isNaN(value);
      }
      case F64 -> {
        double value = cells.readWide(cell);
        wide.add(value);
        yield !Double.isNaN(value);
      }
    };
  }

  String name() {
    return field.name();
  }

  /// The values read, sample after sample, if they are in f32.
  float[] values() {
    return values.toArray();
  }

  /// The values read, sample after sample, if they are in f64.
  double[] wide() {
    return wide.toArray();
  }

  /// Reports the first refused cell of each column, and how many there are.
  void report(CsvTable table, Problems problems) {
    for (int i = 0; i < columns.length; i++) {
      if (faults[i] > 0) {
        problems.add(diagnostic(table, firstFault[i], columns[i], faults[i]));
      }
    }
  }

  private Diagnostic diagnostic(CsvTable table, CsvRecord record, int column, int count) {
    Numeral.Fault fault = cells.fault(record.getField(column).strip());
    String called =
        table.header().isPresent()
            ? "column " + table.header().names().get(column)
            : "column " + column;
    Code code = field.classes().isPresent() ? Code.NOT_A_CLASS : Code.NOT_A_NUMBER;
    Diagnostic diagnostic =
        Diagnostic.of(
                code,
                table.places().cell((int) record.getStartingLineNumber(), column),
                fault.message())
            .label(called + ", read as " + field.name())
            .help(fault.help());
    return count == 1 ? diagnostic : diagnostic.note(more(count - 1));
  }

  private static String more(int count) {
    return count == 1
        ? "one more cell of this column is wrong"
        : count + " more cells of this column are wrong";
  }
}
