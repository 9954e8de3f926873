package netwright.data;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import netwright.diag.Suggestions;
import netwright.runtime.Precision;

/// What the cells of a column mean.
sealed interface Cells {

  /// The value of a cell without spaces around it; NaN if it has none.
  float read(String cell);

  /// The same in f64.
  default double readWide(String cell) {
    return read(cell);
  }

  /// The value of a cell in which `number` is written, with the same meaning.
  ///
  /// @throws IllegalStateException if cells are texts
  float of(float number);

  /// The same for a number in f64.
  default double ofWide(double number) {
    return of((float) number);
  }

  /// Why [#read], or [#readWide] if cells are of f64, refused `cell`.
  CellFault fault(String cell);

  /// Cells of `field` in f32, whose labels are known if it is a class.
  static Cells of(Field field) {
    return of(field, Precision.F32);
  }

  /// Cells of `field`, whose labels are known if it is a class.
  static Cells of(Field field, Precision precision) {
    if (field.role() == Field.Role.WEIGHT) {
      return new Weights(precision);
    }
    return field
        .classes()
        .map(classes -> of(field.name(), classes))
        .orElseGet(() -> new Numbers(precision));
  }

  private static Cells of(String name, Field.Classes classes) {
    List<String> labels = classes.labels().orElseThrow();
    return labels.isEmpty()
        ? new Integers(name, classes.count())
        : new Labels(name, classes.count(), labels);
  }

  /// Numbers.
  record Numbers(Precision precision) implements Cells {
    @Override
    public float read(String cell) {
      return Numeral.parse(cell);
    }

    @Override
    public double readWide(String cell) {
      return Numeral.parseWide(cell);
    }

    @Override
    public float of(float number) {
      return number;
    }

    @Override
    public double ofWide(double number) {
      return number;
    }

    @Override
    public CellFault fault(String cell) {
      return CellFault.of(cell, precision);
    }
  }

  /// Numbers that are not negative.
  record Weights(Precision precision) implements Cells {
    @Override
    public float read(String cell) {
      return of(Numeral.parse(cell));
    }

    @Override
    public float of(float number) {
      return number >= 0 ? number : Float.NaN;
    }

    @Override
    public double readWide(String cell) {
      return ofWide(Numeral.parseWide(cell));
    }

    @Override
    public double ofWide(double number) {
      return number >= 0 ? number : Double.NaN;
    }

    @Override
    public CellFault fault(String cell) {
      return Numeral.parseWide(cell) < 0
          ? new CellFault(
              "the weight " + Numeral.shortened(cell) + " is negative",
              "weights of samples are 0 or more")
          : CellFault.of(cell, precision);
    }
  }

  /// Classes written as integers.
  record Integers(String name, int count) implements Cells {
    @Override
    public float read(String cell) {
      return of(Numeral.parse(cell));
    }

    @Override
    public float of(float number) {
      return number >= 0 && number < count && number == Math.rint(number)
          ? Math.abs(number)
          : Float.NaN;
    }

    @Override
    public CellFault fault(String cell) {
      String what = cell.isEmpty() ? "an empty cell" : "`" + Numeral.shortened(cell) + "`";
      return new CellFault(
          what + " is not a class of " + name,
          name + " has " + count + " classes, the integers 0 .. " + (count - 1));
    }
  }

  /// Classes written as text.
  final class Labels implements Cells {
    private static final int SHOWN = 20;
    private final String name;
    private final int count;
    private final List<String> labels;
    private final Map<String, Integer> numbers = new HashMap<>();

    /// The classes are the first `count` of the labels.
    Labels(String name, int count, List<String> labels) {
      this.name = name;
      this.count = count;
      this.labels = labels;
      for (int number = 0; number < Math.min(count, labels.size()); number++) {
        numbers.putIfAbsent(labels.get(number), number);
      }
    }

    @Override
    public float read(String cell) {
      Integer number = numbers.get(cell);
      return number == null ? Float.NaN : number;
    }

    @Override
    public float of(float number) {
      throw new IllegalStateException("the classes of " + name + " are written as text");
    }

    @Override
    public CellFault fault(String cell) {
      String what = cell.isEmpty() ? "an empty cell" : "`" + Numeral.shortened(cell) + "`";
      int place = labels.indexOf(cell);
      if (place >= count) {
        String message =
            what
                + " is label number "
                + (place + 1)
                + " of "
                + name
                + ", which has "
                + count
                + " classes";
        return new CellFault(message, "declare " + name + ": class[" + labels.size() + "]");
      }
      String meant = Suggestions.didYouMean(cell, numbers.keySet());
      String known =
          "known labels are "
              + labels.stream()
                  .limit(SHOWN)
                  .map(Numeral::shortened)
                  .collect(Collectors.joining(", "));
      return new CellFault(what + " is not a label of " + name, meant.isEmpty() ? known : meant);
    }
  }
}
