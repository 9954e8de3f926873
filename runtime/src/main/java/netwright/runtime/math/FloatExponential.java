package netwright.runtime.math;

import static netwright.runtime.math.Fma.fma;

/// exp and expm1 in f32, as straight lines of operations that round once each.
///
/// Both write x = n·ln 2 + r with n the integer nearest to x / ln 2, so |r| ≤ 0.347, and use eˣ =
/// 2ⁿ·eʳ with
///
/// eʳ = 1 + r + r²·Q(r), Q of degree 4, minimax for the relative error of eʳ (2⁻²⁸).
///
/// Adding 1.5·2²³ to x / ln 2 leaves n in the low bits of the sum, which gives n as a float (take
/// the constant off again) and as an integer (take the bits of the constant off the bits) without a
/// conversion. ln 2 is split in two floats (Cody and Waite); the product with the first cancels
/// exactly inside the fma.
public final class FloatExponential {
  /// 1 / ln 2.
  public static final float LOG2_E = 0x1.715476p0f;

  /// 1.5·2²³: a float to which adding |v| < 2²² rounds v to an integer.
  public static final float ROUND = 0x1.8p23f;

  /// The bits of [#ROUND].
  public static final int ROUND_BITS = 0x4B400000;

  /// ln 2 = LN2_HIGH + LN2_LOW with an error of 2⁻⁵⁵.
  public static final float LN2_HIGH = 0x1.62e43p-1f;

  public static final float LN2_LOW = -0x1.05c61p-29f;

  /// Arguments of exp are moved into this range, beyond which the result is 0 or +Inf anyway.
  public static final float EXP_LOWEST = -104f;

  public static final float EXP_HIGHEST = 89f;

  /// Arguments of expm1 below this have the result -1.
  public static final float EXPM1_LOWEST = -18f;

  /// Arguments of expm1 whose magnitude is less than this are their own result.
  public static final float EXPM1_TINY = 0x1p-26f;

  /// Coefficients of Q, constant term first.
  public static final float Q0 = 0x1.fffffcp-2f;

  public static final float Q1 = 0x1.55548cp-3f;
  public static final float Q2 = 0x1.555858p-5f;
  public static final float Q3 = 0x1.123de0p-7f;
  public static final float Q4 = 0x1.6ac744p-10f;

  private FloatExponential() {}

  /// eˣ. At most 1 ulp from the true value; exp(-Inf) = 0, exp(+Inf) = +Inf, results below 2⁻¹²⁶
  /// are denormal.
  ///
  /// 2ⁿ is applied as two factors of about 2^(n/2), since 2ⁿ itself need not be a normal float.
  static float exp(float x) {
    float raised = x < EXP_LOWEST ? EXP_LOWEST : x;
    float y = raised > EXP_HIGHEST ? EXP_HIGHEST : raised;
    float shifted = fma(y, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, y));
    float p = fma(r, fma(r, q(r), 1f), 1f);
    int exponent = Float.floatToRawIntBits(shifted) - ROUND_BITS;
    int half = exponent >> 1;
    return p * powerOfTwo(half) * powerOfTwo(exponent - half);
  }

  /// eˣ - 1 without cancellation near 0. At most 2 ulp from the true value; expm1(-0) = -0,
  /// expm1(-Inf) = -1.
  ///
  /// With m = eʳ - 1 = r + r²·Q(r) and s = 2ⁿ⁻¹ the result is 2·(s·m + (s - ½)); halves, so that n
  /// = 128 does not overflow early.
  static float expm1(float x) {
    float raised = x < EXPM1_LOWEST ? EXPM1_LOWEST : x;
    float y = raised > EXP_HIGHEST ? EXP_HIGHEST : raised;
    float shifted = fma(y, LOG2_E, ROUND);
    float n = shifted - ROUND;
    float r = fma(n, -LN2_LOW, fma(n, -LN2_HIGH, y));
    float m = fma(r * r, q(r), r);
    float s = powerOfTwo(Float.floatToRawIntBits(shifted) - ROUND_BITS - 1);
    float half = fma(s, m, s - 0.5f);
    return Math.abs(x) < EXPM1_TINY ? x : half + half;
  }

  /// Q(r) by Horner's rule.
  static float q(float r) {
    return fma(fma(fma(fma(Q4, r, Q3), r, Q2), r, Q1), r, Q0);
  }

  /// 2^exponent for -126 ≤ exponent ≤ 127, put together from bits.
  static float powerOfTwo(int exponent) {
    return Float.intBitsToFloat((exponent + 127) << 23);
  }
}
