package netwright.runtime.math;

import java.util.function.DoubleUnaryOperator;

/// Walks over the bit patterns of f32: every 1009th of the 2³², or with `-Dexhaustive` all of them.
final class Floats {
  private static final long STRIDE = System.getProperty("exhaustive") == null ? 1009 : 1;

  private Floats() {}

  @FunctionalInterface
  interface Function {
    float apply(float x);
  }

  @FunctionalInterface
  interface Visitor {
    void visit(float x);
  }

  static void forEach(Visitor visitor) {
    for (long bits = 0; bits < 1L << 32; bits += STRIDE) {
      visitor.visit(Float.intBitsToFloat((int) bits));
    }
  }

  /// The largest distance in ulp of `function` from `truth`, over all |x| ≤ `largest` and all NaNs.
  static double largestError(Function function, DoubleUnaryOperator truth, float largest) {
    double[] worst = {0};
    forEach(x -> {
      if (!(Math.abs(x) > largest)) {
        worst[0] = Math.max(worst[0], ulps(function.apply(x), truth.applyAsDouble(x)));
      }
    });
    return worst[0];
  }

  /// The distance of `value` from `truth`, in units of the last place of `truth` rounded to f32.
  /// Infinity counts as 2¹²⁸, so that overflow a little early or late is a small distance; a wrong
  /// sign, also of zero, is an infinite one.
  static double ulps(float value, double truth) {
    if (Float.isNaN(value) && Double.isNaN(truth)) {
      return 0;
    }
    if (Math.copySign(1, value) != Math.copySign(1, truth) || Float.isNaN(value)) {
      return Double.POSITIVE_INFINITY;
    }
    float rounded = Math.min(Math.abs((float) truth), Float.MAX_VALUE);
    return Math.abs(bounded(value) - bounded(truth)) / Math.ulp(rounded);
  }

  private static double bounded(double value) {
    return Math.min(Math.abs(value), 0x1p128);
  }
}
