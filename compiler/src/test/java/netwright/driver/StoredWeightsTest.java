package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netwright.emit.Lanes;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Panels;
import netwright.runtime.Program;
import netwright.runtime.Rehearsable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Weights of predictors, which are stored twice: a second time in panels, as tiles read them.
class StoredWeightsTest {
  private static final List<Flavour> VECTORS = List.of(Flavour.V128, Flavour.V256, Flavour.V512);

  @TempDir Path folder;

  /// Widths below, at and above those of panels and tiles, one after the other, two of them equal; sums short and so long that
  /// they are taken in blocks; and a product of two vectors, which has no columns.
  @ParameterizedTest
  @CsvSource({
    "20, f32, linear(33) -> tanh -> linear(64) -> relu -> linear(64) -> relu -> linear(64) -> relu",
    "17, f32, linear(300) -> relu -> linear(129) -> linear(96) -> linear(40)",
    "1100, f32, linear(72) -> gelu -> linear(31)",
    "20, f64, linear(33) -> tanh -> linear(64) -> relu -> linear(64) -> relu -> linear(64)",
    "1100, f64, linear(130) -> linear(17)",
    "500, f32, scaled -> linear(33)",
    "20, f64, scaled -> linear(40)"
  })
  void bitsAreThoseOfTheInterpreter(int inputs, String precision, String layers)
      throws IOException {
    bitsAreThoseOfTheInterpreter(network(inputs, precision, layers), List.of(1, 2, 5, 6, 13, 64));
  }

  /// The rows of a tile are those of one sample, fewer than a tile has, as many, and more.
  @ParameterizedTest
  @CsvSource({
    "2, f32", "3, f32", "5, f32", "6, f32", "7, f32", "2, f64", "3, f64", "5, f64", "6, f64",
    "7, f64"
  })
  void samplesMayHaveRowsOfTheirOwn(int rows, String precision) throws IOException {
    String layers = "linear(129) -> relu -> linear(128) -> tanh -> linear(72)";
    Compilation compilation = network(List.of(rows, 128), precision, layers);
    bitsAreThoseOfTheInterpreter(compilation, List.of(1, 3));
  }

  private static void bitsAreThoseOfTheInterpreter(Compilation compilation, List<Integer> batches)
      throws IOException {
    for (int rows : batches) {
      Workload work = Workload.prediction(compilation, rows);
      assertFalse(work.spec().panels().isEmpty());
      double[] expected = outputs(work, work.interpreted(), Flavour.SCALAR);
      assertArrayEquals(expected, outputs(work, work.compiled(Flavour.SCALAR), Flavour.SCALAR));
      for (Flavour flavour : VECTORS) {
        double[] actual = outputs(work, work.compiled(flavour), flavour);
        assertArrayEquals(expected, actual, flavour + ", rows " + rows);
      }
    }
  }

  /// Of three runs, which go over the panels backwards and forwards in turn, and find nothing of the one before.
  private static double[] outputs(Workload work, Program program, Flavour flavour) {
    Memory memory = work.memory(flavour);
    Memory inputs = work.memory();
    double[] outputs = null;
    for (int run = 1; run <= 3; run++) {
      keepOnlyInputs(work, memory, inputs);
      program.run(memory, work.rows());
      double[] found = outputs(work, memory);
      assertArrayEquals(outputs == null ? found : outputs, found, "run " + run);
      outputs = found;
    }
    return outputs;
  }

  /// NaN in all else.
  private static void keepOnlyInputs(Workload work, Memory memory, Memory inputs) {
    Arrays.fill(memory.scratch, Float.NaN);
    Arrays.fill(memory.wide, Double.NaN);
    var port = work.spec().inputs().getFirst();
    int length = work.rows() * port.size();
    if (port.wide()) {
      System.arraycopy(inputs.wide, port.offset(), memory.wide, port.offset(), length);
    } else {
      System.arraycopy(inputs.scratch, port.offset(), memory.scratch, port.offset(), length);
    }
  }

  private static double[] outputs(Workload work, Memory memory) {
    var port = work.spec().outputs().getFirst();
    double[] outputs = new double[work.rows() * port.size()];
    for (int i = 0; i < outputs.length; i++) {
      int place = port.offset() + i;
      outputs[i] = port.wide() ? memory.wide[place] : memory.scratch[place];
    }
    return outputs;
  }

