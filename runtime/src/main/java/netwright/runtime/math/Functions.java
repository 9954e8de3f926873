package netwright.runtime.math;

/// The elementary functions of compiled networks: the same bits on every machine, whether
/// interpreted or compiled.
///
/// In f32 they are own ones, in f64 those of [StrictMath] (and an own [#erf(double)]). All take and
/// give any float: NaN gives NaN, and the results at ±0, ±Inf and outside the domain are those of
/// [StrictMath]. Largest errors, over all floats, in units in the last place (ulp) of the result:
///
/// | function | largest error in f32 |
/// |---|---|
/// | exp | 1 |
/// | expm1 | 2 |
/// | log | 1 |
/// | log1p | 2 |
/// | tanh | 2 |
/// | sigmoid | 2 |
/// | erf | 2 |
/// | sin, cos | 2 |
/// | pow | 1 |
///
/// All but [#pow(float, float)], and sin and cos of arguments beyond [FloatTrigonometric#LARGEST],
/// are straight lines of operations, which their classes list.
public final class Functions {
  private Functions() {}

  /// eˣ, at most 1 ulp from the true value.
  public static float exp(float x) {
    return FloatExponential.exp(x);
  }

  /// eˣ.
  public static double exp(double x) {
    return StrictMath.exp(x);
  }

  /// eˣ - 1, accurate near 0 too: at most 2 ulp from the true value.
  public static float expm1(float x) {
    return FloatExponential.expm1(x);
  }

  /// eˣ - 1, accurate near 0 too.
  public static double expm1(double x) {
    return StrictMath.expm1(x);
  }

  /// The natural logarithm, at most 1 ulp from the true value.
  public static float log(float x) {
    return FloatLogarithm.log(x);
  }

  /// The natural logarithm.
  public static double log(double x) {
    return StrictMath.log(x);
  }

  /// log(1 + x), accurate near 0 too: at most 2 ulp from the true value.
  public static float log1p(float x) {
    return FloatLogarithm.log1p(x);
  }

  /// log(1 + x), accurate near 0 too.
  public static double log1p(double x) {
    return StrictMath.log1p(x);
  }

  /// The hyperbolic tangent, at most 2 ulp from the true value and never beyond ±1.
  public static float tanh(float x) {
    return FloatHyperbolic.tanh(x);
  }

  /// The hyperbolic tangent.
  public static double tanh(double x) {
    return StrictMath.tanh(x);
  }

  /// The logistic function 1 / (1 + e⁻ˣ), at most 2 ulp from the true value and within [0, 1].
  public static float sigmoid(float x) {
    return FloatSigmoid.sigmoid(x);
  }

  /// The logistic function 1 / (1 + e⁻ˣ).
  public static double sigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return x < 0 ? e / (1 + e) : 1 / (1 + e);
  }

  /// The error function, at most 2 ulp from the true value and never beyond ±1.
  public static float erf(float x) {
    return FloatErrorFunction.erf(x);
  }

  /// The error function, with a relative error of at most 10⁻¹⁵.
  public static double erf(double x) {
    return DoubleErrorFunction.erf(x);
  }

  /// The sine of x radians, at most 2 ulp from the true value.
  public static float sin(float x) {
    return FloatTrigonometric.sin(x);
  }

  /// The sine of x radians.
  public static double sin(double x) {
    return StrictMath.sin(x);
  }

  /// The cosine of x radians, at most 2 ulp from the true value.
  public static float cos(float x) {
    return FloatTrigonometric.cos(x);
  }

  /// The cosine of x radians.
  public static double cos(double x) {
    return StrictMath.cos(x);
  }

  /// x to the power y, at most 1 ulp from the true value. Computed in f64 and rounded; not a
  /// straight line.
  public static float pow(float x, float y) {
    return (float) DoublePower.pow(x, y);
  }

  /// x to the power y.
  public static double pow(double x, double y) {
    return DoublePower.pow(x, y);
  }
}
