package netwright.runtime.math;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/// The software forms against the exact ones of the JDK (which are slow without hardware: fewer
/// triples then).
class FmaTest {
  private static final int TRIPLES = Fma.HARDWARE ? 2_000_000 : 3_000;

  private final SplittableRandom random = new SplittableRandom(20250101);

  @Test
  void singlesOfAnyBits() {
    for (int i = 0; i < TRIPLES; i++) {
      check(
          Float.intBitsToFloat(random.nextInt()),
          Float.intBitsToFloat(random.nextInt()),
          Float.intBitsToFloat(random.nextInt()));
    }
  }

  /// Mantissas with few bits and an addend near the product in size: ties, cancellation, underflow.
  @Test
  void singlesNearTies() {
    for (int i = 0; i < TRIPLES; i++) {
      int a = random.nextInt(-149, 128);
      int b = random.nextInt(Math.max(-149, -160 - a), Math.min(128, 129 - a));
      int c = Math.clamp(a + b + random.nextInt(-60, 60), -149, 127);
      check((float) sparse(23, a), (float) sparse(23, b), (float) sparse(23, c));
    }
  }

  @Test
  void doublesOfAnyBits() {
    for (int i = 0; i < TRIPLES; i++) {
      check(
          Double.longBitsToDouble(random.nextLong()),
          Double.longBitsToDouble(random.nextLong()),
          Double.longBitsToDouble(random.nextLong()));
    }
  }

  @Test
  void doublesNearTies() {
    for (int i = 0; i < TRIPLES; i++) {
      int a = random.nextInt(-380, 380);
      int b = random.nextInt(-380, 380);
      int c = Math.clamp(a + b + random.nextInt(-120, 120), -1000, 1000);
      check(sparse(52, a), sparse(52, b), sparse(52, c));
    }
  }

  /// Exponents at the border between the fast form and the exact one, and at the ends of the range.
  @Test
  void doublesOfExtremeSize() {
    int[] exponents = {-1074, -1060, -1023, -540, -401, -400, -399, 0, 399, 400, 401, 511, 1023};
    for (int a : exponents) {
      for (int b : exponents) {
        for (int c : exponents) {
          for (int i = 0; i < TRIPLES / 20_000 + 1; i++) {
            check(sparse(52, a), sparse(52, b), sparse(52, c));
          }
        }
      }
    }
  }

  @Test
  void zerosAndInfinities() {
    float[] specials = {
      0f,
      -0f,
      1f,
      -1f,
      Float.MIN_VALUE,
      Float.MAX_VALUE,
      Float.POSITIVE_INFINITY,
      Float.NEGATIVE_INFINITY,
      Float.NaN
    };
    for (float a : specials) {
      for (float b : specials) {
        for (float c : specials) {
          check(a, b, c);
          check((double) a, (double) b, (double) c);
        }
      }
    }
  }

  private void check(float a, float b, float c) {
    float expected = Math.fma(a, b, c);
    float actual = SoftwareFma.fma(a, b, c);
    if (Float.floatToIntBits(expected) != Float.floatToIntBits(actual)) {
      assertEquals(expected, actual, () -> "fma(%a, %a, %a)".formatted(a, b, c));
    }
  }

  private void check(double a, double b, double c) {
    double expected = Math.fma(a, b, c);
    double actual = SoftwareFma.fma(a, b, c);
    if (Double.doubleToLongBits(expected) != Double.doubleToLongBits(actual)) {
      assertEquals(expected, actual, () -> "fma(%a, %a, %a)".formatted(a, b, c));
    }
  }

  /// ±2^exponent times 1 plus a fraction of `bits` bits of which few, or all but few, are set.
  private double sparse(int bits, int exponent) {
    long all = (1L << bits) - 1;
    long fraction =
        switch (random.nextInt(5)) {
          case 0 -> 0;
          case 1 -> 1L << random.nextInt(bits);
          case 2 -> all ^ 1L << random.nextInt(bits);
          case 3 -> all & random.nextLong() << random.nextInt(bits);
          default -> random.nextLong() & all;
        };
    double magnitude = Math.scalb(1 + fraction / (double) (1L << bits), exponent);
    return random.nextBoolean() ? magnitude : -magnitude;
  }
}
