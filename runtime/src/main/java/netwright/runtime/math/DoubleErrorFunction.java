package netwright.runtime.math;

/// erf in f64, to a few units in the last place.
///
/// - |x| < 1: erf x = x + x·E(x²), E a Chebyshev interpolant of degree 12 (error 2⁻⁶²);
/// - 1 ≤ |x| < 6: erf x = ±(1 - exp(-x²)·G(t)), G near the scaled complement exp(x²)·erfc(x), of
///   degree 14 in t = (|x| - 3) / (|x| + 3) (error 10⁻¹⁷);
/// - beyond, ±1.
final class DoubleErrorFunction {
  private static final double[] E = {
    0.1283791670955126,
    -0.3761263890318375,
    0.11283791670954879,
    -0.026866170645076792,
    0.0052239776248180145,
    -0.000854832698083379,
    0.0001205533111164271,
    -1.4925595266831182e-05,
    1.6461000484121368e-06,
    -1.6350312701054695e-07,
    1.4659775274047436e-08,
    -1.1372848856791674e-09,
    5.957176147748911e-11
  };

  private static final double[] G = {
    0.17900115118138996,
    -0.32623356004303716,
    0.24560380171233195,
    -0.15011593650078744,
    0.07166583719774874,
    -0.024392499318273194,
    0.004269136347508256,
    0.0007077464443901538,
    -0.0005970623517093284,
    4.525472635483354e-05,
    6.406182073530546e-05,
    -1.284889451252353e-05,
    -8.008021319412685e-06,
    2.023603179641757e-06,
    1.2801900862962662e-06
  };

  private DoubleErrorFunction() {}

  /// The error function; erf(-0) = -0, erf(±Inf) = ±1.
  static double erf(double x) {
    double a = Math.abs(x);
    if (a < 1) {
      return x + x * polynomial(E, x * x);
    }
    if (a < 6) {
      double complement = StrictMath.exp(-a * a) * polynomial(G, (a - 3) / (a + 3));
      return Math.copySign(1 - complement, x);
    }
    return x == x ? Math.copySign(1, x) : x;
  }

  private static double polynomial(double[] coefficients, double t) {
    double sum = coefficients[coefficients.length - 1];
    for (int i = coefficients.length - 2; i >= 0; i--) {
      sum = sum * t + coefficients[i];
    }
    return sum;
  }
}
