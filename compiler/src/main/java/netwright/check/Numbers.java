package netwright.check;

/// Compile-time numbers as text and as integers.
final class Numbers {

  private Numbers() {}

  /// `4`, `0.5`, `1.0E-8`: without a fraction where there is none.
  static String text(double value) {
    boolean integral = value == Math.rint(value) && Math.abs(value) < 1e15;
    return integral ? Long.toString((long) value) : Double.toString(value);
  }

  /// Whether `value` is an integer that an `int` holds.
  static boolean isInt(double value) {
    return value == (int) value;
  }
}
