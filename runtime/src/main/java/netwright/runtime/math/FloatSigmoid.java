package netwright.runtime.math;

import static netwright.runtime.math.Fma.fma;

/// The logistic function 1 / (1 + e⁻ˣ) in f32, as a straight line of operations that round once
/// each.
///
/// With e = exp(-|x|) as in [FloatExponential] and q = e / (1 + e) the result is
///
/// - 1 - q for x ≥ 0,
/// - e - e·q for x < 0: the same as q, but the rounding error of 1 + e counts e times only.
public final class FloatSigmoid {
  private FloatSigmoid() {}

  /// The logistic function. At most 2 ulp from the true value, within [0, 1]; sigmoid(-Inf) = 0,
  /// sigmoid(+Inf) = 1.
  static float sigmoid(float x) {
    float negative = -Math.abs(x);
    float y = negative < FloatExponential.EXP_LOWEST ? FloatExponential.EXP_LOWEST : negative;
    float shifted = fma(y, FloatExponential.LOG2_E, FloatExponential.ROUND);
    float n = shifted - FloatExponential.ROUND;
    float r = fma(n, -FloatExponential.LN2_LOW, fma(n, -FloatExponential.LN2_HIGH, y));
    float p = fma(r, fma(r, FloatExponential.q(r), 1f), 1f);
    int exponent = Float.floatToRawIntBits(shifted) - FloatExponential.ROUND_BITS;
    int half = exponent >> 1;
    float e = p * FloatExponential.powerOfTwo(half) * FloatExponential.powerOfTwo(exponent - half);
    float q = e / (1f + e);
    return x < 0f ? fma(-e, q, e) : 1f - q;
  }
}
