package netwright.runtime.math;

import static netwright.runtime.math.Fma.fma;

/// sin and cos in f32. For |x| ≤ [#LARGEST] straight lines of operations that round once each;
/// beyond, [StrictMath] in f64, rounded to f32. A vector form repeats the straight line and has to
/// hand larger lanes to the scalar one.
///
/// a = |x| is written as n·π/2 + r with |r| ≤ π/4 (π/2 in three floats, after Cody and Waite; the
/// first product cancels exactly inside the fma), and the quadrant n mod 4 selects one of
///
/// sin r = r + r³·S(r²), S of degree 3 (relative error 2⁻³²·⁵), and cos r = 1 - ½r² + r⁴·C(r²), C
/// of degree 2 (2⁻³³),
///
/// and its sign. The signs, also that of x for sin, are put on as bits.
public final class FloatTrigonometric {
  /// The largest magnitude for which the straight line is used.
  public static final float LARGEST = 10_000f;

  /// 2 / π.
  public static final float TWO_OVER_PI = 0x1.45f306p-1f;

  /// π/2 = HALF_PI_HIGH + HALF_PI_MIDDLE + HALF_PI_LOW with an error of 2⁻⁷⁶.
  public static final float HALF_PI_HIGH = 0x1.921fb6p0f;

  public static final float HALF_PI_MIDDLE = -0x1.777a5cp-25f;
  public static final float HALF_PI_LOW = -0x1.ee59dap-50f;

  /// Coefficients of S, constant term first.
  public static final float S0 = -0x1.555556p-3f;

  public static final float S1 = 0x1.111174p-7f;
  public static final float S2 = -0x1.a05954p-13f;
  public static final float S3 = 0x1.7c2c8ap-19f;

  /// Coefficients of C, constant term first.
  public static final float C0 = 0x1.55554ap-5f;

  public static final float C1 = -0x1.6c0c26p-10f;
  public static final float C2 = 0x1.99e714p-16f;

  private FloatTrigonometric() {}

  /// The sine of x radians. At most 2 ulp from the true value; sin(-0) = -0, sin(±Inf) = NaN.
  static float sin(float x) {
    return Math.abs(x) <= LARGEST ? sinReduced(x) : (float) StrictMath.sin(x);
  }

  /// The cosine of x radians. At most 2 ulp from the true value; cos(±Inf) = NaN.
  static float cos(float x) {
    return Math.abs(x) <= LARGEST ? cosReduced(x) : (float) StrictMath.cos(x);
  }

  /// The straight line for sin.
  private static float sinReduced(float x) {
    int sign = Float.floatToRawIntBits(x) & 0x80000000;
    return quadrant(Math.abs(x), 0, sign);
  }

  /// The straight line for cos: that of sin, one quadrant on.
  private static float cosReduced(float x) {
    return quadrant(Math.abs(x), 1, 0);
  }

  /// sin(a + first·π/2), with `sign` flipped onto it.
  private static float quadrant(float a, int first, int sign) {
    float shifted = fma(a, TWO_OVER_PI, FloatExponential.ROUND);
    float n = shifted - FloatExponential.ROUND;
    float r = fma(n, -HALF_PI_LOW, fma(n, -HALF_PI_MIDDLE, fma(n, -HALF_PI_HIGH, a)));
    float z = r * r;
    float sine = fma(r * z, fma(fma(fma(S3, z, S2), z, S1), z, S0), r);
    float cosine = fma(z, fma(z, fma(fma(C2, z, C1), z, C0), -0.5f), 1f);
    int quadrant = Float.floatToRawIntBits(shifted) + first;
    float selected = (quadrant & 1) == 0 ? sine : cosine;
    return Float.intBitsToFloat(Float.floatToRawIntBits(selected) ^ ((quadrant & 2) << 30) ^ sign);
  }
}
