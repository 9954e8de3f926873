package netwright.runtime.math;

import static netwright.runtime.math.Fma.fma;

/// The logistic function 1 / (1 + e⁻ˣ) in f32, as a straight line of operations that round once
/// each.
///
/// With e = exp(-|x|) and q = e / (1 + e) the result is
///
/// - 1 - q for x ≥ 0,
/// - e - e·q for x < 0: the same as q, but the rounding error of 1 + e counts e times only.
public final class FloatSigmoid {
  private FloatSigmoid() {}

  /// The logistic function. At most 2 ulp from the true value, within [0, 1]; sigmoid(-Inf) = 0,
  /// sigmoid(+Inf) = 1.
  static float sigmoid(float x) {
    float e = FloatExponential.exp(-Math.abs(x));
    float q = e / (1f + e);
    return x < 0f ? fma(-e, q, e) : 1f - q;
  }
}
