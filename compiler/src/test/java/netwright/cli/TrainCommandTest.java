package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainCommandTest {
  @TempDir Path folder;

  @Test
  void tellsAPersonInAFewLines() {
    Netc netc = Netc.run("train", Netc.line(folder));
    assertEquals(0, netc.exit(), netc.err());
    assertEquals(
        "Line: 3 parameters, 30 rows to train on, 10 for the test", netc.lines().getFirst());
    assertTrue(netc.lines().size() < 12, netc.out());
    assertEquals(10, netc.err().lines().count(), netc.err());
    assertTrue(netc.out().contains("verified 1 value"), netc.out());
    assertEquals("saved " + folder.resolve("line.safetensors"), netc.last());
  }

  @Test
  void tellsAProgramInJson() {
    Netc netc = Netc.run("train", Netc.line(folder), "--json", "--seed", "11");
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(
        netc.lines()
            .getFirst()
            .startsWith("{\"event\":\"start\",\"network\":\"Line\",\"parameters\":3,"),
        netc.out());
    assertEquals(62, netc.lines().size());
    assertTrue(
        netc.lines()
            .get(1)
            .startsWith("{\"event\":\"epoch\",\"epoch\":1,\"epochs\":60,\"steps\":4,"),
        netc.out());
    String number = "-?[0-9.E-]+";
    String figures = "\\{\"loss\":" + number + ",\"mae\":" + number + "\\}";
    String expected =
        "\\{\"event\":\"result\",\"ok\":true,\"train\":"
            + figures
            + ",\"validation\":null,\"test\":"
            + figures
            + ",\"epochs\":60,\"restoredEpoch\":null,\"steps\":240,\"seconds\":"
            + number
            + ",\"stepMicros\":"
            + number
            + ",\"verify\":\\[\\{.*\"holds\":true\\}\\],\"saved\":\".*line.safetensors\"\\}";
    assertTrue(netc.last().matches(expected), netc.last());
    assertEquals("", netc.err());
  }

  @Test
  void validationAndEarlyStopping() {
    Path file = Netc.line(folder);
    Netc netc =
        Netc.run(
            "train",
            file,
            "--json",
            "--set",
            "train.validation=0.2",
            "--set",
            "train.epochs=2000",
            "--set",
            "train.stop=early(patience = 5)");
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(netc.lines().get(1).contains("\"validationLoss\":"), netc.out());
    assertTrue(netc.last().contains("\"validation\":{\"loss\":"), netc.last());
    assertTrue(netc.lines().size() < 2000, netc.last());
  }

  @Test
  void savesTheSameBytesInEveryModeAndFromEveryFolder() throws IOException {
    Path file = Netc.line(folder);
    Path other = Netc.line(Files.createDirectory(folder.resolve("other")));
    List<Object> common = List.of("--set", "train.epochs=3", "--no-verify", "--save");
    byte[] compiled = saved(file, "a", common, "--mode", "compiled", "--flavour", "scalar");
    assertArrayEquals(compiled, saved(file, "b", common, "--mode", "interpreted"));
    assertArrayEquals(compiled, saved(file, "c", common, "--flavour", "vector"));
    assertArrayEquals(compiled, saved(other, "d", common));
  }

  private byte[] saved(Path file, String name, List<Object> common, Object... more)
      throws IOException {
    Path target = folder.resolve(name);
    List<Object> arguments = new java.util.ArrayList<>(List.of("train", file));
    arguments.addAll(common);
    arguments.add(target);
    arguments.addAll(List.of(more));
    Netc netc = Netc.run(arguments.toArray());
    assertEquals(0, netc.exit(), netc.err());
    return Files.readAllBytes(target);
  }

  @Test
  void weightsCanBeTrainedOn() {
    Path file = Netc.line(folder);
    assertEquals(0, Netc.run("train", file).exit());
    Netc netc =
        Netc.run(
            "train",
            file,
            "--weights",
            folder.resolve("line.safetensors"),
            "--set",
            "train.epochs=1",
            "--json");
    assertEquals(0, netc.exit(), netc.err());
    double first =
        Double.parseDouble(netc.lines().get(1).replaceAll(".*\"loss\":([0-9.E-]+).*", "$1"));
    assertTrue(first < 1e-2, netc.lines().get(1));
  }

  @Test
  void failedVerifyIsExitOne() {
    Netc netc = Netc.run("train", Netc.line(folder), "--set", "train.optimizer.lr=1e-9");
    assertEquals(1, netc.exit());
    assertTrue(netc.out().contains("verify failed:"), netc.out());
    assertTrue(
        netc.out().contains("line.net:9:30: line is [-0.1953], expected [1.5] within 0.2"),
        netc.out());
    assertEquals(
        0,
        Netc.run("train", Netc.line(folder), "--set", "train.optimizer.lr=1e-9", "--no-verify")
            .exit());
  }

  @Test
  void onATerminalOneLineIsRewritten() {
    Netc netc = Netc.runWith(true, "train", Netc.line(folder), "--set", "train.epochs=300");
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(
        netc.err().matches("(?s)(\r\u001b\\[Kepoch +[0-9]+/300  loss [^\n]+ left)+\r\u001b\\[K"),
        netc.err());
  }

  @Test
  void badCellsHaveTheirPlace() {
    Path file = Netc.line(folder);
    Netc.write(folder.resolve("line.csv"), "a,b,y\n1,2,3\n1,NA,3\n");
    Netc netc = Netc.run("train", file);
    assertEquals(2, netc.exit());
    assertTrue(netc.err().contains("line.csv:3:3"), netc.err());
    Netc json = Netc.run("train", file, "--json");
    assertEquals(2, json.exit());
    assertTrue(
        json.lines()
            .getFirst()
            .matches(
                "\\{\"event\":\"error\",\"code\":\"E0619\",\"file\":\".*line.csv\",\"line\":3,\"column\":3,\"message\":\".*\"help\":\".+\"\\}"),
        json.out());
    assertEquals("{\"event\":\"result\",\"ok\":false,\"errors\":1,\"warnings\":0}", json.last());
  }

  @Test
  void unwritableTargetsAreFoundBeforeTraining() throws IOException {
    Path file = Netc.line(folder);
    Path leadsNowhere =
        Files.createSymbolicLink(folder.resolve("link"), folder.resolve("no/such/folder/w"));
    Path belowFile = folder.resolve("line.csv").resolve("w");
    Path long240 = folder.resolve("w".repeat(240));
    for (Path target :
        List.of(folder.resolve("no/such/folder/w"), folder, leadsNowhere, belowFile, long240)) {
      Netc netc = Netc.run("train", file, "--save", target);
      assertEquals(2, netc.exit());
      assertEquals("", netc.out());
      assertTrue(netc.err().startsWith("error[E0704]: cannot write "), netc.err());
    }
  }

  @Test
  void divergedTrainingGetsAHint() {
    Netc netc =
        Netc.run("train", Netc.line(folder), "--set", "train.optimizer.lr=1e30", "--no-verify");
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(netc.err().contains("warning[W0502]: the loss became "), netc.err());
    assertTrue(netc.out().contains("NaN"), netc.out());
  }

  @Test
  void whatIsSavedReplacesWeightsAlone() throws IOException {
    Path file = Netc.line(folder);
    for (Path other : List.of(file, folder.resolve("line.csv"))) {
      byte[] before = Files.readAllBytes(other);
      Netc netc = Netc.run("train", file, "--save", other);
      assertEquals(2, netc.exit());
      assertTrue(netc.err().contains(": it holds something else than weights"), netc.err());
      assertArrayEquals(before, Files.readAllBytes(other));
    }
    Path weights = Files.createFile(folder.resolve("w.safetensors"));
    assertEquals(0, Netc.run("train", file, "--save", weights).exit());
    assertEquals(0, Netc.run("train", file, "--save", weights).exit());
  }

  @Test
  void weightsThatAreNoNumbersReplaceNone() throws IOException {
    Path file = Netc.line(folder);
    assertEquals(0, Netc.run("train", file).exit());
    Path weights = folder.resolve("line.safetensors");
    byte[] before = Files.readAllBytes(weights);
    Netc netc = Netc.run("train", file, "--set", "train.optimizer.lr=1e30", "--no-verify");
    assertTrue(netc.last().startsWith("not saved: "), netc.out());
    assertArrayEquals(before, Files.readAllBytes(weights));
  }

  @Test
  void whoDoesNotStopEarlyMayStillGoBack() {
    Object[] common = {"train", Netc.line(folder), "--no-verify", "--set", "train.validation=0.2"};
    List<Object> arguments = new java.util.ArrayList<>(List.of(common));
    arguments.addAll(List.of("--set", "train.optimizer.lr=0.9", "--set", "train.epochs=6"));
    arguments.addAll(List.of("--set", "train.stop=early(patience = 100)"));
    Netc netc = Netc.run(arguments.toArray());
    assertTrue(netc.out().contains("6 epochs"), netc.out());
    assertFalse(netc.out().contains("stopped early"), netc.out());
  }

  @Test
  void manyEpochsAndLargeBatchesCostNoMemory() {
    Path file = Netc.line(folder);
    Object[] common = {"train", file, "--no-verify", "--set", "train.batch=2000000000"};
    List<Object> arguments = new java.util.ArrayList<>(List.of(common));
    arguments.addAll(
        List.of("--set", "train.epochs=2000000000", "--set", "train.stop=early(patience = 3)"));
    arguments.addAll(List.of("--set", "train.optimizer.lr=0.9"));
    assertEquals(0, Netc.run(arguments.toArray()).exit());
  }

  @Test
  void missingDataIsUnderlinedWhereItIsNamed() {
    Path file = Netc.line(folder);
    Netc netc = Netc.run("train", file, "--set", "data.test=none.csv");
    assertEquals(2, netc.exit());
    assertTrue(netc.err().contains("line.net:8:"), netc.err());
    Netc.write(file, Netc.read(file).replace("\"line.csv\"", "\"lime.csv\""));
    Netc typo = Netc.run("train", file);
    assertTrue(typo.err().contains("line.net:8:18"), typo.err());
    assertTrue(typo.err().contains("did you mean `line.csv`?"), typo.err());
  }

  @Test
  void threadsDoNotChangeTheWeights() throws IOException {
    Path file = wide();
    byte[] expected = weights(file, "--flavour", "scalar");
    for (int threads : new int[] {1, 2, 3}) {
      String setting = "train.threads=" + threads;
      assertArrayEquals(expected, weights(file, "--flavour", "vector", "--set", setting), setting);
    }
    Netc none = Netc.run("train", file, "--set", "train.threads=0");
    assertEquals(2, none.exit());
    assertTrue(none.err().contains("`threads` must be at least 1, not 0"), none.err());
  }

  private static byte[] weights(Path file, Object... options) throws IOException {
    Object[] arguments = java.util.Arrays.copyOf(options, options.length + 2);
    System.arraycopy(options, 0, arguments, 2, options.length);
    arguments[0] = "train";
    arguments[1] = file;
    Netc netc = Netc.run(arguments);
    assertEquals(0, netc.exit(), netc.err());
    return Files.readAllBytes(file.resolveSibling("wide.safetensors"));
  }

  /// A network with enough to do for several threads, to be trained for two steps.
  private Path wide() {
    int inputs = 150;
    StringBuilder rows = new StringBuilder("y");
    for (int i = 0; i < inputs; i++) {
      rows.append(",x").append(i);
    }
    for (int row = 0; row < 300; row++) {
      rows.append('\n').append(row % 3);
      for (int i = 0; i < inputs; i++) {
        rows.append(',').append((row * 7 + i * 13) % 29);
      }
    }
    Netc.write(folder.resolve("wide.csv"), rows.append('\n').toString());
    return Netc.write(
        folder.resolve("wide.net"),
        """
        network Wide {
          input  x: [150]
          target y: class[3]
          h = x -> linear(640) -> relu
          output logits = h -> linear(3)
          loss cross_entropy(logits, y)
          train { optimizer = adam(lr = 0.01)  batch = 256  epochs = 1 }
          data  { file = "wide.csv"  x = [x0 .. x149]  y = [y] }
        }
        """);
  }
}
