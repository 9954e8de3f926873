package netwright.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class DoubleErrorFunctionTest {
  /// x and erf x, computed with 40 digits.
  private static final double[][] TABLE = {
    {1e-300, 1.1283791670955126e-300},
    {1e-08, 1.1283791670955126e-08},
    {0.1, 0.1124629160182849},
    {0.25, 0.27632639016823696},
    {0.5, 0.5204998778130465},
    {0.75, 0.7111556336535151},
    {0.9, 0.7969082124228322},
    {0.999, 0.8422852702064969},
    {1.0, 0.8427007929497149},
    {1.001, 0.8431154854780762},
    {1.25, 0.9229001282564583},
    {1.5, 0.9661051464753108},
    {2.0, 0.9953222650189527},
    {2.5, 0.999593047982555},
    {3.0, 0.9999779095030014},
    {3.5, 0.9999992569016276},
    {4.0, 0.9999999845827421},
    {5.0, 0.9999999999984626},
    {5.9, 0.9999999999999999},
    {6.0, 1.0},
    {Double.POSITIVE_INFINITY, 1.0},
    {0.0, 0.0},
  };

  @Test
  void agreesWithTheTable() {
    for (double[] row : TABLE) {
      assertEquals(row[1], Functions.erf(row[0]), 4e-16 * row[1]);
      assertEquals(-row[1], Functions.erf(-row[0]), 4e-16 * row[1]);
    }
    assertEquals(-0.0, Functions.erf(-0.0));
    assertEquals(Double.NaN, Functions.erf(Double.NaN));
  }

  /// The slope is 2/√π·exp(-x²) everywhere, also across the borders between the formulas.
  @Test
  void hasTheRightSlope() {
    double step = 0x1p-20;
    for (double x = -6.5; x < 6.5; x += 0x1p-8) {
      double slope = (Functions.erf(x + step) - Functions.erf(x - step)) / (2 * step);
      assertEquals(2 / Math.sqrt(Math.PI) * StrictMath.exp(-x * x), slope, 1e-9);
    }
  }
}
