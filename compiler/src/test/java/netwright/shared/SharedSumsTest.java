package netwright.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedSumsTest {
  private static final int PLACE = 5;
  private static final float UNTOUCHED = -77;

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1",
    "3, 5, 2",
    "16, 4, 4",
    "48, 3, 2",
    "49, 3, 3",
    "64, 7, 7",
    "79, 20, 16",
    "131, 9, 4"
  })
  void addsUpEachColumnInSixteenLanes(int rows, int columns, int atOnce) {
    Random random = new Random(rows);
    int stride = columns + 3;
    float[] source = new float[2 + rows * stride];
    for (int i = 0; i < source.length; i++) {
      source[i] = (float) random.nextGaussian();
    }
    float[] sums = new float[columns + 2];
    Arrays.fill(sums, UNTOUCHED);
    float[] memory = new float[PLACE + SharedSums.LANES * atOnce];
    Arrays.fill(memory, UNTOUCHED);
    SharedSums.run(source, 2, stride, sums, 1, memory, PLACE, atOnce, rows, columns);
    assertEquals(UNTOUCHED, sums[0]);
    assertEquals(UNTOUCHED, sums[columns + 1]);
    for (int column = 0; column < columns; column++) {
      float[] lanes = new float[SharedSums.LANES];
      for (int row = 0; row < rows; row++) {
        lanes[row % SharedSums.LANES] += source[2 + row * stride + column];
      }
      for (int half = SharedSums.LANES / 2; half > 0; half /= 2) {
        for (int lane = 0; lane < half; lane++) {
          lanes[lane] += lanes[lane + half];
        }
      }
      assertEquals(
          Float.floatToRawIntBits(lanes[0]),
          Float.floatToRawIntBits(sums[1 + column]),
          "" + column);
    }
  }
}
