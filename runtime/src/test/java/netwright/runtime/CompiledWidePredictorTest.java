package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledWidePredictorTest {
  private static final double FACTOR = 1 / 3.0;
  private static final PredictorLayout LAYOUT =
      new PredictorLayout(
          "Scaled",
          Precision.F64,
          new ProgramSpec(
              "predict",
              4,
              0,
              32,
              0,
              List.of(new Port("x", true, 0, 2, true)),
              List.of(new Port("sum", true, 16, 1, true), new Port("factor", true, 31, 1, false))),
          List.of(new Variable("factor", Variable.Role.PARAMETER, List.of(), 0)),
          16);

  @TempDir Path folder;
  private Scaled scaled;

  /// The sum of a sample's two numbers, times the only weight.
  private static final class Scaled extends CompiledWidePredictor {
    Scaled(Path weights) throws IOException {
      super(Scaled::run, LAYOUT, weights);
    }

    private static void run(Memory memory, int rows) {
      for (int row = 0; row < rows; row++) {
        double sum = memory.wide[2 * row] + memory.wide[2 * row + 1];
        memory.wide[16 + row] = memory.widePersistent[0] * sum;
      }
      memory.wide[31] = memory.widePersistent[0];
    }

    double[][] sample(double[] x) {
      return one(x);
    }

    double[][] samples(double[] x) {
      return all(x);
    }
  }

  @BeforeEach
  void load() throws IOException {
    scaled = new Scaled(file(Persistent.of(new double[] {FACTOR})));
  }

  private Path file(Persistent weights) throws IOException {
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, Weights.toFile(LAYOUT.variables(), weights, Map.of()));
    return file;
  }

  @Test
  void oneSampleAndMoreThanFitAtOnce() {
    assertArrayEquals(
        new double[] {FACTOR * (0.1 + 0.2)}, scaled.sample(new double[] {0.1, 0.2})[0]);
    double[] x = new double[18];
    double[] expected = new double[9];
    for (int i = 0; i < x.length; i += 2) {
      x[i] = 0.1 * i;
      x[i + 1] = i;
      expected[i / 2] = FACTOR * (x[i] + x[i + 1]);
    }
    assertArrayEquals(expected, scaled.samples(x)[0]);
    assertEquals(FACTOR, scaled.samples(x)[1][8]);
    assertArrayEquals(expected, scaled.predictDoubles(9, Map.of("x", x)).get("sum"));
  }

  @Test
  void floatsAreWidenedAndOutputsRounded() {
    Map<String, float[]> named = scaled.predict(1, Map.of("x", new float[] {0.1f, 0.2f}));
    assertArrayEquals(new float[] {(float) (FACTOR * ((double) 0.1f + 0.2f))}, named.get("sum"));
    assertEquals(Precision.F64, scaled.precision());
  }

  @Test
  void wrongLengthsAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> scaled.samples(new double[3]));
    assertThrows(IllegalArgumentException.class, () -> scaled.predict(1, Map.of()));
  }

  @Test
  void weightsInTheOtherPrecisionAreRefused() throws IOException {
    Path single = file(Persistent.of(new float[] {1}));
    String problem =
        assertThrows(MalformedFileException.class, () -> new Scaled(single)).getMessage();
    assertEquals(single + ": the network needs `factor` of F64[], but the file has F32[]", problem);
  }
}
