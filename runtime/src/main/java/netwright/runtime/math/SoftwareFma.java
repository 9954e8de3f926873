package netwright.runtime.math;

/// Fused multiply-add from additions and multiplications that round once each.
///
/// Both forms follow Boldo and Melquiond, "Emulation of a FMA and correctly-rounded sums: proved
/// algorithms using rounding to odd", IEEE Transactions on Computers 57(4), 2008: the exact sum is
/// rounded to odd in a wider precision, and that is rounded to the result. Rounding to odd keeps
/// the information that bits were lost, so the second rounding is right.
final class SoftwareFma {
  /// Factor of Veltkamp's splitting: 2^27 + 1.
  private static final double SPLITTER = 0x1.0p27 + 1;

  /// Operands of f64 whose exponents lie within ± this bound can neither overflow nor lose bits to
  /// underflow on the way.
  private static final int SAFE_EXPONENT = 400;

  private SoftwareFma() {}

  /// `a * b + c`, rounded once. The product of two f32 is exact in f64; the sum is rounded to odd
  /// there.
  static float fma(float a, float b, float c) {
    double product = (double) a * b;
    double sum = product + c;
    double error = errorOfSum(product, c, sum);
    return (float) towardsOdd(sum, error);
  }

  /// `a * b + c`, rounded once. Operands near the ends of the exponent range take the slow exact
  /// way of [Math].
  static double fma(double a, double b, double c) {
    if (a == 0 || b == 0) {
      return a * b + c;
    }
    if (!(isSafe(a) && isSafe(b) && (isSafe(c) || c == 0))) {
      return Math.fma(a, b, c);
    }
    double productHigh = a * b;
    double productLow = errorOfProduct(a, b, productHigh);
    double partHigh = c + productLow;
    double partLow = errorOfSum(c, productLow, partHigh);
    double sumHigh = productHigh + partHigh;
    double sumLow = errorOfSum(productHigh, partHigh, sumHigh);
    double tail = partLow + sumLow;
    return sumHigh + towardsOdd(tail, errorOfSum(partLow, sumLow, tail));
  }

  /// Knuth's TwoSum: `a + b - sum`, exactly, for `sum` = a + b rounded.
  private static double errorOfSum(double a, double b, double sum) {
    double t = sum - a;
    return (a - (sum - t)) + (b - t);
  }

  /// Dekker's product: `a * b - product`, exactly, for `product` = a * b rounded.
  private static double errorOfProduct(double a, double b, double product) {
    double aHigh = high(a);
    double aLow = a - aHigh;
    double bHigh = high(b);
    double bLow = b - bHigh;
    return ((aHigh * bHigh - product) + aHigh * bLow + aLow * bHigh) + aLow * bLow;
  }

  /// The upper 26 bits of `a` (Veltkamp).
  private static double high(double a) {
    double t = SPLITTER * a;
    return t - (t - a);
  }

  /// `sum + error` rounded to odd, when `sum` is that sum rounded to nearest. No step if it was
  /// exact, or is NaN or infinite.
  private static double towardsOdd(double sum, double error) {
    long bits = Double.doubleToRawLongBits(sum);
    boolean inexact = error != 0 && Math.abs(error) <= Double.MAX_VALUE;
    if (!inexact || (bits & 1) != 0) {
      return sum;
    }
    boolean away = (error > 0) == (sum > 0);
    return Double.longBitsToDouble(away ? bits + 1 : bits - 1);
  }

  private static boolean isSafe(double value) {
    return Math.abs(Math.getExponent(value)) <= SAFE_EXPONENT;
  }
}
