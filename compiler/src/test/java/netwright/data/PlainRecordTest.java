package netwright.data;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import org.junit.jupiter.api.Test;

/// Records read the same whether their numbers are written as most are, or some columns' are not, always or at times.
class PlainRecordTest {
  private static final int RECORDS = 2_000;
  private static final String[] USUAL = {"0", "-1", "12.5", ".25", "-1234567.7654321"};
  private static final String[] UNUSUAL = {"1e3", "+2", " 3 ", "0.123456789", "123456789", "\"4\""};

  private final RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(7);

  private static PlainRecord record(String text, int width) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    return new PlainRecord(
        new CellScanner(Arrays.copyOf(bytes, bytes.length + Digits.AHEAD), ','), width);
  }

  private String one(String... cells) {
    return cells[random.nextInt(cells.length)];
  }

  /// A cell of a column that is usual always, often, seldom, and never.
  private String cell(int column) {
    int share = new int[] {100, 90, 10, 0}[column];
    return random.nextInt(100) < share ? one(USUAL) : one(UNUSUAL);
  }

  @Test
  void usualAndOtherNumbers() throws NotPlain {
    String[][] cells = new String[RECORDS][];
    StringBuilder text = new StringBuilder();
    for (int row = 0; row < RECORDS; row++) {
      cells[row] = new String[] {cell(0), cell(1), "a" + row, "unused", cell(2), cell(3)};
      text.append(String.join(",", cells[row])).append('\n');
    }
    PlainRecord record = record(text.toString(), 6);
    record.use(true, 0, 1);
    record.use(true, 5, 4);
    record.use(false, 2);
    for (String[] row : cells) {
      record.read();
      float[] numbers = record.numbers();
      for (int column : new int[] {0, 1, 4, 5}) {
        String cell = row[column].replace("\"", "").strip();
        assertEquals(Numeral.parse(cell), numbers[column], row[column]);
      }
      assertEquals(row[2], record.text(2));
    }
  }

  /// After many unusual numbers, usual ones of the same column and of those before and behind it.
  @Test
  void columnsThatChange() throws NotPlain {
    PlainRecord record = record("1,2e0,3\n".repeat(50) + "4,5,6\n".repeat(500), 3);
    record.use(true, 0, 1, 2);
    for (int row = 0; row < 550; row++) {
      record.read();
      float[] expected = row < 50 ? new float[] {1, 2, 3} : new float[] {4, 5, 6};
      assertArrayEquals(expected, record.numbers());
    }
  }

  @Test
  void recordsOfAnotherWidth() throws NotPlain {
    PlainRecord narrow = record("1,2\n3\n", 2);
    narrow.use(true, 0, 1);
    narrow.read();
    assertThrows(NotPlain.class, narrow::read);
    PlainRecord wide = record("1,2\n3,4,5\n", 2);
    wide.use(true, 0, 1);
    wide.read();
    assertThrows(NotPlain.class, wide::read);
  }
}
