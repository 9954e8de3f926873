package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import netwright.check.Initial;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import org.junit.jupiter.api.Test;

class InitialiserTest {
  private static final int MANY = 20_000;

  private static float[] filled(long seed, String name, int size, Initial initial) {
    float[] persistent = new float[size + 2];
    Variable variable = new Variable(name, Variable.Role.PARAMETER, List.of(size), 1);
    new Initialiser(seed, Persistent.of(persistent)).fill(variable, initial);
    assertEquals(0, persistent[0]);
    assertEquals(0, persistent[size + 1]);
    return Arrays.copyOfRange(persistent, 1, size + 1);
  }

  private static double mean(float[] values) {
    double sum = 0;
    for (float value : values) {
      sum += value;
    }
    return sum / values.length;
  }

  private static double deviation(float[] values) {
    double mean = mean(values);
    double sum = 0;
    for (float value : values) {
      sum += (value - mean) * (value - mean);
    }
    return Math.sqrt(sum / values.length);
  }

  @Test
  void constantsFill() {
    assertArrayEquals(new float[] {0.1f, 0.1f, 0.1f}, filled(1, "a", 3, new Initial.Fill(0.1)));
  }

  @Test
  void uniformDrawsCoverTheInterval() {
    float[] values = filled(1, "a", MANY, new Initial.Uniform(-2, 4));
    assertEquals(1, mean(values), 0.05);
    assertEquals(6 / Math.sqrt(12), deviation(values), 0.02);
    for (float value : values) {
      assertTrue(value >= -2 && value <= 4);
    }
  }

  @Test
  void normalDrawsHaveMeanAndDeviation() {
    float[] values = filled(1, "a", MANY, new Initial.Normal(3, 0.5));
    assertEquals(3, mean(values), 0.02);
    assertEquals(0.5, deviation(values), 0.01);
  }

  @Test
  void drawsDependOnSeedAndNameOnly() {
    Initial normal = new Initial.Normal(0, 1);
    float[] values = filled(1, "h1.linear.weight", 8, normal);
    assertArrayEquals(values, filled(1, "h1.linear.weight", 8, normal));
    assertArrayEquals(values, Arrays.copyOf(filled(1, "h1.linear.weight", 9, normal), 8));
    assertFalse(Arrays.equals(values, filled(2, "h1.linear.weight", 8, normal)));
    assertFalse(Arrays.equals(values, filled(1, "h2.linear.weight", 8, normal)));
  }
}
