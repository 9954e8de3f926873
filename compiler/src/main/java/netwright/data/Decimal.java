package netwright.data;

import java.util.stream.IntStream;

/// Digits and a power of ten, as the number that [Numeral#parse] makes of them, without a text.
///
/// That number is the f64 nearest to the decimal, rounded to f32. Digits below 2⁵³ and powers up to 10²² are exact in f64,
/// so that one division or multiplication gives the nearest f64 (Clinger, "How to read floating point numbers accurately",
/// 1990). Otherwise up to three roundings leave a relative error below 2⁻⁵¹. If all of f64 within 2⁻⁵⁰ of the result round to
/// the same f32, so does the nearest.
final class Decimal {
  private static final int EXACT_POWERS = 22;
  private static final int LARGEST_POWER = 60;
  private static final int EXACT_BITS = 53;
  private static final double BELOW = 1 - 0x1p-50;
  private static final double ABOVE = 1 + 0x1p-50;
  private static final double[] POWERS =
      IntStream.rangeClosed(0, LARGEST_POWER)
          .mapToDouble(power -> Double.parseDouble("1e" + power))
          .toArray();

  private Decimal() {}

  /// `digits`, below 2⁵³, of which the last `places`, at most 22, are behind the point.
  static float exact(long digits, int places) {
    return (float) (digits / POWERS[places]);
  }

  /// `digits` · 10^`exponent`; NaN if this cannot tell, or if it is beyond f32.
  ///
  /// @param digits unsigned
  static float narrowed(long digits, int exponent) {
    if (exponent < -LARGEST_POWER || exponent > LARGEST_POWER) {
      return Float.NaN;
    }
    if (digits >>> EXACT_BITS == 0 && exponent >= -EXACT_POWERS && exponent <= EXACT_POWERS) {
      return (float) (exponent < 0 ? digits / POWERS[-exponent] : digits * POWERS[exponent]);
    }
    double whole = digits >= 0 ? digits : 2.0 * (digits >>> 1 | digits & 1);
    double near = exponent < 0 ? whole / POWERS[-exponent] : whole * POWERS[exponent];
    float low = (float) (near * BELOW);
    float high = (float) (near * ABOVE);
    return low == high && high < Float.POSITIVE_INFINITY ? low : Float.NaN;
  }
}
