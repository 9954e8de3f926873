package netwright.shared;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SharedGateTest {
  private static final float[] SPECIAL = {
    0f, -0f, Float.NaN, Float.POSITIVE_INFINITY, -1e-45f, 1e-45f
  };
  private static final float UNTOUCHED = -77;
  private static final int TEST_ROW = 41;
  private static final int ROW = 43;
  private static final int TARGET_ROW = 47;

  private final Random random = new Random(3);

  @ParameterizedTest
  @CsvSource({"16, 1, 16", "16, 3, 37", "16, 2, 5", "8, 3, 37", "8, 2, 8", "4, 3, 37", "4, 5, 3"})
  void valuesPassWhereTheTestIsPositive(int lanes, int rows, int columns) {
    float[] test = numbers(1 + rows * TEST_ROW);
    float[] values = numbers(2 + rows * ROW);
    float[] target = new float[3 + rows * TARGET_ROW];
    Arrays.fill(target, UNTOUCHED);
    SharedGate.run(
        lanes, 2, test, 1, TEST_ROW, values, 2, ROW, target, 3, TARGET_ROW, rows, columns);
    for (int i = 0; i < target.length; i++) {
      int row = (i - 3) / TARGET_ROW;
      int column = (i - 3) % TARGET_ROW;
      boolean inside = i >= 3 && column < columns;
      float expected =
          inside
              ? gated(test[1 + row * TEST_ROW + column], values[2 + row * ROW + column])
              : UNTOUCHED;
      assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(target[i]), "" + i);
    }
  }

  @ParameterizedTest
  @CsvSource({"16", "8", "4"})
  void theTargetMayLieWhereTheTestOrTheValueLies(int lanes) {
    float[] test = numbers(64);
    float[] values = numbers(64);
    float[] inTest = test.clone();
    SharedGate.run(lanes, 0, inTest, 0, 32, values, 0, 32, inTest, 0, 32, 2, 27);
    float[] relu = values.clone();
    SharedGate.run(lanes, 0, relu, 0, 32, relu, 0, 32, relu, 0, 32, 2, 27);
    for (int row = 0; row < 2; row++) {
      for (int i = 32 * row; i < 32 * row + 27; i++) {
        assertEquals(gated(test[i], values[i]), inTest[i]);
        assertEquals(gated(values[i], values[i]), relu[i]);
      }
    }
  }

  private static float gated(float test, float value) {
    return test <= 0 ? 0 : value;
  }

  private float[] numbers(int count) {
    float[] numbers = new float[count];
    for (int i = 0; i < count; i++) {
      boolean special = random.nextInt(4) == 0;
      numbers[i] =
          special ? SPECIAL[random.nextInt(SPECIAL.length)] : (float) random.nextGaussian();
    }
    return numbers;
  }
}
