package netwright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import netwright.runtime.Precision;
import org.junit.jupiter.api.Test;

class LengthsTest {
  @Test
  void arraysGrowByHalfAsFarAsTheyCan() {
    assertEquals(96, Lengths.grown(64, 1));
    assertEquals(164, Lengths.grown(64, 100));
    assertEquals(Lengths.LARGEST, Lengths.grown(Lengths.LARGEST - 1, 1));
    assertThrows(OutOfMemoryError.class, () -> Lengths.grown(Lengths.LARGEST, 1));
  }

  @Test
  void moreThanAnArrayCanHaveIsTooMuchMemory() {
    assertEquals(6, Lengths.of(2, 3));
    for (Precision precision : Precision.values()) {
      assertThrows(OutOfMemoryError.class, () -> Room.inMemory().kept(precision, 1 << 20, 1 << 12));
    }
  }
}