  /// A rehearsal of one iteration does one whole stripe, here of 32 columns, and the column that is left over.
  @Test
  void theWayOverTheColumnsChangesFromRunToRun() throws IOException {
    Workload work = Workload.prediction(network(20, "f32", "linear(513)"), 1);
    Rehearsable program = assertInstanceOf(Rehearsable.class, work.compiled(Flavour.V128));
    Memory memory = work.memory(Flavour.V128);
    for (int run = 1; run <= 4; run++) {
      keepOnlyInputs(work, memory, work.memory());
      program.rehearse(memory, 1, 1);
      double[] outputs = outputs(work, memory);
      int first = run % 2 == 0 ? 0 : 480;
      for (int column = 0; column < outputs.length; column++) {
        boolean done = column >= first && column < first + 32 || column == 512;
        assertEquals(done, !Double.isNaN(outputs[column]), "run " + run + ", column " + column);
      }
    }
  }

  @Test
  void eachMatrixThatFitsTheCachesIsStoredOnceMore() throws IOException {
    Compilation compilation =
        network(1100, "f32", "linear(2000) -> relu -> linear(70) -> relu -> linear(31)");

    List<Panels> panels = compilation.predictor().plan().spec().panels();

    assertEquals(1, panels.size(), panels::toString);
    assertEquals(2000, panels.getFirst().rows());
    assertEquals(70, panels.getFirst().columns());
    assertTrue(compilation.predict().plan().spec().panels().isEmpty());
    assertTrue(compilation.train(8).plan().spec().panels().isEmpty());
  }

  /// Panels are filled up: 33 columns take as much as 64, here 10 MB instead of 5.
  @Test
  void matricesWithoutRoomForTheirWholePanelsAreNotStoredAgain() throws IOException {
    Compilation compilation = network(2, "f32", "linear(40000) -> relu -> linear(33)");
    assertEquals(List.of(), compilation.predictor().plan().spec().panels());
  }

  @Test
  void theScheduleSaysSo() throws IOException {
    Compilation compilation = network(20, "f32", "linear(512)");
    String panels = "columns read from panels";
    assertTrue(
        compilation
            .predictor()
            .explained(Flavour.V512, Lanes.of(Flavour.V512), 1)
            .contains(panels));
    assertFalse(
        compilation.predict().explained(Flavour.V512, Lanes.of(Flavour.V512), 1).contains(panels));
  }

  /// What a predictor holds are weights and copies, not the state of the optimizer.
  @Test
  void nothingElseIsStored() throws IOException {
    Compilation compilation = network(20, "f32", "linear(64) -> tanh -> linear(2)");
    LoadedNetwork loaded = new LoadedNetwork(compilation);
    List<String> names = new ArrayList<>();
    loaded.schema().variables().forEach(variable -> names.add(variable.name()));
    assertEquals(4, names.size(), names::toString);
    assertTrue(loaded.schema().persistentSize() < 20 * 64 * 2 + 64 * 3 + 100);
  }

  private Compilation network(int inputs, String precision, String layers) throws IOException {
    return network(List.of(inputs), precision, layers);
  }

  /// @param inputs the shape of a sample, whose last axis the layers replace
  private Compilation network(List<Integer> inputs, String precision, String layers)
      throws IOException {
    int width = Integer.parseInt(layers.replaceAll(".*linear\\((\\d+)\\).*", "$1"));
    List<Integer> outputs = new ArrayList<>(inputs);
    outputs.set(inputs.size() - 1, width);
    Path file = folder.resolve("stored.net");
    Files.writeString(
        file,
        """
        layer scaled(x: [n]) {
          param u: [n] = uniform(-1, 1)
          return x * (u @ u)
        }
        network Stored {
          input  x: %s
          target y: %s
          output z = x -> %s
          loss   mse(z, y)
          train { optimizer = adam(lr = 0.001)  batch = 8  precision = %s }
          data  { file = "stored.csv"  x = [0 .. %d]  y = [0 .. %d] }
        }
        """
            .formatted(
                inputs, outputs, layers, precision, elements(inputs) - 1, elements(outputs) - 1));
    return Compiler.compile(file, CompileOptions.DEFAULT);
  }

  private static int elements(List<Integer> shape) {
    return shape.stream().reduce(1, Math::multiplyExact);
  }
}
