package netwright.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedContractionTest {
  private static final int PLACE = 5;
  private static final float UNTOUCHED = -77;

  @ParameterizedTest
  @CsvSource({
    "16, 8, 128, 40",
    "16, 9, 70, 33",
    "16, 3, 10, 7",
    "16, 1, 1, 1",
    "16, 4, 64, 1",
    "16, 64, 4, 20",
    "16, 70, 10, 9",
    "16, 130, 32, 17",
    "16, 70, 33, 5",
    "16, 5, 9, 600",
    "16, 11, 70, 6",
    "8, 11, 21, 9",
    "8, 8, 32, 40",
    "8, 7, 21, 33",
    "8, 2, 3, 5",
    "8, 19, 7, 33",
    "4, 8, 16, 40",
    "4, 6, 13, 33",
    "4, 1, 9, 2",
    "4, 21, 4, 5"
  })
  void addsUpProductsOneAfterTheOther(int lanes, int rows, int columns, int steps) {
    for (boolean along : new boolean[] {true, false}) {
      for (boolean turned : new boolean[] {true, false}) {
        for (int block : new int[] {steps, Math.ceilDiv(steps, 3)}) {
          new Case(lanes, rows, columns, steps, along, turned, block).check();
        }
      }
    }
  }

  /// A product of matrices between other numbers.
  ///
  /// @param along whether the factor that differs from column to column has its columns side by side, not its steps
  /// @param turned whether the other one has its rows side by side, not its steps
  private record Case(
      int lanes, int rows, int columns, int steps, boolean along, boolean turned, int block) {
    void check() {
      Random random = new Random(rows * 31L + columns);
      float[] other = numbers(random, rows * steps + 3);
      float[] running = numbers(random, columns * steps + 3);
      float[] first = numbers(random, 2 * columns);
      float[] sums = new float[rows * (columns + 2) + 7];
      Arrays.fill(sums, UNTOUCHED);
      float[] expected = sums.clone();
      int columnStride = along ? 1 : steps;
      int stepStride = along ? columns : 1;
      int rowStride = turned ? 1 : steps;
      int otherStride = turned ? rows : 1;
      for (int row = 0; row < rows; row++) {
        for (int column = 0; column < columns; column++) {
          float sum = first[2 * column];
          for (int step = 0; step < steps; step++) {
            float factor = running[2 + column * columnStride + step * stepStride];
            sum = Math.fma(other[1 + row * rowStride + step * otherStride], factor, sum);
          }
          expected[4 + row * (columns + 2) + column] = sum;
        }
      }
      int memory = PLACE + SharedContraction.MEMORY + block * SharedContraction.columns(lanes);
      SharedContraction.run(
          lanes,
          other,
          1,
          rowStride,
          otherStride,
          running,
          2,
          columnStride,
          stepStride,
          first,
          0,
          2,
          sums,
          4,
          columns + 2,
          new float[memory],
          PLACE,
          block,
          rows,
          columns,
          steps);
      for (int i = 0; i < sums.length; i++) {
        assertEquals(
            Float.floatToRawIntBits(expected[i]), Float.floatToRawIntBits(sums[i]), this + " " + i);
      }
    }

    private static float[] numbers(Random random, int count) {
      float[] numbers = new float[count];
      for (int i = 0; i < count; i++) {
        numbers[i] = (float) random.nextGaussian();
      }
      return numbers;
    }
  }
}
