package netwright.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Locale;
import netwright.runtime.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NumeralTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "-0.5, -0.5",
    "+3, 3",
    "1., 1",
    ".25, 0.25",
    "1e3, 1000",
    "2.5E-2, 0.025",
    "007, 7",
    "1e-400, 0",
    "-0, -0.0"
  })
  void reads(String cell, float value) {
    assertEquals(value, Numeral.parse(cell));
  }

  @Test
  void roundsOnceFromDouble() {
    assertEquals((float) 16777217.0000001, Numeral.parse("16777217.0000001"));
    assertEquals((float) 0.1, Numeral.parse("0.1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "NA",
        "nan",
        "inf",
        "-Infinity",
        "1e400",
        "1e39",
        "0x1p3",
        "1f",
        "1d",
        "2L",
        "1,5",
        "1e",
        "e5",
        ".",
        "+",
        "-",
        "--1",
        "1..2",
        "1 2",
        "1_000",
        "٣",
        "１",
        "1e5.5",
        "x",
        "1%",
        "\u0000",
        "1\n2"
      })
  void refuses(String cell) {
    assertTrue(Float.isNaN(Numeral.parse(cell)), cell);
    assertTrue(!fault(cell).message().isEmpty() && !fault(cell).help().isEmpty());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'' | a cell is empty | put a number there, take the row out, set `missing = drop`, or for an input `missing = mean`",
        "NA | `NA` stands for a missing number | put a number there, take the row out, set `missing = drop`, or for an input `missing = mean`",
        "1e400 | `1e400` is too large for f32 | the largest number is 3.4e38; scale the column",
        "-inf | `-inf` is not finite | put a finite number there, or take the row out",
        "6,575 | `6,575` has a comma in it | decimals take a point, and groups of digits nothing: write 6.575 or 6575",
        "6,57 | `6,57` has a comma in it | decimals take a point: write 6.57",
        "0,575 | `0,575` has a comma in it | decimals take a point: write 0.575",
        "1,234,567.5 | `1,234,567.5` has its digits in groups | write 1234567.5",
        "0x1p3 | `0x1p3` is a hexadecimal number | write it in decimal",
        "1f | `1f` ends with a letter or sign | write 1",
        "Berlin | `Berlin` is not a number | numbers look like 3, -0.5 or 1e-3; only a `class` is read from text"
      })
  void explains(String cell, String message, String help) {
    assertEquals(new CellFault(message, help), fault(cell));
  }

  @Test
  void isTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      Locale.setDefault(Locale.forLanguageTag("tr"));
      assertEquals(1.5f, Numeral.parse("1.5"));
      assertTrue(fault("-INF").message().endsWith("is not finite"));
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void longCellsAreShownShort() {
    assertTrue(fault("x".repeat(10_000)).message().length() < 80);
  }

  private static CellFault fault(String cell) {
    return CellFault.of(cell, Precision.F32);
  }
}
