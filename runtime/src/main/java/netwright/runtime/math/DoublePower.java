package netwright.runtime.math;

/// x to the power y in f64, with the bits of `StrictMath.pow`, which allocates arrays in each call.
///
/// For x > 0 the result is 2^(y · log₂ x). The logarithm is a sum of two f64, of which the first has 21 bits in its fraction, so that
/// products of such halves are exact: log₂ x = n + log₂ b + 2/ln 2 · artanh s, where x = 2ⁿ · m, b is 1 or 1.5, whichever
/// is nearer to m, and s = (m - b) / (m + b). Polynomials are those of the freely distributable library of Sun
/// Microsystems (K. C. Ng, 1993), by which `StrictMath` is defined. What is not the usual case is left to that.
///
/// An instance is a base with its logarithm, which takes most of the time.
final class DoublePower {
  private static final double MOST = 0x1p31;
  private static final long UPPER = 0xFFFFFFFF00000000L;

  /// As log₂ x <= (x - 1) / ln 2, the power of an x < 1 is 0 if y · (x - 1) is less: it is under 2^-1150.
  private static final double VANISHED = -800;

  /// Bases of late, such as an optimizer's decay rates, whose powers each step needs; two with the same place drive each other out.
  private static final DoublePower[] KNOWN = new DoublePower[16];

  /// Those that were met once. Only of one that comes again at once the logarithm is kept, so that many different bases make no objects.
  private static final double[] MET = new double[KNOWN.length];

  private final double base;
  private final double log;
  private final double logRest;

  private DoublePower(double base, double log, double logRest) {
    this.base = base;
    this.log = log;
    this.logRest = logRest;
  }

  static double pow(double x, double y) {
    if (x > 0 && x < 1 && y * (x - 1) < VANISHED) {
      return 0;
    }
    boolean usual =
        x >= Double.MIN_NORMAL
            && x < Double.POSITIVE_INFINITY
            && Math.abs(y) < MOST
            && y != 0
            && y != 1
            && y != 2
            && y != 0.5
            && y != -1;
    return usual ? usual(x, y) : StrictMath.pow(x, y);
  }

  private static double usual(double x, double y) {
    int high = (int) (Double.doubleToRawLongBits(x) >>> 32);
    int place = high >> 12 & 15;
    DoublePower known = KNOWN[place];
    if (known != null && known.base == x) {
      return power(x, y, known.log, known.logRest);
    }
    int fraction = high & 0xFFFFF;
    int n = (high >> 20) - 1023;
    boolean half = fraction > 0x3988E && fraction < 0xBB67A; // from √1.5 to √3
    if (fraction >= 0xBB67A) {
      n++;
    }
    double m = Math.scalb(x, -n);
    double b = half ? 1.5 : 1;

    double u = m - b;
    double v = 1 / (m + b);
    double s = u * v;
    double sHigh = upper(s);
    // Rounded to where the difference to the sum is exact.
    int top = ((int) (Double.doubleToRawLongBits(m) >>> 32) >> 1 | 0x20000000) + 0x80000;
    double tHigh = Double.longBitsToDouble((long) (top + (half ? 1 << 18 : 0)) << 32);
    double tLow = m - (tHigh - b);
    double sLow = v * ((u - sHigh * tHigh) - sHigh * tLow);

    // 2/(3 ln 2): in one number, and as the sum of two
    final double cp = 9.61796693925975554329e-01;
    final double cpHigh = 9.61796700954437255859e-01;
    final double cpLow = -7.02846165095275826516e-09;
    // log₂ 1.5 as the sum of two numbers
    final double baseHigh = 5.84962487220764160156e-01;
    final double baseLow = 1.35003920212974897128e-08;

    double s2 = s * s;
    double r = s2 * s2 * artanh(s2) + sLow * (sHigh + s);
    s2 = sHigh * sHigh;
    tHigh = upper(3 + s2 + r);
    tLow = r - ((tHigh - 3) - s2);
    u = sHigh * tHigh;
    v = sLow * tHigh + tLow * s;
    double pHigh = upper(u + v);
    double pLow = v - (pHigh - u);
    double zHigh = cpHigh * pHigh;
    double zLow = cpLow * pHigh + pLow * cp + (half ? baseLow : 0);
    double base = half ? baseHigh : 0;
    double log = upper(((zHigh + zLow) + base) + n);
    double logRest = zLow - (((log - n) - base) - zHigh);
    if (MET[place] == x) {
      KNOWN[place] = new DoublePower(x, log, logRest);
    }
    MET[place] = x;
    return power(x, y, log, logRest);
  }

  /// 2^(y · (log + logRest)), which is x to the power y.
  private static double power(double x, double y, double log, double logRest) {
    double yHigh = upper(y);
    double rest = (y - yHigh) * log + y * logRest;
    double product = yHigh * log;
    double z = rest + product;
    if (z >= 1024 || z == -1075) {
      return StrictMath.pow(x, y); // too large, or just about
    }
    return z < -1075 ? 0 : exp2(product, rest, z);
  }

  /// (artanh s · 3/s³ - 3/s²) / s² in s², less its first term.
  private static double artanh(double s2) {
    return 5.99999999999994648725e-01
        + s2
            * (4.28571428578550184252e-01
                + s2
                    * (3.33333329818377432918e-01
                        + s2
                            * (2.72728123808534006489e-01
                                + s2
                                    * (2.30660745775561754067e-01
                                        + s2 * 2.06975017800338417784e-01))));
  }

  /// 2^(high + rest), of which `z` is the sum.
  private static double exp2(double high, double rest, double z) {
    // ln 2: in one number, and as the sum of two
    final double ln2 = 6.93147180559945286227e-01;
    final double ln2High = 6.93147182464599609375e-01;
    final double ln2Low = -1.90465429995776804525e-09;
    int n = 0;
    double less = high;
    if (Math.abs(z) > 0.5) {
      n = nearest(z);
      less -= n;
    }
    double t = upper(rest + less);
    double u = t * ln2High;
    double v = (rest - (t - less)) * ln2 + t * ln2Low;
    double e = u + v;
    double w = v - (e - u);
    double e2 = e * e;
    double t1 =
        e
            - e2
                * (1.66666666666666019037e-01
                    + e2
                        * (-2.77777777770155933842e-03
                            + e2
                                * (6.61375632143793436117e-05
                                    + e2
                                        * (-1.65339022054652515390e-06
                                            + e2 * 4.13813679705723846039e-08))));
    double r = e * t1 / (t1 - 2) - (w + e * w);
    return Math.scalb(1 - (r - e), n);
  }

  /// The nearest whole number, from the upper half of the bits of `z`, away from 0 if there are two.
  private static int nearest(double z) {
    int size = (int) (Math.abs(upper(z)) + 0.5);
    return z < 0 ? -size : size;
  }

  /// The number of which the lower half of the bits is 0.
  private static double upper(double value) {
    return Double.longBitsToDouble(Double.doubleToRawLongBits(value) & UPPER);
  }
}
