package netwright.data;

import static netwright.data.TestData.classes;
import static netwright.data.TestData.numbers;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import netwright.data.DataRecipe.DataFile;
import netwright.diag.Problems;
import netwright.runtime.Precision;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What a [PlainTable] reads is what an [AnyTable] reads; what has something wrong, it leaves to that.
class PlainTableTest {
  @TempDir Path folder;

  /// What is plain in a file, which is then what every reader would find.
  private static Optional<Samples> plain(DataFile file, boolean named, List<Field> fields) {
    return plain(file, named, Missing.ERROR, fields);
  }

  private static Optional<Samples> plain(
      DataFile file, boolean named, Missing missing, List<Field> fields) {
    Optional<Samples> plain = PlainTable.read(file, fields, missing, Room.inMemory(), named);
    plain.ifPresent(samples -> {
      Problems problems = new Problems();
      assertEquals(
          new AnyTable(problems, missing, Room.inMemory(), Precision.F32).read(file, fields, named),
          samples);
      assertTrue(!problems.hasErrors());
    });
    return plain;
  }

  private Optional<Samples> plain(String text, Field... fields) {
    return plain(TestData.file(folder, "p.csv", text), true, List.of(fields));
  }

  @Test
  void mutatedFiles() {
    int read = 0;
    for (int seed = 0; seed < 10_000; seed++) {
      DataFile file = TestData.file(folder, "m.csv", CsvMutationTest.mutated(seed));
      var named = List.of(numbers("x", "RM", "LSTAT"), classes("y", 3, "kind"));
      var numbered = List.of(numbers("x", "0"), numbers("z", "0", "1"));
      Missing missing = Missing.values()[seed % 3];
      read += plain(file, true, missing, named).isPresent() ? 1 : 0;
      read += plain(file, false, missing, numbered).isPresent() ? 1 : 0;
    }
    assertTrue(read > 500, "read " + read);
  }

  @Test
  void missingNumbersArePlainWhereTheyMayBe() {
    DataFile file = TestData.file(folder, "p.csv", "a,b\n1,\nNA,4\n?,5\n");
    List<Field> fields = List.of(numbers("x", "a"));
    assertTrue(plain(file, true, Missing.ERROR, fields).isEmpty());
    float[] read = plain(file, true, Missing.MEAN, fields).orElseThrow().rows().of("x");
    assertArrayEquals(new float[] {1, Float.NaN, Float.NaN}, read);
    List<Field> targets = List.of(numbers("y", "a").as(Field.Role.TARGET));
    assertTrue(plain(file, true, Missing.MEAN, targets).isEmpty());
    assertTrue(plain(file, true, Missing.DROP, targets).isPresent());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a,b\n1,2\n3,4\n",
        "a,b\n1,2\n3,4",
        "\n\r\na,b\r\n\r\n1,2\r3,4\r",
        "\uFEFFa;b\n1; 2\n3 ;4\n",
        "a\tb\n1\t2\n3\t4\n",
        "\"a\",\"b\"\n\"1\",2\n3,4\n",
        "größe,a,b\nÄ,1,2\n\"日,本\",3,4\n",
      })
  void plainForms(String text) {
    Samples samples = plain(text, numbers("x", "a", "b"), numbers("y", "b")).orElseThrow();
    assertEquals(2, samples.rows().rows());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "\n\n",
        "a,b\n",
        "a,b\n1,2\n3\n",
        "a,b\n1,2\n3,4,5\n",
        "a,b\n1,NA\n",
        "a,b\n1,\n",
        "a,b\n1,1e400\n",
        "a,b\n1,0x1p3\n",
        "a;b\n1;6,5\n",
        "a,b\n   \n1,2\n",
        "1,2\n3,4\n",
        "a,c\n1,2\n",
        "a,b,n\n1,2,\"x\ny\"\n",
        "a,b,n\n1,2,\"x\"\"y\"\n",
        "a,b,n\n1,2,\"x\n",
        "a,b,n\n1,2,x\"y\n",
        "a,b,n\n1,2,\0\n",
        "PK\u0003\u0004,a,b\n0,1,2\n"
      })
  void oddForms(String text) {
    assertEquals(Optional.empty(), plain(text, numbers("x", "a", "b")));
  }

  @Test
  void bytesThatAreNoTextAreOddWhereverTheyStand() {
    byte[] bytes = "n,a,b\nx,1,2\n".getBytes(StandardCharsets.UTF_8);
    bytes[6] = (byte) 0xE9;
    DataFile file = TestData.file(folder, "latin.csv", bytes);
    assertEquals(Optional.empty(), plain(file, true, List.of(numbers("x", "a", "b"))));
  }

  @Test
  void columnReadAsNumberAndAsClass() {
    assertEquals(Optional.empty(), plain("a\n1\n0\n", numbers("x", "a"), classes("y", 2, "a")));
  }

  /// Files of several blocks: lines and cells of every length stand on their borders.
  @ParameterizedTest
  @CsvSource({"10, false", "10, true", "13, false", "13, true"})
  void longFiles(int lineEnd, boolean ended) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(lineEnd);
    String[] kinds = {"setosa", "\"versicolor, or so\"", "schön", " virginica "};
    StringBuilder text = new StringBuilder("a,b,c,d,kind").append((char) lineEnd);
    for (int row = 0; row < 60_000; row++) {
      text.append(random.nextInt(1_000)).append('.').append(random.nextInt(1_000_000)).append(',');
      text.append(random.nextGaussian()).append(',').append(random.nextFloat()).append(',');
      text.append("%.3e".formatted(random.nextGaussian())).append(',');
      text.append(kinds[random.nextInt(kinds.length)]);
      text.append(row < 59_999 || ended ? String.valueOf((char) lineEnd) : "");
    }
    Field[] fields = {numbers("x", "a..c"), numbers("z", "d"), classes("y", 4, "kind")};
    Samples samples = plain(text.toString(), fields).orElseThrow();
    assertEquals(60_000, samples.rows().rows());
    assertEquals(
        4, samples.fields().getLast().classes().orElseThrow().labels().orElseThrow().size());
  }

  @Test
  void linesLongerThanBlockAreOdd() {
    String text = "a,n\n" + ("1," + "x".repeat(300_000) + "\n").repeat(5);
    assertEquals(Optional.empty(), plain(text, numbers("x", "a")));
  }
}
