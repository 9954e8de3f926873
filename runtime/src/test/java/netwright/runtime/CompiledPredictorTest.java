package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import netwright.runtime.io.Safetensors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledPredictorTest {
  private static final PredictorLayout LAYOUT =
      new PredictorLayout(
          "Scaled",
          Precision.F32,
          new ProgramSpec(
              "predict",
              4,
              32,
              1,
              0,
              List.of(
                  new Port("x", false, 0, 2, true),
                  new Port("unused", false, Port.NOWHERE, 1, true)),
              List.of(new Port("sum", false, 16, 1, true), new Port("factor", true, 0, 1, false))),
          List.of(new Variable("factor", Variable.Role.PARAMETER, List.of(), 0)),
          16);

  @TempDir Path folder;
  private Scaled scaled;

  /// The sum of a sample's two numbers, times the only weight.
  private static final class Scaled extends CompiledPredictor {
    Scaled(Path weights) throws IOException {
      super(Scaled::run, LAYOUT, weights);
    }

    private static void run(Memory memory, int rows) {
      for (int row = 0; row < rows; row++) {
        float sum = memory.scratch[2 * row] + memory.scratch[2 * row + 1];
        memory.scratch[16 + row] = memory.persistent[0] * sum;
      }
      memory.wide[0] = memory.persistent[0];
    }

    float[][] sample(float[] x) {
      return one(x, new float[1]);
    }

    float[][] samples(float[] x) {
      return all(x, new float[x.length / 2]);
    }
  }

  @BeforeEach
  void load() throws IOException {
    Path weights = folder.resolve("w.safetensors");
    Persistent factor = Persistent.of(new float[] {10});
    Safetensors.write(weights, Weights.toFile(LAYOUT.variables(), factor, Map.of()));
    scaled = new Scaled(weights);
  }

  @Test
  void oneSampleAndMoreThanFitAtOnce() {
    assertArrayEquals(new float[] {30}, scaled.sample(new float[] {1, 2})[0]);
    float[] x = new float[18];
    float[] expected = new float[9];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
      expected[i / 2] += 10 * i;
    }
    float[][] outputs = scaled.samples(x);
    assertArrayEquals(expected, outputs[0]);
    assertArrayEquals(new float[] {10, 10, 10, 10, 10, 10, 10, 10, 10}, outputs[1]);
    Map<String, float[]> named = scaled.predict(9, Map.of("x", x, "unused", new float[9]));
    assertArrayEquals(expected, named.get("sum"));
  }

  @Test
  void doublesAreRounded() {
    Map<String, double[]> named =
        scaled.predictDoubles(1, Map.of("x", new double[] {0.1, 0.2}, "unused", new double[1]));
    assertArrayEquals(new double[] {10 * (0.1f + 0.2f)}, named.get("sum"));
    assertEquals(Precision.F32, scaled.precision());
  }

  @Test
  void wrongLengthsAreRefused() {
    IllegalArgumentException problem =
        assertThrows(IllegalArgumentException.class, () -> scaled.sample(new float[] {1, 2, 3}));
    assertEquals("Scaled: x takes 2 numbers for one sample, not 3", problem.getMessage());
    assertThrows(IllegalArgumentException.class, () -> scaled.samples(new float[3]));
    assertThrows(
        IllegalArgumentException.class, () -> scaled.predict(1, Map.of("x", new float[2])));
  }

  @Test
  void threadsDoNotDisturbEachOther() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(8)) {
      List<Future<Integer>> wrong = new ArrayList<>();
      for (int thread = 0; thread < 8; thread++) {
        int offset = thread;
        wrong.add(threads.submit(() -> wrongOf(offset)));
      }
      for (Future<Integer> count : wrong) {
        assertEquals(0, count.get());
      }
    }
  }

  private int wrongOf(int offset) {
    int wrong = 0;
    for (int i = 0; i < 2_000; i++) {
      wrong += scaled.sample(new float[] {offset, i})[0][0] == 10f * (offset + i) ? 0 : 1;
    }
    return wrong;
  }
}
