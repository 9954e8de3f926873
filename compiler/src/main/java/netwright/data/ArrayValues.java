package netwright.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import netwright.arrays.ElementSink;
import netwright.arrays.ElementType;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.Precision;

/// Collects the values of one field from parts of arrays, and finds those that are no values of it.
final class ArrayValues {
  private final Field asked;
  private final Field field;
  private final List<ArrayPart> parts;
  private final Cells cells;
  private final Precision precision;
  private final float[] values;
  private final double[] wide;
  private long faults;
  private Diagnostic firstFault;

  /// @throws OutOfMemoryError if there is no room
  ArrayValues(Field field, Precision precision, List<ArrayPart> parts) {
    this.asked = field;
    this.field = integers(field);
    this.parts = parts;
    this.cells = Cells.of(this.field, precision);
    this.precision = precision;
    int size = Math.multiplyExact(parts.getFirst().rows(), field.size());
    this.values = new float[precision == Precision.F32 ? size : 0];
    this.wide = new double[precision == Precision.F64 ? size : 0];
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
      return (place, type, bytes, index) -> put((int) place, part, place, type, bytes, index);
    }
    long all = part.array().header().sampleSize();
    return (place, type, bytes, index) -> {
      long row = place / all;
      long column = place - row * all - part.from();
      if (column >= 0 && column < part.width()) {
        put((int) (row * size + to + column), part, place, type, bytes, index);
      }
    };
  }

  private void put(
      int to, ArrayPart part, long place, ElementType type, ByteBuffer bytes, int index) {
    switch (precision) {
      case F32 -> values[to] = value(part, place, type, bytes, index);
      case F64 -> wide[to] = wideValue(part, place, type.wide(bytes, index));
    }
  }

  private double wideValue(ArrayPart part, long place, double number) {
    double value = cells.ofWide(number);
    if (!Double.isFinite(value)) {
      fault(part, place, number);
    }
    return value;
  }

  private float value(ArrayPart part, long place, ElementType type, ByteBuffer bytes, int index) {
    float number = type.narrow(bytes, index);
    float value = cells.of(number);
    if (!Float.isFinite(value)) {
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

  /// The values, sample after sample, if they are in f32.
  float[] values() {
    return values;
  }

  /// The values, sample after sample, if they are in f64.
  double[] wide() {
    return wide;
  }

  /// The field, its labels known.
  Field field() {
    return asked.classes().flatMap(Field.Classes::labels).isPresent() ? asked : field;
  }
}
