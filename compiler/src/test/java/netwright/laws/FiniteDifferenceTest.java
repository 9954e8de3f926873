package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

class FiniteDifferenceTest {

  /// Polynomials of the fourth degree have no error but that of rounding.
  @Test
  void exactForFourthPowers() {
    double[] x = {3, 1.5};
    double slope = FiniteDifference.by(x, 1, () -> x[0] * Math.pow(x[1], 4));
    assertEquals(3 * 4 * Math.pow(1.5, 3), slope, 1e-10);
    assertArrayEquals(new double[] {3, 1.5}, x);
  }
}
