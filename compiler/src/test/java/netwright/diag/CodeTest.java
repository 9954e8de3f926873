package netwright.diag;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class CodeTest {
  @Test
  void everyCodeIsOneOfAKindAndDescribed() {
    assertEquals(
        Code.values().length, Arrays.stream(Code.values()).map(Code::id).distinct().count());
    for (Code code : Code.values()) {
      assertTrue(code.id().matches("[EW]0[1-9][0-9]{2}"), code.id());
      assertFalse(code.description().isBlank() || code.description().contains("\n"), code.id());
    }
  }
}
