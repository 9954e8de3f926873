package netwright.runtime.math;

import java.util.Objects;

/// The one NaN that stored tensors hold. Which payload an operation gives a NaN is up to the
/// machine; tensors that are compared, hashed or written have all NaNs replaced by this one first.
public final class CanonicalNaN {
  private CanonicalNaN() {}

  /// `value`, or `0x7fc00000` for any NaN.
  public static float of(float value) {
    return value == value ? value : Float.NaN;
  }

  /// `value`, or `0x7ff8000000000000` for any NaN.
  public static double of(double value) {
    return value == value ? value : Double.NaN;
  }

  /// Makes every NaN of `values` from index `from` (inclusive) to `to` (exclusive) canonical.
  ///
  /// @throws IndexOutOfBoundsException if the range is not within the array
  public static void canonicalize(float[] values, int from, int to) {
    Objects.checkFromToIndex(from, to, values.length);
    for (int i = from; i < to; i++) {
      values[i] = of(values[i]);
    }
  }

  /// Makes every NaN of `values` from index `from` (inclusive) to `to` (exclusive) canonical.
  ///
  /// @throws IndexOutOfBoundsException if the range is not within the array
  public static void canonicalize(double[] values, int from, int to) {
    Objects.checkFromToIndex(from, to, values.length);
    for (int i = from; i < to; i++) {
      values[i] = of(values[i]);
    }
  }
}
