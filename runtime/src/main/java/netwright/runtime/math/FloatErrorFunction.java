package netwright.runtime.math;

import static netwright.runtime.math.Fma.fma;

/// erf in f32, as a straight line of operations that round once each.
///
/// Odd by construction: computed from a = |x|, and the sign of x is put back as a bit. Two
/// formulas, of which one is selected:
///
/// - a < 0.95: erf a = a + a·E(a²), E of degree 6, minimax for the relative error (2⁻³⁰);
/// - else: erf a = 1 - exp(-L(a)), L of degree 6 near -log(erfc a), minimax for the relative error
///   of erf (2⁻²⁹·⁴). This cannot exceed 1. The exponential is that of [FloatExponential].
public final class FloatErrorFunction {
  /// Where the first formula ends.
  public static final float SMALL = 0.95f;

  /// From here on erf rounds to 1.
  public static final float HIGHEST = 3.95f;

  /// Coefficients of E, constant term first.
  public static final float E0 = 0x1.06eba8p-3f;

  public static final float E1 = -0x1.812740p-2f;
  public static final float E2 = 0x1.ce2d64p-4f;
  public static final float E3 = -0x1.b80124p-6f;
  public static final float E4 = 0x1.544b08p-8f;
  public static final float E5 = -0x1.a61810p-11f;
  public static final float E6 = 0x1.4fa924p-14f;

  /// Coefficients of L, constant term first.
  public static final float L0 = 0x1.00a092p-12f;

  public static final float L1 = 0x1.20a232p0f;
  public static final float L2 = 0x1.4668a4p-1f;
  public static final float L3 = 0x1.a882bcp-4f;
  public static final float L4 = -0x1.69e25cp-6f;
  public static final float L5 = 0x1.8a562ep-9f;
  public static final float L6 = -0x1.938d0ep-13f;

  private FloatErrorFunction() {}

  /// The error function. At most 2 ulp from the true value, never beyond ±1; erf(-0) = -0.
  static float erf(float x) {
    int bits = Float.floatToRawIntBits(x);
    float a = Float.intBitsToFloat(bits & 0x7FFFFFFF);
    float magnitude = a < SMALL ? small(a) : large(a);
    return Float.intBitsToFloat(Float.floatToRawIntBits(magnitude) | (bits & 0x80000000));
  }

  private static float small(float a) {
    float z = a * a;
    float e = fma(fma(fma(E6, z, E5), z, E4), z, E3);
    return fma(a, fma(fma(fma(e, z, E2), z, E1), z, E0), a);
  }

  private static float large(float a) {
    float clamped = a > HIGHEST ? HIGHEST : a;
    float l = fma(fma(fma(L6, clamped, L5), clamped, L4), clamped, L3);
    float y = -fma(fma(fma(l, clamped, L2), clamped, L1), clamped, L0);
    float shifted = fma(y, FloatExponential.LOG2_E, FloatExponential.ROUND);
    float n = shifted - FloatExponential.ROUND;
    float r = fma(n, -FloatExponential.LN2_LOW, fma(n, -FloatExponential.LN2_HIGH, y));
    float p = fma(r, fma(r, FloatExponential.q(r), 1f), 1f);
    float power =
        FloatExponential.powerOfTwo(Float.floatToRawIntBits(shifted) - FloatExponential.ROUND_BITS);
    return fma(-p, power, 1f);
  }
}
