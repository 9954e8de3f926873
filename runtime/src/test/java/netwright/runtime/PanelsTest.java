package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PanelsTest {
  @ParameterizedTest
  @EnumSource
  void columnsThatFillNoPanelAreFollowedByZeros(Precision precision) {
    Panels panels = new Panels(1, 2, 5, 4, 12);
    assertEquals(16, panels.size());
    Persistent weights = Persistent.of(precision, 28);
    for (int i = 0; i < 11; i++) {
      weights.set(i, i);
    }

    panels.fill(weights, Flavour.V512);

    double[] all = new double[28];
    for (int i = 0; i < all.length; i++) {
      all[i] = weights.get(i);
    }
    double[] expected = {
      0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 0, // the matrix is 1 to 5, 6 to 10
      1, 2, 3, 4, 6, 7, 8, 9, 5, 0, 0, 0, 10, 0, 0, 0
    };
    assertArrayEquals(expected, all);
  }

  /// A quarter of them must be a whole number.
  @ParameterizedTest
  @ValueSource(ints = {-4, 0, 2, 6})
  void otherWidthsAreRefused(int widest) {
    assertThrows(IllegalArgumentException.class, () -> new Panels(0, 2, 4, widest, 8));
  }

  /// With 16 registers a tile has two vectors side by side, not four.
  @ParameterizedTest
  @CsvSource({"V512, 8", "V256, 2", "V128, 2"})
  void narrowerVectorsHaveNarrowerPanels(Flavour flavour, int width) {
    Panels panels = new Panels(0, 3, 11, 8, 33);
    Persistent weights = Persistent.of(Precision.F32, 33 + panels.size());
    for (int i = 0; i < 33; i++) {
      weights.set(i, i);
    }

    panels.fill(weights, flavour);

    assertEquals(width, Panels.width(8, flavour.lanes()));
    for (int row = 0; row < 3; row++) {
      for (int column = 0; column < 11; column++) {
        int place = column / width * width * 3 + row * width + column % width;
        assertEquals(row * 11 + column, weights.get(33 + place));
      }
    }
  }
}
