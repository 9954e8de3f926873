package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import netwright.runtime.Predictor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
  @TempDir Path folder;

  private Path trained() {
    Path file = Netc.line(folder);
    assertEquals(0, Netc.run("train", file, "--set", "train.epochs=5", "--no-verify").exit());
    return file;
  }

  private Path data() {
    return Netc.write(
        folder.resolve("new.csv"), "b,note,a\n0.5,first,0.25\n-1,second,2\n0,third,0\n");
  }

  @Test
  void writesCsvOfTheOutputs() {
    Netc netc = Netc.run("predict", trained(), "--data", data());
    assertEquals(0, netc.exit(), netc.err());
    assertEquals(4, netc.lines().size());
    assertEquals("line", netc.lines().getFirst());
  }

  @Test
  void compiledInterpretedAndClassFilesAgreeBitForBit()
      throws IOException, ReflectiveOperationException {
    Path file = trained();
    Netc compiled = Netc.run("predict", file, "--data", data(), "--mode", "compiled");
    assertEquals(
        compiled.out(), Netc.run("predict", file, "--data", data(), "--mode", "interpreted").out());
    assertEquals(
        compiled.out(), Netc.run("predict", file, "--data", data(), "--flavour", "vector").out());
    float[] expected = new float[3];
    for (int i = 0; i < 3; i++) {
      expected[i] = Float.parseFloat(compiled.lines().get(i + 1));
    }
    assertArrayEquals(expected, fromClassFiles(file));
  }

  private float[] fromClassFiles(Path file) throws IOException, ReflectiveOperationException {
    Path classes = folder.resolve("classes");
    Netc netc = Netc.run("compile", file, "-o", classes);
    assertEquals(0, netc.exit(), netc.err());
    assertTrue(netc.lines().stream().anyMatch(line -> line.endsWith("Line.class")), netc.out());
    assertTrue(netc.lines().stream().allMatch(line -> Files.isRegularFile(Path.of(line))));
    float[] rows = {0.25f, 0.5f, 2, -1, 0, 0};
    try (var loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, Predictor.class.getClassLoader())) {
      Class<?> type = loader.loadClass("Line");
      Object line =
          type.getMethod("load", Path.class).invoke(null, folder.resolve("line.safetensors"));
      float[] all =
          (float[]) type.getMethod("predictAll", float[].class).invoke(line, (Object) rows);
      float[] one =
          (float[])
              type.getMethod("predict", float[].class).invoke(line, (Object) new float[] {2, -1});
      assertEquals(all[1], one[0]);
      assertArrayEquals(all, ((Predictor) line).predict(3, Map.of("x", rows)).get("line"));
      return all;
    }
  }

  @Test
  void saysWhatIsMissing() {
    Path file = Netc.line(folder);
    Netc untrained = Netc.run("predict", file, "--data", data());
    assertEquals(2, untrained.exit());
    assertTrue(untrained.err().contains("train first"), untrained.err());
    trained();
    Netc noColumn =
        Netc.run("predict", file, "--data", Netc.write(folder.resolve("bad.csv"), "a,c\n1,2\n"));
    assertEquals(2, noColumn.exit());
    assertTrue(noColumn.err().contains("bad.csv has no column `b`"), noColumn.err());
    Netc noFile = Netc.run("predict", file, "--data", folder.resolve("no.csv"));
    assertEquals(2, noFile.exit());
    assertTrue(noFile.err().contains("no.csv does not exist"), noFile.err());
  }

  @Test
  void weightsOfAnotherNetworkAndDamagedOnes() {
    Path file = trained();
    Path other =
        Netc.write(
            folder.resolve("other.net"),
            Netc.read(file).replace("linear(1)", "linear(2) -> relu -> linear(1)"));
    Netc wrong =
        Netc.run(
            "predict", other, "--data", data(), "--weights", folder.resolve("line.safetensors"));
    assertEquals(2, wrong.exit());
    assertTrue(wrong.err().startsWith("error[E0703]: "), wrong.err());
    Path damaged = Netc.write(folder.resolve("damaged.safetensors"), "not weights");
    Netc netc = Netc.run("predict", file, "--data", data(), "--weights", damaged);
    assertEquals(2, netc.exit());
    assertTrue(netc.err().startsWith("error[E0702]: "), netc.err());
  }

  @Test
  void classesKeepTheirLabels() {
    StringBuilder rows = new StringBuilder("size;kind\n");
    for (int i = 0; i < 30; i++) {
      rows.append(i)
          .append(';')
          .append(i < 10 ? "small" : i < 20 ? "medium" : "large")
          .append('\n');
    }
    Netc.write(folder.resolve("sizes.csv"), rows.toString());
    Path file =
        Netc.write(
            folder.resolve("sizes.net"),
            """
            network Sizes {
              input  size: [1]
              target kind: class[3]
              logits = size -> standardize -> linear(8) -> tanh -> linear(3)
              output probability = softmax(logits)
              output label = argmax(probability)
              loss   cross_entropy(logits, kind)
              metric accuracy(logits, kind)
              train { optimizer = adam(lr = 0.05)  batch = 10  epochs = 100 }
              data  { file = "sizes.csv"  size = [size]  kind = [kind] }
            }
            """);
    Netc train = Netc.run("train", file);
    assertEquals(0, train.exit(), train.err());
    Path data = Netc.write(folder.resolve("new.csv"), "size\n2\n15\n27\n");
    Netc netc = Netc.run("predict", file, "--data", data);
    assertEquals("probability_0,probability_1,probability_2,label", netc.lines().getFirst());
    assertTrue(netc.lines().get(1).endsWith(",small"), netc.out());
    assertTrue(netc.lines().get(2).endsWith(",medium"), netc.out());
    assertTrue(netc.lines().get(3).endsWith(",large"), netc.out());
    Netc json = Netc.run("predict", file, "--data", data, "--json");
    assertTrue(
        json.lines()
            .getFirst()
            .matches(
                "\\{\"event\":\"prediction\",\"row\":0,\"probability\":\\[.*,.*,.*\\],\"label\":\"small\"\\}"),
        json.out());
    assertEquals("{\"event\":\"result\",\"ok\":true,\"rows\":3}", json.last());
  }

  /// The training rows show two of three classes; the third is what an argmax of constants says.
  @Test
  void aClassWithoutANameIsItsNumber() {
    Netc.write(folder.resolve("sizes.csv"), "size,kind\n1,small\n2,large\n3,small\n");
    Path file =
        Netc.write(
            folder.resolve("sizes.net"),
            """
            network Sizes {
              input  size: [1]
              target kind: class[3]
              logits = size -> linear(3)
              output label = argmax(logits * 0 + range(3))
              loss   cross_entropy(logits, kind)
              train { optimizer = sgd(lr = 0.01)  batch = 3  epochs = 1 }
              data  { file = "sizes.csv"  size = [size]  kind = [kind] }
            }
            """);
    Netc train = Netc.run("train", file);
    assertEquals(0, train.exit(), train.err());
    Netc netc = Netc.run("predict", file, "--data", folder.resolve("sizes.csv"));
    assertEquals(List.of("label", "2", "2", "2"), netc.lines(), netc.err());
  }
}
