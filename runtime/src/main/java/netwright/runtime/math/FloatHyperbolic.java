package netwright.runtime.math;

import static netwright.runtime.math.Fma.fma;

/// tanh in f32, as a straight line of operations that round once each.
///
/// Odd by construction: computed from a = |x|, and the sign of x is put back as a bit. With t = e²ᵃ - 1
/// as in [FloatExponential#expm1] and q = t / (t + 2) the result is
///
/// - t/2 - (t/2)·q for a < 0.4: the same as q, but the rounding error of t + 2 counts q times only,
/// - q else, which cannot exceed 1.
public final class FloatHyperbolic {
  /// Where the first formula ends.
  public static final float SMALL = 0.4f;

  /// From here on tanh rounds to 1.
  public static final float HIGHEST = 9.2f;

  private FloatHyperbolic() {}

  /// The hyperbolic tangent. At most 2 ulp from the true value, never beyond ±1; tanh(-0) = -0.
  static float tanh(float x) {
    int bits = Float.floatToRawIntBits(x);
    float a = Float.intBitsToFloat(bits & 0x7FFFFFFF);
    float clamped = a > HIGHEST ? HIGHEST : a;
    float t = exponentialLess1(clamped + clamped);
    float q = t / (t + 2f);
    float half = t * 0.5f;
    float magnitude = a < SMALL ? fma(-half, q, half) : q;
    return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | (bits & 0x80000000));
  }

  /// eʸ - 1 for 0 ≤ y ≤ 18.4, which needs none of the precautions of [FloatExponential#expm1].
  private static float exponentialLess1(float y) {
    float shifted = fma(y, FloatExponential.LOG2_E, FloatExponential.ROUND);
    float n = shifted - FloatExponential.ROUND;
    float r = fma(n, -FloatExponential.LN2_LOW, fma(n, -FloatExponential.LN2_HIGH, y));
    float m = fma(r * r, FloatExponential.q(r), r);
    float s =
        FloatExponential.powerOfTwo(Float.floatToRawIntBits(shifted) - FloatExponential.ROUND_BITS);
    return fma(s, m, s - 1f);
  }
}
