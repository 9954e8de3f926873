package netwright.runtime.math;

import static netwright.runtime.math.Fma.fma;

/// log and log1p in f32, as straight lines of operations that round once each.
///
/// The argument is written as 2ᵉ·(1 + f) with 2/3 ≤ 1 + f < 4/3, and log = e·ln 2 + log(1 + f) with
///
/// log(1 + f) = f + f²·(f·P(f) - ½), P of degree 7, minimax for the relative error of log(1 + f)
/// (2⁻²⁷·⁷).
///
/// e·ln 2 + f is summed with its rounding error (Dekker's fast two-sum), which goes into the small
/// part.
public final class FloatLogarithm {
  /// ln 2 = LN2_HIGH + LN2_LOW; LN2_HIGH has 15 bits, so e·LN2_HIGH is exact.
  public static final float LN2_HIGH = 0x1.62e4p-1f;

  public static final float LN2_LOW = 0x1.7f7d1cp-20f;

  /// The bits of the float 2/3: the lower end of the range of 1 + f.
  public static final int TWO_THIRDS_BITS = 0x3F2AAAAB;

  /// What denormal arguments of log are multiplied with first.
  public static final float DENORMAL_SCALE = 0x1p24f;

  /// Arguments of log1p whose magnitude is less than this are their own result.
  public static final float LOG1P_TINY = 0x1p-26f;

  /// Coefficients of P, constant term first.
  public static final float P0 = 0x1.555506p-2f;

  public static final float P1 = -0x1.fffefcp-3f;
  public static final float P2 = 0x1.99d044p-3f;
  public static final float P3 = -0x1.559c44p-3f;
  public static final float P4 = 0x1.1ed662p-3f;
  public static final float P5 = -0x1.f332fep-4f;
  public static final float P6 = 0x1.1e678cp-3f;
  public static final float P7 = -0x1.07c878p-3f;

  private FloatLogarithm() {}

  /// The natural logarithm. At most 1 ulp from the true value; log(±0) = -Inf, log(+Inf) = +Inf,
  /// NaN below 0.
  static float log(float x) {
    boolean denormal = x < Float.MIN_NORMAL;
    float y = denormal ? x * DENORMAL_SCALE : x;
    int offset = Float.floatToRawIntBits(y) - TWO_THIRDS_BITS;
    float f = Float.intBitsToFloat((offset & 0x007FFFFF) + TWO_THIRDS_BITS) - 1f;
    float e = exponent(offset) - (denormal ? 24f : 0f);
    float finite = sum(e, f);
    float positive = x < Float.POSITIVE_INFINITY ? finite : x;
    float notNegative = x < 0f ? Float.NaN : positive;
    return x == 0f ? Float.NEGATIVE_INFINITY : notNegative;
  }

  /// log(1 + x) without cancellation near 0. At most 2 ulp from the true value; log1p(-0) = -0,
  /// log1p(-1) = -Inf, NaN below -1.
  ///
  /// e is that of 1 + x rounded; then f = 2⁻ᵉ·x + (2⁻ᵉ - 1) needs no rounded 1 + x. It is put as
  /// (x/4)·t + (t/4 - 1) with t = 2²⁻ᵉ, which is a normal float for every e up to 128.
  static float log1p(float x) {
    int offset = Float.floatToRawIntBits(1f + x) - TWO_THIRDS_BITS;
    float t = Float.intBitsToFloat(0x40800000 - (offset & 0xFF800000));
    float f = fma(x * 0.25f, t, fma(t, 0.25f, -1f));
    float finite = sum(exponent(offset), f);
    float positive = x < Float.POSITIVE_INFINITY ? finite : x;
    float inDomain = x < -1f ? Float.NaN : positive;
    float aboveMinusOne = x == -1f ? Float.NEGATIVE_INFINITY : inDomain;
    return Math.abs(x) < LOG1P_TINY ? x : aboveMinusOne;
  }

  /// e as a float. Its bits, added to those of 1.5·2²³, are 1.5·2²³ + e.
  private static float exponent(int offset) {
    return Float.intBitsToFloat((offset >> 23) + FloatExponential.ROUND_BITS)
        - FloatExponential.ROUND;
  }

  /// e·ln 2 + log(1 + f).
  private static float sum(float e, float f) {
    float tail = (f * f) * fma(f, p(f), -0.5f);
    float product = e * LN2_HIGH;
    float high = product + f;
    float low = f - (high - product);
    return high + (low + fma(e, LN2_LOW, tail));
  }

  /// P(f) by Horner's rule.
  private static float p(float f) {
    float upper = fma(fma(fma(P7, f, P6), f, P5), f, P4);
    return fma(fma(fma(fma(upper, f, P3), f, P2), f, P1), f, P0);
  }
}
