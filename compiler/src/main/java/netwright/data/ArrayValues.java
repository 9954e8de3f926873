package netwright.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.arrays.ElementSink;
import netwright.arrays.ElementType;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.Precision;

/// Collects the values of one field from parts of arrays, and finds those that are no values of it.
final class ArrayValues {
  private static final String MISSING_HELP =
      "put a number there, take the sample out, set `missing = drop`, or for an input `missing = mean`";

  private final Field asked;
  private final Field field;
  private final List<ArrayPart> parts;
  private final boolean mayLack;
  private final Cells cells;
  private final Precision precision;
  private final Kept values;
  private long faults;
  private Diagnostic firstFault;

  /// @param mayLack whether NaN stands for what is missing
  ArrayValues(Field field, List<ArrayPart> parts, boolean mayLack, Room room, Precision precision) {
    this.asked = field;
    this.field = integers(field);
    this.parts = parts;
    this.mayLack = mayLack;
    this.cells = Cells.of(this.field, precision);
    this.precision = precision;
    this.values = room.kept(precision, parts.getFirst().rows(), field.size());
  }

  /// Classes in arrays are integers, whatever names they have.
  private static Field integers(Field field) {
    return field.classes().isPresent() ? field.with(field.classes().get().named(List.of())) : field;
  }

  void read() throws IOException {
    long to = 0;
    for (ArrayPart part : parts) {
      part.array().read(sink(part, to));
      to += part.width();
    }
  }

  private ElementSink sink(ArrayPart part, long to) {
    int size = field.size();
    if (part.width() == size && part.isWhole()) {
      return (place, type, bytes, index) ->
          values.set(place, value(part, place, type, bytes, index));
    }
    long all = part.array().header().sampleSize();
    return (place, type, bytes, index) -> {
      long row = place / all;
      long column = place - row * all - part.from();
      if (column >= 0 && column < part.width()) {
        values.set(row * size + to + column, value(part, place, type, bytes, index));
      }
    };
  }

  private double value(ArrayPart part, long place, ElementType type, ByteBuffer bytes, int index) {
    boolean narrow = precision == Precision.F32;
    double number = narrow ? type.narrow(bytes, index) : type.wide(bytes, index);
    double value = narrow ? cells.of((float) number) : cells.ofWide(number);
    if (!Double.isFinite(value) && !(mayLack && Double.isNaN(number))) {
      fault(part, place, type.wide(bytes, index));
    }
    return value;
  }

  private void fault(ArrayPart part, long place, double number) {
    if (faults++ == 0) {
      long row = place / part.array().header().sampleSize();
      String where = part.called() + ", sample " + row;
      firstFault = described(where, number);
    }
  }

  private Diagnostic described(String where, double number) {
    if (field.classes().isPresent()) {
      int count = field.classes().get().count();
      return Diagnostic.of(
              Code.NOT_A_CLASS,
              field.span(),
              where + ": " + text(number) + " is not a class of " + field.name())
          .help(field.name() + " has " + count + " classes, the integers 0 .. " + (count - 1));
    }
    if (number < 0 && field.role() == Field.Role.WEIGHT) {
      CellFault fault = cells.fault(String.valueOf(number));
      return Diagnostic.of(Code.NOT_A_NUMBER, field.span(), where + ": " + fault.message())
          .help(fault.help());
    }
    boolean large = Double.isFinite(number);
    return Diagnostic.of(
            Code.NOT_A_NUMBER,
            field.span(),
            where
                + ": "
                + number
                + (large ? " is too large for f32" : " is not a number to compute with"))
        .help(
            large
                ? "the largest number is 3.4e38; scale the array"
                : Double.isNaN(number)
                    ? MISSING_HELP
                    : "put a finite number there, or take the sample out");
  }

  private static String text(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  /// Reports the first element that is no value, and how many there are.
  void report(Problems problems) {
    if (faults > 0) {
      problems.add(
          faults == 1
              ? firstFault
              : firstFault.note(
                  faults == 2
                      ? "one more element is wrong"
                      : faults - 1 + " more elements are wrong"));
    }
  }

  Kept values() {
    return values;
  }

  /// The field, its labels known.
  Field field() {
    Field known = asked.classes().flatMap(Field.Classes::labels).isPresent() ? asked : field;
    return known.categories().isPresent() ? known : known.withCategories(Optional.of(Map.of()));
  }
}
