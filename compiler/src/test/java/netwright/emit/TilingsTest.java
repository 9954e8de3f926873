package netwright.emit;

import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.function.ToIntFunction;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopStmt.Contraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TilingsTest {
  private static final int ROWS = 256;

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

  /// Rows, or steps, 4 KB apart; and rows that are not.
  @ParameterizedTest
  @CsvSource({
    "1024, 1, false, true",
    "1024, 1, true, false",
    "1, 1024, true, true",
    "1040, 1, false, false"
  })
  void rowsAreCopiedWhereTheyCrowdEachOther(int row, int step, boolean whole, boolean copied) {
    assertEquals(copied, tiling(row, step, whole).rowsPacked());
  }

  /// Of 16 registers: many tiles whose vectors would lie across lines; fewer; shorter sums; steps that are whole lines; and
  /// of 32.
  @ParameterizedTest
  @CsvSource({
    "257, 255, 256, 8, COPIED",
    "127, 255, 256, 8, NONE",
    "257, 255, 33, 8, NONE",
    "257, 240, 256, 8, NONE",
    "257, 255, 256, 16, NONE"
  })
  void columnsAreCopiedForTheirVectorsToLieWithinLines(
      int rows, int columns, int sums, int lanes, Staging.Packing packing) {
    assertEquals(
        packing,
        tiling(rows, columns, sums, sums, 1, lanes, new TileCosts(lanes, false)).packing());
  }

  private static Tiling tiling(int rowStride, int stepStride, boolean whole) {
    return tiling(ROWS, 512, 1024, rowStride, stepStride, 16, new TileCosts(16, whole));
  }

  private static Tiling tiling(
      int rowCount,
      int columns,
      int sums,
      int rowStride,
      int stepStride,
      int lanes,
      TileCosts costs) {
    ProgramBuilder build = new ProgramBuilder();
    Loop rows = build.loop(rowCount);
    Loop o = build.loop(columns);
    Loop k = build.loop(sums);
    Contraction contraction =
        build
            .sums(rows, o)
            .over(k)
            .of(
                load(build.scratch(sums * 1040), at(rows, rowStride, k, stepStride)),
                load(build.scratch(sums * columns), at(k, columns, o, 1)))
            .withCopies(sums * (rowCount + 64))
            .into(build.scratch(rowCount * columns), at(rows, columns, o, 1));
    ToIntFunction<Loop> count = loop -> ((Extent.Fixed) loop.extent()).count();
    return Tilings.best(contraction, lanes, costs, count).orElseThrow();
  }
}
