package netwright.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigDecimal;
import java.math.MathContext;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CellScannerTest {
  private static final int NUMERALS = 100_000;
  private static final String[] PIECES = {
    "+",
    "-",
    ".",
    "e",
    "E",
    " ",
    "0",
    "9",
    "NA",
    "x",
    "f",
    "\t",
    "\u00a0",
    "٣",
    "\u0001",
    "00000000",
    "99999999"
  };

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(5);

  /// Asserts that `cell` is read as [Numeral] reads it, or refused if that refuses it.
  private static void assertSame(String cell) {
    CellScanner scanner = scanner(cell + ",1\n");
    float expected = Numeral.parse(cell.strip());
    assertUsualOrLeft(expected, cell);
    if (Float.isNaN(expected)) {
      assertThrows(NotPlain.class, scanner::number, cell);
      return;
    }
    try {
      assertEquals(
          Float.floatToRawIntBits(expected), Float.floatToRawIntBits(scanner.number()), cell);
      assertTrue(scanner.separator(), cell);
    } catch (NotPlain _) {
      throw new AssertionError("refused " + cell);
    }
  }

  /// Asserts that `cell` is read as a usual number, or left where it is, to be read otherwise.
  private static void assertUsualOrLeft(float expected, String cell) {
    CellScanner scanner = scanner(cell + ",x\n");
    float[] numbers = new float[2];
    if (scanner.usual(numbers, 0, 2) == 0) {
      assertEquals(0, scanner.at(), cell);
    } else {
      assertEquals(Float.floatToRawIntBits(expected), Float.floatToRawIntBits(numbers[0]), cell);
      assertTrue(scanner.separator(), cell);
    }
  }

  private static CellScanner scanner(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new CellScanner(Arrays.copyOf(bytes, bytes.length + Digits.AHEAD), ',');
  }

  private String digits(int most) {
    StringBuilder digits = new StringBuilder();
    for (int i = random.nextInt(most + 1); i > 0; i--) {
      digits.append((char) ('0' + random.nextInt(10)));
    }
    return digits.toString();
  }

  private String sign() {
    return new String[] {"", "", "-", "+"}[random.nextInt(4)];
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0",
        "-0",
        "+0",
        "-0.0",
        "0e5",
        "0e-400",
        "1e400",
        "1e-400",
        "-1e-400",
        "1e38",
        "3.4028235e38",
        "3.4028236e38",
        "1e39",
        "1.4e-45",
        "7e-46",
        "7.1e-46",
        "1e-60",
        "1e-61",
        "1e22",
        "1e23",
        "9007199254740992",
        "9007199254740993",
        "9223372036854775807",
        "9223372036854775808",
        "9999999999999999999",
        "18446744073709551616",
        "00000000000000000000000001",
        "0.0000000000000000000000001",
        "16777217",
        "16777219",
        "16777217.0000001",
        "1.",
        ".5",
        "",
        ".",
        "+",
        "-",
        "-+1",
        "+-1",
        "--1",
        "e5",
        "1e",
        "1e+",
        "1e00005",
        "1e-00005",
        "1e5.5",
        "1 2",
        "1..2",
        " 1 ",
        "\t1",
        "\u00a01",
        "NA",
        "0x1p3",
        "1f",
        "1d",
        "inf",
        "NaN",
        "٣",
        "1_000",
        "\"1.5\"",
        "1\u0085"
      })
  void readsAsNumeralDoes(String cell) {
    if (cell.startsWith("\"")) {
      assertEquals(1.5f, new Quoted(cell).number());
    } else {
      assertSame(cell);
    }
  }

  private record Quoted(String cell) {
    float number() {
      byte[] bytes = Arrays.copyOf((cell + "\n").getBytes(StandardCharsets.UTF_8), 32);
      try {
        return new CellScanner(bytes, ',').number();
      } catch (NotPlain _) {
        return Float.NaN;
      }
    }
  }

  @Test
  void usualNumbersOfARow() {
    for (int i = 0; i < NUMERALS / 10; i++) {
      List<String> cells = new ArrayList<>();
      for (int column = 0; column < 5; column++) {
        String whole = random.nextInt(1, 10) + digits(6);
        String places = random.nextBoolean() ? "." + digits(7) : "";
        cells.add(
            (random.nextBoolean() ? "-" : "") + (places.length() > 1 ? digits(7) : whole) + places);
      }
      float[] numbers = new float[6];
      assertEquals(5, scanner(String.join(",", cells) + ",12345678\n").usual(numbers, 0, 6));
      for (int column = 0; column < 5; column++) {
        assertEquals(Float.parseFloat(cells.get(column)), numbers[column], cells::toString);
      }
    }
  }

  /// Reading goes on where it stopped, before the separator of the cell that it left.
  @ParameterizedTest
  @ValueSource(
      strings = {"", "+1", " 1", "1 ", "1e5", "12345678", "0.12345678", "\"1\"", "-", ".", "NA"})
  void leavesOtherCells(String cell) throws NotPlain {
    CellScanner scanner = scanner("1,2," + cell + ",4.5\n");
    float[] numbers = new float[4];
    assertEquals(2, scanner.usual(numbers, 0, 4));
    assertEquals(3, scanner.at());
    assertTrue(scanner.separator());
    if (cell.isEmpty()) {
      assertEquals(4, scanner.at());
    } else {
      scanner.skip();
    }
    assertEquals(4, scanner.usual(numbers, 3, 4));
    assertArrayEquals(new float[] {1, 2, 0, 4.5f}, numbers);
    assertTrue(scanner.endLine());
  }

  @Test
  void aLineThatEndsEarlyIsLeft() {
    CellScanner scanner = scanner("1,2\n3\n");
    assertEquals(2, scanner.usual(new float[3], 0, 3));
    assertTrue(scanner.endLine());
  }

  @Test
  void anyDigits() {
    for (int i = 0; i < NUMERALS; i++) {
      assertSame(sign() + digits(12) + "." + digits(12));
      String power = random.nextInt(3) == 0 ? "e" + sign() + random.nextInt(80) : "";
      assertSame(sign() + digits(4) + "." + digits(6) + power);
      assertSame(sign() + digits(22) + power);
    }
  }

  @Test
  void everyBitPatternAsItIsWritten() {
    for (int i = 0; i < NUMERALS; i++) {
      assertSame(Float.toString(Float.intBitsToFloat(random.nextInt())));
      assertSame(Double.toString(random.nextGaussian()));
      assertSame(Double.toString(Float.MIN_NORMAL * random.nextDouble()));
      assertSame("%.18e".formatted(random.nextGaussian()));
    }
  }

  /// Numbers half-way between two of f32, and nearly so: short of it or beyond it by less than f64 tells apart.
  @Test
  void halfwayNumbers() {
    for (int i = 0; i < NUMERALS / 4; i++) {
      float low = Float.intBitsToFloat(random.nextInt(0x10000000, 0x70000000));
      BigDecimal half =
          new BigDecimal(low).add(new BigDecimal(Math.nextUp(low))).divide(BigDecimal.TWO);
      assertSame(half.toString());
      assertSame(half.toPlainString());
      assertSame(half.round(new MathContext(19)).toString());
      assertSame(half.round(new MathContext(17)).toString());
      assertSame(half.add(half.movePointLeft(random.nextInt(14, 20))).toString());
      assertSame(half.subtract(half.movePointLeft(random.nextInt(14, 20))).toString());
    }
    for (int i = 0; i < NUMERALS; i++) {
      assertSame(Integer.toString((1 << 24) + random.nextInt(1 << 26)));
    }
  }

  @Test
  void mutatedNumerals() {
    for (int i = 0; i < NUMERALS; i++) {
      StringBuilder cell =
          new StringBuilder(sign() + digits(9) + "." + digits(9) + "e" + digits(2));
      for (int changes = random.nextInt(1, 3); changes > 0; changes--) {
        int from = random.nextInt(cell.length() + 1);
        int to = Math.min(cell.length(), from + random.nextInt(3));
        cell.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
      }
      assertSame(cell.toString());
    }
  }
}
