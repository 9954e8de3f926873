package netwright.runtime.random;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Moments and ranges of the draws. Everything is seeded; the bounds are some four standard errors.
class DistributionTest {
  private static final int DRAWS = 200_000;
  private static final int STREAM = Purpose.INIT.stream(3);

  @Test
  void uniformIsWithinItsRangeAndEven() {
    double[] sums = new double[2];
    int[] tenths = new int[10];
    for (int i = 0; i < DRAWS; i++) {
      float single = Uniform.ofFloat(7, STREAM, 0, i);
      double wide = Uniform.ofDouble(7, STREAM, 0, i);
      assertTrue(single >= 0 && single < 1 && wide >= 0 && wide < 1);
      sums[0] += single;
      sums[1] += wide;
      tenths[(int) (wide * 10)]++;
    }
    assertEquals(0.5, sums[0] / DRAWS, 0.0026);
    assertEquals(0.5, sums[1] / DRAWS, 0.0026);
    for (int count : tenths) {
      assertEquals(0.1, (double) count / DRAWS, 0.0027);
    }
  }

  @Test
  void normalHasTheRightMoments() {
    double[] moments = new double[5];
    double neighbours = 0;
    for (int i = 0; i < DRAWS; i++) {
      double draw = Normal.ofDouble(11, STREAM, 2, i);
      for (int power = 1; power <= 4; power++) {
        moments[power] += Math.pow(draw, power) / DRAWS;
      }
      neighbours += draw * Normal.ofDouble(11, STREAM, 2, i ^ 1) / DRAWS;
      assertEquals((float) draw, Normal.ofFloat(11, STREAM, 2, i));
    }
    assertEquals(0, moments[1], 0.009);
    assertEquals(1, moments[2], 0.013);
    assertEquals(0, moments[3], 0.035);
    assertEquals(3, moments[4], 0.09);
    assertEquals(0, neighbours, 0.013);
  }

  /// Values of a second implementation, in another language.
  @Test
  void drawsAreKnown() {
    assertEquals(0.07125294208526611f, Uniform.ofFloat(1, STREAM, 2, 3));
    assertEquals(0.1596196730554189, Uniform.ofDouble(1, STREAM, 2, 3));
    assertEquals(0.9571921004609745, Normal.ofDouble(1, STREAM, 2, 2), 1e-15);
    assertEquals(1.5003564150581623, Normal.ofDouble(1, STREAM, 2, 3), 1e-15);
  }
}
