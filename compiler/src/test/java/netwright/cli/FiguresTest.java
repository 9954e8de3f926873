package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FiguresTest {

  @Test
  void numbersHaveFiveDigits() {
    assertEquals("14.812", Figures.number(14.81234));
    assertEquals("0.95438", Figures.number(0.954378));
    assertEquals("-25.050", Figures.number(-25.05));
    assertEquals("1234568", Figures.number(1234568.2));
    assertEquals("1.2346e-07", Figures.number(1.23456e-7));
    assertEquals("1.2346e+12", Figures.number(1.23456e12));
    assertEquals("0", Figures.number(0));
    assertEquals("NaN", Figures.number(Double.NaN));
    assertEquals("-inf", Figures.number(Double.NEGATIVE_INFINITY));
    assertEquals("0.2", Figures.brief(0.2));
    assertEquals("24", Figures.brief(24));
    assertEquals("100", Figures.brief(100));
  }

  @Test
  void durations() {
    assertEquals("3.2 ms", Figures.seconds(0.0032));
    assertEquals("0.21 s", Figures.seconds(0.21));
    assertEquals("12 s", Figures.seconds(12.3));
    assertEquals("3 min 20 s", Figures.seconds(200));
    assertEquals("2 h 5 min", Figures.seconds(7500));
    assertEquals("9.40 µs", Figures.micros(9.4));
    assertEquals("16.1 ms", Figures.micros(16_100));
    assertEquals("48.2 ns", Figures.nanos(48.2));
    assertEquals("9.40 µs", Figures.nanos(9_400));
    assertEquals("1.50 s", Figures.nanos(1.5e9));
  }

  @Test
  void largeNumbers() {
    assertEquals("812", Figures.large(812.3));
    assertEquals("21,454", Figures.large(21_454));
    assertEquals("3.11 M", Figures.large(3_105_412));
    assertEquals("264 M", Figures.large(264e6));
    assertEquals("1.24 G", Figures.large(1.24e9));
  }

  @Test
  void tablesAreAligned() {
    Map<String, Map<String, Double>> figures = new LinkedHashMap<>();
    Map<String, Double> train = new LinkedHashMap<>();
    train.put("loss", 0.5);
    train.put("accuracy", 1.0);
    figures.put("train", train);
    figures.put("test", Map.of("loss", 12.25, "accuracy", 0.75));
    List<String> expected =
        List.of("         loss   accuracy", "train     0.5          1", "test    12.25       0.75");
    assertEquals(expected, ResultTable.of(figures).lines());
  }
}
