package netwright.data;

import static netwright.data.TestData.classes;
import static netwright.data.TestData.file;
import static netwright.data.TestData.numbers;
import static netwright.data.TestData.share;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import netwright.arrays.ArrayBytes;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Sources;
import netwright.diag.Diagnostic;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Samples that are kept in files are those that are kept in memory.
class StreamTest {
  @TempDir Path folder;

  private void assertSame(DataFile file, Missing missing, Field... fields) throws IOException {
    LoadedData memory = load(file, missing, false, fields);
    LoadedData stored = load(file, missing, true, fields);
    assertSame(memory.train(), stored.train());
    assertSame(memory.validation().orElseThrow(), stored.validation().orElseThrow());
    assertSame(memory.test().orElseThrow(), stored.test().orElseThrow());
    assertEquals(memory.labels(), stored.labels());
    assertEquals(memory.hashes(), stored.hashes());
    memory.means().forEach((name, mean) -> assertArrayEquals(mean, stored.means().get(name)));
    try (var left = Files.list(folder)) {
      assertTrue(left.noneMatch(path -> path.toString().endsWith(".samples")));
    }
  }

  private static LoadedData load(DataFile file, Missing missing, boolean stream, Field... fields) {
    return DataLoader.load(
        new DataRecipe(
            Sources.of(file),
            share(0.2),
            share(0.1),
            3,
            missing,
            Optional.empty(),
            Optional.of(stream),
            List.of(fields)));
  }

  private static void assertSame(DataSet memory, DataSet stored) {
    assertEquals(memory.names(), stored.names());
    assertEquals(memory.names(), stored.stored().keySet());
    assertEquals(memory.rows(), stored.rows());
    for (String name : memory.names()) {
      assertEquals(memory.size(name), stored.size(name));
      assertArrayEquals(memory.of(name), stored.of(name));
      assertArrayEquals(memory.piece(1, 2).of(name), stored.piece(1, 2).of(name));
      assertArrayEquals(memory.select(3, 0, 3).of(name), stored.select(3, 0, 3).of(name));
    }
  }

  /// More rows than a block holds.
  private static String table(boolean quoted, boolean gaps) {
    Random random = new Random(7);
    StringBuilder text = new StringBuilder("a,b,note,kind\n");
    for (int row = 0; row < 50_000; row++) {
      text.append(gaps && random.nextInt(9) == 0 ? "NA" : random.nextFloat())
          .append(',')
          .append(random.nextInt(1000))
          .append(quoted && row % 1000 == 0 ? ",\"two\nlines\"," : ",x,")
          .append("pqr".charAt(random.nextInt(3)))
          .append('\n');
    }
    return text.toString();
  }

  @Test
  void tables() throws IOException {
    Field x = numbers("x", "a", "b");
    Field kind = classes("kind", 3, "kind");
    assertSame(file(folder, "plain.csv", table(false, false)), Missing.ERROR, x, kind);
    assertSame(file(folder, "quoted.csv", table(true, false)), Missing.ERROR, x, kind);
    assertSame(file(folder, "gaps.csv", table(false, true)), Missing.DROP, x, kind);
    assertSame(file(folder, "gaps.csv", table(false, true)), Missing.MEAN, x, kind);
  }

  @Test
  void arrays() throws IOException {
    byte[] elements = new byte[6000];
    new Random(3).nextBytes(elements);
    Map<String, byte[]> arrays = new LinkedHashMap<>();
    arrays.put("x", ArrayBytes.npy(1, "|i1", true, "(1000, 2, 3)", elements));
    arrays.put("y", ArrayBytes.npy(1, "|u1", false, "(1000, 6)", elements));
    DataFile npz = file(folder, "d.npz", ArrayBytes.npz(true, arrays));
    Field x = TestData.sized(numbers("x", "x"), 6);
    Field both = TestData.sized(numbers("z", "y", "x"), 12);
    assertSame(npz, Missing.ERROR, x, both);
  }

  @Test
  void onlyManySamplesAreKeptInFiles() throws IOException {
    Field x = numbers("x", "0");
    DataFile small = file(folder, "s.npy", ArrayBytes.floats("(2, 1)", 1, 2));
    try (Room room = Room.of(small, List.of(x), Optional.empty())) {
      assertInstanceOf(Kept.InMemory.class, room.kept(Precision.F32, 2, 1));
    }
    long rows = Runtime.getRuntime().maxMemory() / 8 / Float.BYTES + 1000;
    byte[] header = ArrayBytes.npy(1, "|u1", false, "(" + rows + ", 1)");
    DataFile large = file(folder, "l.npy", header);
    try (RandomAccessFile sparse = new RandomAccessFile(large.path().toFile(), "rw")) {
      sparse.setLength(header.length + rows);
    }
    assertTrue(Room.bytes(large, List.of(x)) > Runtime.getRuntime().maxMemory() / 8);
    try (Room room = Room.of(large, List.of(x), Optional.empty())) {
      assertInstanceOf(Kept.InFile.class, room.kept(Precision.F32, 2, 1));
    }
  }

  @Test
  void largeTablesSayWhichLineIsOdd() throws IOException {
    DataFile large = file(folder, "large.csv", "a,b\n" + "1,2\n".repeat(30));
    try (RandomAccessFile sparse = new RandomAccessFile(large.path().toFile(), "rw")) {
      sparse.setLength(CsvText.LARGEST + 1);
    }
    Field x = numbers("x", "a");
    Diagnostic error = TestData.problem(() -> load(large, Missing.ERROR, true, x));
    assertEquals("line 32 of large.csv cannot be read", error.message());
  }
}
