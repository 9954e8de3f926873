package netwright.driver;

import java.util.ArrayList;
import java.util.List;
import netwright.data.CsvOutput;
import netwright.runtime.Precision;

/// What a network says about samples.
///
/// @param rows how many samples
public record Predictions(int rows, List<Output> outputs) {

  public Predictions {
    outputs = List.copyOf(outputs);
  }

  /// What the elements of an output are.
  public sealed interface Kind {
    /// Numbers.
    record Numbers() implements Kind {}

    /// Classes that have no names.
    record Integers() implements Kind {}

    /// Classes by their names; class `k` is name `k`. The training rows may have shown fewer classes than there are: the
    /// others have no names.
    record Labels(List<String> names) implements Kind {
      /// The name of a class; its number as text if it has none.
      String name(int number) {
        return number < names.size() ? names.get(number) : String.valueOf(number);
      }
    }
  }

  /// One output.
  ///
  /// @param size elements of one sample
  /// @param single whether it is one element, not a list of one
  /// @param values sample after sample
  /// @param precision of the values
  public record Output(
      String name, int size, boolean single, double[] values, Precision precision, Kind kind) {

    /// The value for one sample: a number or label, or a list of such.
    public Object value(int row) {
      List<Object> elements = new ArrayList<>();
      for (int i = 0; i < size; i++) {
        elements.add(element(row, i));
      }
      return single ? elements.getFirst() : elements;
    }

    /// A number prints as the shortest text that is read as the same number in its precision.
    private Object element(int row, int place) {
      double value = values[row * size + place];
      return switch (kind) {
        case Kind.Numbers _ -> (Object) Double.valueOf(text(value));
        case Kind.Integers _ -> (Object) (int) value;
        case Kind.Labels labels -> labels.name((int) value);
      };
    }

    private String cell(int row, int place) {
      return kind instanceof Kind.Numbers
          ? text(values[row * size + place])
          : element(row, place).toString();
    }

    private String text(double value) {
      return precision == Precision.F32 ? Float.toString((float) value) : Double.toString(value);
    }
  }

  /// As CSV with a header. An output of several elements has the columns `name_0`, `name_1`, ….
  public String csv() {
    List<List<String>> lines = new ArrayList<>();
    lines.add(header());
    for (int row = 0; row < rows; row++) {
      lines.add(line(row));
    }
    return CsvOutput.text(lines);
  }

  private List<String> header() {
    List<String> names = new ArrayList<>();
    for (Output output : outputs) {
      for (int i = 0; i < output.size(); i++) {
        names.add(output.size() == 1 ? output.name() : output.name() + "_" + i);
      }
    }
    return names;
  }

  private List<String> line(int row) {
    List<String> cells = new ArrayList<>();
    for (Output output : outputs) {
      for (int i = 0; i < output.size(); i++) {
        cells.add(output.cell(row, i));
      }
    }
    return cells;
  }
}
