package netwright.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import org.junit.jupiter.api.Test;

/// The bits of `StrictMath.pow`, without its arrays.
class DoublePowerTest {
  private static final double[] EDGES = {
    0,
    -0.0,
    1,
    -1,
    2,
    -2,
    0.5,
    -0.5,
    3,
    1.5,
    10,
    -10,
    0.9,
    0.999,
    1e-300,
    1e300,
    1024,
    1074,
    1075,
    -1074,
    -1075,
    -1022,
    5e-324,
    Double.MIN_NORMAL,
    Double.MAX_VALUE,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Math.nextDown(1.0),
    Math.nextUp(1.0),
    0x1p31,
    0x1p32,
    Math.sqrt(1.5),
    Math.sqrt(3),
    1.2247447967529297,
    1.7320499420166016
  };

  private static void check(double x, double y) {
    double expected = StrictMath.pow(x, y);
    double actual = Functions.pow(x, y);
    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
      assertEquals(expected, actual, 0, x + " to the power " + y);
    }
  }

  @Test
  void edges() {
    for (double x : EDGES) {
      for (double y : EDGES) {
        check(x, y);
        check(Math.nextUp(x), y);
        check(x, Math.nextDown(y));
      }
    }
  }

  @Test
  void powersOfTheRatesOfOptimizers() {
    for (double rate : new double[] {0.9, 0.99, 0.999, 0.9999, 0.95, 0.5, 0.8}) {
      for (int step = 1; step < 20_000; step++) {
        check(rate, step);
      }
    }
  }

  /// Logarithms of bases that come again are kept, at places that the highest bits of the fraction choose: the same for these.
  @Test
  void basesThatDriveEachOtherOut() {
    double[] bases = {0.9, 0.9, 1.8, 1.8, 1.8, 0.9, 3.6, 0.9, 3.6, 3.6, 0.9, 0.9, Math.nextUp(0.9)};
    for (int step = 1; step < 500; step++) {
      for (double base : bases) {
        check(base, step * 0.25);
      }
    }
  }

  /// What is 0 can be told before the logarithm is known; what is not quite 0 must not.
  @Test
  void powersThatVanish() {
    Random random = new Random(4);
    for (int i = 0; i < 200_000; i++) {
      double x = 1 - Math.exp(-20 * random.nextDouble());
      double bound = (500 + 400 * random.nextDouble()) / (1 - x);
      check(x, bound);
      check(x, Math.rint(bound));
      check(x, Math.nextUp(800 / (1 - x)));
      check(x, (1070 + 10 * random.nextDouble()) * Math.log(0.5) / Math.log(x));
      check(1 / x, -bound);
      check(x, -bound);
    }
  }

  @Test
  void anyNumbers() {
    Random random = new Random(3);
    for (int i = 0; i < 400_000; i++) {
      check(Double.longBitsToDouble(random.nextLong()), Double.longBitsToDouble(random.nextLong()));
      check(random.nextDouble(), 100 * random.nextGaussian());
      check(Math.exp(20 * random.nextGaussian()), 10 * random.nextGaussian());
      check(1 + 1e-3 * random.nextGaussian(), 3e5 * random.nextGaussian());
      check(2 * random.nextDouble(), random.nextInt(2_000) - 1_000);
      check(
          Math.scalb(1 + random.nextDouble(), random.nextInt(40) - 20), random.nextInt(400) / 8.0);
    }
  }
}
