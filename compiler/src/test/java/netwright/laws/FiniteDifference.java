package netwright.laws;

import java.util.function.DoubleSupplier;

/// The derivative by an element of an array as a difference of four points: (f(x−2h) − 8·f(x−h) + 8·f(x+h) − f(x+2h)) / 12·h,
/// whose error is h⁴·f⁽⁵⁾/30. In f64.
final class FiniteDifference {
  private static final double STEP = 1e-3;

  private FiniteDifference() {}

  /// The derivative of `f`, which reads `x`, by `x[i]`. Leaves `x` as it was.
  static double by(double[] x, int i, DoubleSupplier f) {
    double original = x[i];
    double[] at = new double[4];
    int[] steps = {-2, -1, 1, 2};
    for (int point = 0; point < 4; point++) {
      x[i] = original + steps[point] * STEP;
      at[point] = f.getAsDouble();
    }
    x[i] = original;
    return (at[0] - 8 * at[1] + 8 * at[2] - at[3]) / (12 * STEP);
  }
}
