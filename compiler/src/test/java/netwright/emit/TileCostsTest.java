package netwright.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The choices that measurements led to: see docs/performance/experiments.md.
class TileCostsTest {
  private static final int ANY = Integer.MAX_VALUE;
  private static final TileCosts WHOLE = new TileCosts(16, true);
  private static final TileCosts HALVES = new TileCosts(16, false);
  private static final TileCosts SMALL = new TileCosts(8, false);

  @ParameterizedTest
  @CsvSource({
    "128, 512, 6, 4",
    "1024, 1024, 6, 4",
    "7, 251, 7, 3",
    "100, 100, 6, 4",
    "101, 103, 6, 4",
    "61, 67, 7, 3",
    "127, 131, 7, 3",
    "33, 17, 9, 2",
    "47, 23, 10, 2"
  })
  void tilesOfVectorsOf512BitsInOnePiece(int rows, int columns, int tileRows, int vectors) {
    assertEquals(new TileShape(tileRows, vectors, false, 0), WHOLE.best(rows, columns, 16, ANY));
  }

  @ParameterizedTest
  @CsvSource({"128, 512, 6, 2", "7, 251, 7, 1", "37, 43, 5, 2", "47, 23, 6, 2", "1, 256, 1, 8"})
  void tilesOfSixteenRegisters(int rows, int columns, int tileRows, int vectors) {
    assertEquals(new TileShape(tileRows, vectors, false, 0), SMALL.best(rows, columns, 8, ANY));
  }

  @Test
  void narrowVectorsPayWhereWideOnesAreDoneInHalves() {
    int rows = 128;
    int columns = 8;
    assertTrue(least(HALVES, rows, columns, 8) < least(HALVES, rows, columns, 16));
    assertEquals(least(WHOLE, rows, columns, 16), least(WHOLE, rows, columns, 8));
  }

  private static double least(TileCosts costs, int rows, int columns, int lanes) {
    return costs.of(costs.best(rows, columns, lanes, ANY), rows, columns, lanes);
  }

  @Test
  void onlySixteenRegistersHoldFewSums() {
    for (TileShape shape : SMALL.ranked(100, 100, 8, ANY)) {
      assertTrue(shape.rows() * shape.vectors() <= 12, shape::suffix);
    }
  }

  @ParameterizedTest
  @CsvSource({"6, 4, true", "7, 3, true", "10, 2, true", "12, 1, false"})
  void roomInTheFirstCacheIsForSoManyRows(int rows, int vectors, boolean enough) {
    TileShape shape = new TileShape(rows, vectors, false, 0);
    assertEquals(enough, WHOLE.haveRoomInSameLines(shape));
    assertFalse(HALVES.haveRoomInSameLines(shape));
  }
}
