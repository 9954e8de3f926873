package netwright.runtime.math;

import static netwright.runtime.math.Fma.fma;

/// tanh in f32, as a straight line of operations that round once each.
///
/// Odd by construction: computed from a = |x|, and the sign of x is put back as a bit. With h = (e²ᵃ - 1)/2
/// as in [FloatExponential#expm1] and q = h / (h + 1) the result is
///
/// - h - h·q for a < 0.4: the same as q, but the rounding error of h + 1 counts q times only,
/// - q else, which cannot exceed 1.
///
/// h comes from a itself, not from 2a: what [FloatExponential] computes from r = 2a - n·ln 2 is computed here from r/2, by
/// constants that differ by powers of two, so that nothing has to be doubled and halved again.
public final class FloatHyperbolic {
  /// Where the first formula ends.
  public static final float SMALL = 0.4f;

  /// From here on tanh rounds to 1.
  public static final float HIGHEST = 9.2f;

  /// 2 / ln 2.
  public static final float TWO_LOG2_E = 2f * FloatExponential.LOG2_E;

  /// (ln 2)/2 = HALF_LN2_HIGH + HALF_LN2_LOW.
  public static final float HALF_LN2_HIGH = 0.5f * FloatExponential.LN2_HIGH;

  public static final float HALF_LN2_LOW = 0.5f * FloatExponential.LN2_LOW;

  /// 2·Q(2z), Q as in [FloatExponential].
  public static final float Q0 = 2f * FloatExponential.Q0;

  public static final float Q1 = 4f * FloatExponential.Q1;
  public static final float Q2 = 8f * FloatExponential.Q2;
  public static final float Q3 = 16f * FloatExponential.Q3;
  public static final float Q4 = 32f * FloatExponential.Q4;

  /// Adding this rounds to an integer n as [FloatExponential#ROUND] does, and leaves n + 127 in the low bits: shifted to a float's
  /// exponent they are 2ⁿ, for the other bits go over the end. (A tie, which would round to the other side, there is none: no
  /// product of a float with 2 / ln 2 has its last bit just behind the point.)
  public static final float ROUND = FloatExponential.ROUND + 127f;

  private FloatHyperbolic() {}

  /// The hyperbolic tangent. At most 2 ulp from the true value, never beyond ±1; tanh(-0) = -0.
  static float tanh(float x) {
    int bits = Float.floatToRawIntBits(x);
    float a = Float.intBitsToFloat(bits & 0x7FFFFFFF);
    float clamped = a > HIGHEST ? HIGHEST : a;
    float h = halfExponentialLess1(clamped);
    float q = h / (h + 1f);
    float magnitude = a < SMALL ? fma(-h, q, h) : q;
    return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | (bits & 0x80000000));
  }

  /// (e²ᵃ - 1)/2 for 0 ≤ a ≤ 9.2, which needs none of the precautions of [FloatExponential#expm1].
  private static float halfExponentialLess1(float a) {
    float shifted = fma(a, TWO_LOG2_E, ROUND);
    float n = shifted - ROUND;
    float z = fma(n, -HALF_LN2_LOW, fma(n, -HALF_LN2_HIGH, a));
    float q = fma(fma(fma(fma(Q4, z, Q3), z, Q2), z, Q1), z, Q0);
    float m = fma(z * z, q, z);
    float power = Float.intBitsToFloat(Float.floatToRawIntBits(shifted) << 23);
    return fma(power, m, fma(power, 0.5f, -0.5f));
  }
}
