package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import netwright.runtime.Flavour;
import netwright.runtime.Precision;
import netwright.runtime.Predictor;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.StoredTensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `precision = f64`, from the data to the predictions.
class DoublePrecisionTest {
  private static final String WIDE = "train.precision=f64";

  @TempDir Path folder;

  /// A network with all that draws, fits, and is watched.
  private Path network() {
    Path file = Netc.line(folder);
    return Netc.write(
        file,
        Netc.read(file)
            .replace(
                "x -> linear(1)",
                "x -> standardize -> linear(5) -> tanh -> dropout(0.1) -> linear(1)")
            .replace(
                "seed = 3",
                "seed = 3  validation = 0.2  stop = early(patience = 3)  precision = f64"));
  }

  private Path data() {
    return Netc.write(folder.resolve("new.csv"), "b,a\n0.5,0.1\n-1,0.2\n0,0\n");
  }

  private byte[] trained(Path file, Object... arguments) throws IOException {
    Object[] all = new Object[arguments.length + 3];
    System.arraycopy(arguments, 0, all, 3, arguments.length);
    all[0] = "train";
    all[1] = file;
    all[2] = "--no-verify";
    Netc netc = Netc.run(all);
    assertEquals(0, netc.exit(), netc.err());
    return Files.readAllBytes(folder.resolve("line.safetensors"));
  }

  @Test
  void compiledAndInterpretedSaveTheSameBytes() throws IOException {
    Path file = network();
    byte[] compiled = trained(file);
    assertArrayEquals(compiled, trained(file, "--mode", "interpreted"));
    assertArrayEquals(compiled, trained(file, "--flavour", "vector"));
    for (StoredTensor tensor :
        Safetensors.read(folder.resolve("line.safetensors")).tensors().values()) {
      assertEquals(ElementType.F64, tensor.type());
    }
  }

  /// Gradients of several batches are kept in f64, too, and so are the states of optimizers.
  @Test
  void groupsOfBatchesAndClipping() throws IOException {
    Path file = network();
    Object[] settings = {
      "--set", "train.accumulate=2", "--set", "train.clip=norm(0.5)", "--set", "train.epochs=5"
    };
    byte[] compiled = trained(file, settings);
    Object[] interpreted = java.util.Arrays.copyOf(settings, settings.length + 2);
    interpreted[settings.length] = "--mode";
    interpreted[settings.length + 1] = "interpreted";
    assertArrayEquals(compiled, trained(file, interpreted));
  }

  @Test
  void predictionsHaveAllDigitsAndClassFilesAgree()
      throws IOException, ReflectiveOperationException {
    Path file = network();
    trained(file);
    Netc said = Netc.run("predict", file, "--data", data());
    assertEquals(
        said.out(), Netc.run("predict", file, "--data", data(), "--mode", "interpreted").out());
    double[] expected = new double[3];
    for (int i = 0; i < 3; i++) {
      expected[i] = Double.parseDouble(said.lines().get(i + 1));
    }
    assertNotEquals((double) (float) expected[0], expected[0]);
    Netc json = Netc.run("predict", file, "--data", data(), "--json");
    assertTrue(json.out().contains(said.lines().get(1)), json.out());
    assertArrayEquals(expected, fromClassFiles(file));
  }

  private double[] fromClassFiles(Path file) throws IOException, ReflectiveOperationException {
    Path classes = folder.resolve("classes");
    Netc netc = Netc.run("compile", file, "-o", classes);
    assertEquals(0, netc.exit(), netc.err());
    List<String> names =
        netc.lines().stream().map(line -> Path.of(line).getFileName().toString()).toList();
    assertTrue(
        names.containsAll(
            List.of(
                "Line.class",
                "Line$Predict$Scalar.class",
                "Line$Predict$V512.class",
                "Line.schema",
                "Line.safetensors")),
        names.toString());
    double[] rows = {0.1, 0.5, 0.2, -1, 0, 0};
    try (var loader =
        new URLClassLoader(new URL[] {classes.toUri().toURL()}, Predictor.class.getClassLoader())) {
      Class<?> type = loader.loadClass("Line");
      Object line =
          type.getMethod("load", Path.class).invoke(null, folder.resolve("line.safetensors"));
      double[] all =
          (double[]) type.getMethod("predictAll", double[].class).invoke(line, (Object) rows);
      double[] one =
          (double[])
              type.getMethod("predict", double[].class)
                  .invoke(line, (Object) new double[] {0.2, -1});
      assertEquals(all[1], one[0]);
      Predictor predictor = (Predictor) line;
      assertEquals(Precision.F64, predictor.precision());
      assertArrayEquals(all, predictor.predictDoubles(3, Map.of("x", rows)).get("line"));
      float[] rounded = predictor.predict(1, Map.of("x", new float[] {0, 0})).get("line");
      assertEquals((float) all[2], rounded[0]);
      return all;
    }
  }

  @Test
  void theCommandLineChooses() throws IOException {
    Path file = Netc.line(folder);
    byte[] single = trained(file);
    byte[] wide = trained(file, "--set", WIDE);
    assertTrue(wide.length > single.length);
    Netc verified = Netc.run("train", file, "--set", WIDE);
    assertEquals(0, verified.exit(), verified.err());
    assertTrue(verified.out().contains("verified 1 value"), verified.out());
    Netc other = Netc.run("train", file, "--set", "train.precision=f16");
    assertEquals(2, other.exit());
    assertTrue(other.err().contains("`precision` is `f32` or `f64`"), other.err());
  }

  @Test
  void weightsOfTheOtherPrecisionAreRefused() throws IOException {
    Path file = Netc.line(folder);
    trained(file);
    Netc netc = Netc.run("predict", file, "--data", data(), "--set", WIDE);
    assertEquals(2, netc.exit());
    assertTrue(
        netc.err().contains("needs `line.linear.weight` of F64[2, 1], but the file has F32[2, 1]"),
        netc.err());
  }

  @Test
  void dataBeyondSinglePrecision() {
    Path file = Netc.line(folder);
    Netc.write(folder.resolve("line.csv"), "a,b,y\n1e300,1,2\n-1e300,2,3\n0,1,2\n2,2,1\n");
    Netc single = Netc.run("train", file, "--no-verify");
    assertEquals(2, single.exit());
    assertTrue(single.err().contains("`1e300` is too large for f32"), single.err());
    assertEquals(0, Netc.run("train", file, "--no-verify", "--set", WIDE).exit());
    Netc.write(folder.resolve("line.csv"), "a,b,y\n1e400,1,2\n0,1,2\n1,1,1\n2,3,4\n");
    Netc wide = Netc.run("train", file, "--no-verify", "--set", WIDE);
    assertEquals(2, wide.exit());
    assertTrue(wide.err().contains("`1e400` is too large for f64"), wide.err());
  }

  @Test
  void measuresVectorCodeWhereThereIsSome() {
    Netc netc = Netc.run("bench", Netc.line(folder), "--set", WIDE, "--json", "--steps", "12");
    assertEquals(0, netc.exit(), netc.err());
    boolean vectors = netc.out().contains("\"form\":\"vector\"");
    assertEquals(Flavour.fastest() != Flavour.SCALAR, vectors, netc.out());
  }
}
