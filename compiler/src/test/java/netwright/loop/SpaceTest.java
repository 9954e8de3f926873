package netwright.loop;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SpaceTest {
  private static final int LINE = 64;
  private static final int HEADER = 16;

  @ParameterizedTest
  @EnumSource
  void linesStartBehindTheHeader(Space space) {
    int bytes = space.element() == ElementType.F64 ? 8 : 4;
    for (int offset = 0; offset < 100; offset++) {
      int next = space.nextLine(offset);
      assertEquals(0, (HEADER + next * bytes) % LINE, "where element " + next + " is");
      int before = next - LINE / bytes;
      assertTrue(before < offset && offset <= next, next + " is the first from " + offset);
    }
  }

  @ParameterizedTest
  @EnumSource
  void noArrayHasMoreElementsThanAnIntCanCount(Space space) {
    assertThrows(ArithmeticException.class, () -> space.nextLine(Integer.MAX_VALUE));
  }
}
