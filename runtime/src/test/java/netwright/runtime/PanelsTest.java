package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PanelsTest {
  @ParameterizedTest
  @EnumSource
  void columnsThatFillNoPanelAreFollowedByZeros(Precision precision) {
    Panels panels = new Panels(1, 2, 5, 3, 12);
    assertEquals(12, panels.size());
    Persistent weights = Persistent.of(precision, 24);
    for (int i = 0; i < 11; i++) {
      weights.set(i, i);
    }

    panels.fill(weights);

    double[] all = new double[24];
    for (int i = 0; i < all.length; i++) {
      all[i] = weights.get(i);
    }
    double[] expected = {
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, // the matrix is 1 to 5, 6 to 10
      1, 2, 3, 6, 7, 8, 4, 5, 0, 9, 10, 0
    };
    assertArrayEquals(expected, all);
  }
}
