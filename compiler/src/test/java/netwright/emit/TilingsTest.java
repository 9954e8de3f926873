package netwright.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingsTest {
  @ParameterizedTest
  @CsvSource({"1025, 513", "1040, 520", "1152, 576", "1153, 385", "2048, 512", "4096, 512"})
  void blocksAreEquallyLong(long sums, int block) {
    assertEquals(block, Tilings.block(sums));
  }

  @Test
  void noBlockIsMuchShorterThanTheOthers() {
    for (long sums = Tilings.LONGEST_UNBLOCKED + 1; sums < 10_000; sums++) {
      int block = Tilings.block(sums);
      long blocks = Math.ceilDiv(sums, block);
      long last = sums - (blocks - 1) * block;
      assertTrue(block - last < blocks, sums + " in blocks of " + block + ", the last of " + last);
    }
  }
}
