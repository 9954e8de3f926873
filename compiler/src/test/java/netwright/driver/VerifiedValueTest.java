package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import netwright.diag.Span;
import org.junit.jupiter.api.Test;

class VerifiedValueTest {

  private static boolean holds(double expected, double actual, double within) {
    return new VerifiedValue(
            "y", List.of(1.0, expected), List.of(1.0, actual), within, List.of(), Span.NONE)
        .holds();
  }

  @Test
  void everyElementMustBeNear() {
    assertTrue(holds(2, 2.5, 0.5));
    assertFalse(holds(2, 2.51, 0.5));
    assertTrue(holds(2, 2, 0));
    assertFalse(holds(2, Double.NaN, 1e9));
    assertFalse(holds(2, Double.POSITIVE_INFINITY, 1e9));
  }
}
