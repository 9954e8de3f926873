package netwright.data;

import static netwright.data.TestData.NOTHING;
import static netwright.data.TestData.share;
import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import netwright.data.DataRecipe.Sources;
import netwright.diag.CompilationFailed;
import netwright.diag.DiagnosticRenderer;
import netwright.runtime.train.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Files that are slightly or very wrong are read, or refused with a place; nothing else happens.
class CsvMutationTest {
  private static final int MUTATIONS = Integer.getInteger("netwright.mutations", 3_000);
  private static final List<String> SEEDS =
      List.of(
          "RM,LSTAT,kind\n6.575,4.98,a\n6.421,9.14,b\n7.185,4.03,a\n6.998,2.94,c\n",
          "RM;LSTAT;kind\r\n6.575;4.98;1\r\n6.421;9.14;0\r\n",
          "\uFEFF\"RM\"\t\"LSTAT\"\t\"kind\"\r1e3\t-2\t\"a b\"\r.5\t1.\t\"say \"\"hi\"\"\"\r",
          "kind,note,LSTAT,RM\nx,\"two\nlines\",1,2\ny,,3,4\n");
  private static final String[] PIECES = {
    ",",
    ";",
    "\t",
    "\"",
    "\"\"",
    "\n",
    "\r",
    "\r\n",
    "NA",
    "1e400",
    "0x1p3",
    "1f",
    "6,5",
    "",
    " ",
    "\0",
    "\uFEFF",
    "é",
    "-",
    "RM",
    "99999999999"
  };

  @TempDir Path folder;

  @Test
  void mutatedFilesAreReadOrRefused() {
    int refused = 0;
    for (int seed = 0; seed < MUTATIONS; seed++) {
      byte[] content = mutated(seed);
      refused += isRefused(content, seed) ? 1 : 0;
    }
    assertTrue(refused > MUTATIONS / 4 && refused < MUTATIONS, "refused " + refused);
  }

  private boolean isRefused(byte[] content, int seed) {
    var file = TestData.file(folder, "m.csv", content);
    var fields = List.of(TestData.numbers("x", "RM", "LSTAT"), TestData.classes("y", 3, "kind"));
    var recipe = new DataRecipe(Sources.of(file), share(0.2), NOTHING, 0, fields);
    return assertDoesNotThrow(
        () -> isRefused(recipe),
        () -> "seed " + seed + ": " + new String(content, StandardCharsets.UTF_8));
  }

  private static boolean isRefused(DataRecipe recipe) {
    try {
      DataSet data = DataLoader.load(recipe).train();
      assertTrue(data.rows() > 0 && data.of("x").length == 2 * data.rows());
      for (float value : data.of("x")) {
        assertTrue(Float.isFinite(value));
      }
      return false;
    } catch (CompilationFailed failed) {
      assertTrue(failed.problems().hasErrors());
      assertFalse(DiagnosticRenderer.plain().render(failed.problems()).isEmpty());
      return true;
    }
  }

  /// One of the seeds, wrong in a few places.
  static byte[] mutated(int seed) {
    RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(seed);
    StringBuilder text = new StringBuilder(SEEDS.get(random.nextInt(SEEDS.size())));
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      int from = random.nextInt(text.length() + 1);
      int to = Math.min(text.length(), from + random.nextInt(6));
      text.replace(from, to, PIECES[random.nextInt(PIECES.length)]);
    }
    byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
    if (bytes.length > 0 && random.nextInt(8) == 0) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
