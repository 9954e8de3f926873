package netwright.runtime.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class PhiloxTest {
  /// The known answers that the authors publish with Random123, for `philox4x32 10`.
  @Test
  void givesTheKnownAnswers() {
    assertBlock(
        new int[] {0, 0, 0, 0}, 0L, new int[] {0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8});
    assertBlock(
        new int[] {-1, -1, -1, -1},
        -1L,
        new int[] {0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd});
    assertBlock(
        new int[] {0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344},
        0x299f31d0_a4093822L,
        new int[] {0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1});
  }

  @Test
  void elementsAreTheWordsOfBlocks() {
    long seed = 0x0123456789abcdefL;
    int[] block = new int[4];
    for (long element = 0x3_FFFF_FFF0L; element < 0x4_0000_0010L; element++) {
      long index = element >>> 2;
      Philox.block((int) index, (int) (index >>> 32), 77, 5, seed, block);
      assertEquals(block[(int) element & 3], Philox.bits(seed, 5, 77, element));
      long pair = element << 1 & 3;
      Philox.block((int) (element >>> 1), (int) (element >>> 33), 77, 5, seed, block);
      long expected = block[(int) pair] & 0xFFFFFFFFL | (long) block[(int) pair + 1] << 32;
      assertEquals(expected, Philox.longBits(seed, 5, 77, element));
    }
  }

  @Test
  void everyPartOfThePlaceCounts() {
    Set<Integer> seen = new HashSet<>();
    for (int bit = 0; bit < 48; bit++) {
      seen.add(Philox.bits(1L << bit, 0, 0, 0));
      seen.add(Philox.bits(0, 0, 1L << bit, 0));
      seen.add(Philox.bits(0, 0, 0, 1L << bit));
      if (bit < 32) {
        seen.add(Philox.bits(0, 1 << bit, 0, 0));
      }
    }
    assertEquals(3 * 48 + 32, seen.size());
  }

  @Test
  void purposesAndIndicesGiveDifferentStreams() {
    Set<Integer> streams = new HashSet<>();
    for (Purpose purpose : Purpose.values()) {
      for (int index : new int[] {0, 1, 2, (1 << 24) - 1}) {
        assertTrue(streams.add(purpose.stream(index)));
      }
    }
  }

  private static void assertBlock(int[] counter, long key, int[] expected) {
    int[] block = new int[4];
    Philox.block(counter[0], counter[1], counter[2], counter[3], key, block);
    assertArrayEquals(expected, block);
  }
}
