package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompiledPredictorTest {
  private static final Schema SCHEMA =
      Schemas.of(
          Precision.F32,
          new ProgramSpec(
              "predict",
              4,
              64,
              1,
              0,
              List.of(
                  new Port("x", false, 0, 2, true),
                  new Port("kind", false, 32, 1, true),
                  new Port("unused", false, Port.NOWHERE, 1, true)),
              List.of(new Port("sum", false, 16, 1, true), new Port("factor", true, 0, 1, false))),
          List.of(
              new Schema.Field("x", "", 0, "", List.of(), List.of(), List.of(2)),
              new Schema.Field("kind", "", 3, "kind", List.of(), List.of(), List.of()),
              new Schema.Field("unused", "", 0, "", List.of(), List.of(), List.of())),
          List.of(new Variable("factor", Variable.Role.PARAMETER, List.of(), 0)),
          16);

  @TempDir Path folder;
  private Scaled scaled;

  /// The sum of a sample's two numbers, times the only weight, plus the number of its class.
  private static final class Scaled extends CompiledPredictor {
    Scaled(Path weights) throws IOException {
      super(Scaled::run, SCHEMA, weights.toString(), Safetensors.read(weights));
    }

    private static void run(Memory memory, int rows) {
      for (int row = 0; row < rows; row++) {
        float sum = memory.scratch[2 * row] + memory.scratch[2 * row + 1];
        memory.scratch[16 + row] = memory.persistent[0] * sum + memory.scratch[32 + row];
      }
      memory.wide[0] = memory.persistent[0];
    }

    float[] samples(int rows, float[] x, int... kind) {
      checkInput(0, x.length, rows);
      float[] sums = new float[length(0, rows)];
      float[] factors = new float[length(1, rows)];
      Call call = begin();
      for (int from = 0; from < rows; from += capacity()) {
        int count = piece(from, rows);
        give(call, 0, x, from, count);
        give(call, 1, kind, from, count);
        run(call, count);
        take(call, 0, sums, from, count);
        take(call, 1, factors, from, count);
      }
      end(call);
      assertEquals(10, factors[rows - 1]);
      return sums;
    }

    float segments(MemorySegment x, MemorySegment kind, MemorySegment sum) {
      Call call = begin();
      give(call, 0, x, 1, 1);
      giveClasses(call, 1, kind, 1, 1);
      run(call, 1);
      take(call, 0, sum, 1, 1);
      double factor = value(call, 1, 0);
      end(call);
      return (float) factor;
    }
  }

  @BeforeEach
  void load() throws IOException {
    Path weights = folder.resolve("w.safetensors");
    Persistent factor = Persistent.of(new float[] {10});
    Safetensors.write(weights, Weights.toFile(SCHEMA.variables(), factor, Map.of()));
    scaled = new Scaled(weights);
  }

  @Test
  void oneSampleAndMoreThanFitAtOnce() {
    assertArrayEquals(new float[] {31}, scaled.samples(1, new float[] {1, 2}, 1));
    float[] x = new float[18];
    float[] expected = new float[9];
    int[] kind = new int[9];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
      kind[i / 2] = i % 3;
      expected[i / 2] += 10 * i + (i % 2) * (i % 3);
    }
    assertArrayEquals(expected, scaled.samples(9, x, kind));
    float[] kinds = new float[9];
    for (int i = 0; i < kinds.length; i++) {
      kinds[i] = kind[i];
    }
    Map<String, float[]> named =
        scaled.predict(9, Map.of("x", x, "kind", kinds, "unused", new float[9]));
    assertArrayEquals(expected, named.get("sum"));
    assertArrayEquals(new float[] {10, 10, 10, 10, 10, 10, 10, 10, 10}, named.get("factor"));
  }

  @Test
  void memorySegments() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocateFrom(ValueLayout.JAVA_FLOAT, 0, 0, 1, 2);
      MemorySegment kind = arena.allocateFrom(ValueLayout.JAVA_INT, 0, 2);
      MemorySegment sum = arena.allocate(ValueLayout.JAVA_FLOAT, 2);
      assertEquals(10, scaled.segments(x, kind, sum));
      assertEquals(32, sum.getAtIndex(ValueLayout.JAVA_FLOAT, 1));
      MemorySegment wrong = arena.allocateFrom(ValueLayout.JAVA_INT, 0, 3);
      assertThrows(IllegalArgumentException.class, () -> scaled.segments(x, wrong, sum));
    }
  }

  @Test
  void doublesAreRounded() {
    Map<String, double[]> named =
        scaled.predictDoubles(
            1,
            Map.of("x", new double[] {0.1, 0.2}, "kind", new double[1], "unused", new double[1]));
    assertArrayEquals(new double[] {10 * (0.1f + 0.2f)}, named.get("sum"));
    assertEquals(Precision.F32, scaled.precision());
  }

  @Test
  void wrongLengthsAreRefused() {
    IllegalArgumentException problem =
        assertThrows(
            IllegalArgumentException.class, () -> scaled.samples(1, new float[] {1, 2, 3}, 0));
    assertEquals("Scaled: x takes 2 numbers for one sample, not 3", problem.getMessage());
    assertThrows(
        IllegalArgumentException.class, () -> scaled.predict(1, Map.of("x", new float[2])));
    assertEquals(
        "Scaled: x takes 2 numbers for each sample; 3 are no whole number of samples",
        assertThrows(IllegalArgumentException.class, () -> scaled.rows(0, 3)).getMessage());
  }

  @Test
  void whatIsNoClassIsRefused() {
    IllegalArgumentException problem =
        assertThrows(IllegalArgumentException.class, () -> scaled.samples(2, new float[4], 1, 3));
    assertEquals("Scaled: kind has the classes 0 to 2, not 3 (sample 1)", problem.getMessage());
    for (float wrong : new float[] {-1, 0.5f, Float.NaN, 3}) {
      Map<String, float[]> inputs =
          Map.of("x", new float[2], "kind", new float[] {wrong}, "unused", new float[1]);
      assertThrows(IllegalArgumentException.class, () -> scaled.predict(1, inputs));
    }
  }

  @Test
  void aRefusedCallLeavesItsMemoryToTheNext() {
    Call before = scaled.begin();
    scaled.end(before);
    Map<String, float[]> wrong =
        Map.of("x", new float[2], "kind", new float[] {3}, "unused", new float[1]);
    assertThrows(IllegalArgumentException.class, () -> scaled.predict(1, wrong));
    assertSame(before, scaled.begin());
  }

  @Test
  void weightsAreSwapped() throws IOException {
    assertArrayEquals(new float[] {30}, scaled.samples(1, new float[] {1, 2}, 0));
    Path wrong = folder.resolve("wrong.safetensors");
    Files.writeString(wrong, "no weights");
    assertThrows(MalformedFileException.class, () -> scaled.swapWeights(wrong));
    assertArrayEquals(new float[] {30}, scaled.samples(1, new float[] {1, 2}, 0));
    Persistent twenty = Persistent.of(new float[] {20});
    Map<String, String> metadata = Map.of("netwright.labels", "{\"kind\":[\"a\",\"b\",\"c\"]}");
    scaled.swapWeights(Weights.toFile(SCHEMA.variables(), twenty, metadata));
    assertEquals(60, scaled.predict(1, inputs(1, 2)).get("sum")[0]);
    assertEquals(List.of("a", "b", "c"), scaled.labels("kind"));
    assertEquals(List.of(), scaled.labels("sum"));
    assertThrows(IllegalArgumentException.class, () -> scaled.labels("nothing"));
    assertEquals(metadata, scaled.metadata());
  }

  @Test
  void labelsAreThoseOfTheWeightsOfTheCall() throws IOException {
    scaled.swapWeights(labelled("old"));
    Call call = scaled.begin();
    scaled.run(call, 1);
    scaled.swapWeights(labelled("new"));
    assertEquals("old", scaled.label(call, 0));
    scaled.end(call);
    assertEquals(List.of("new"), scaled.labels("sum"));
  }

  private static TensorFile labelled(String label) {
    Map<String, String> metadata = Map.of("netwright.labels", "{\"\":[\"" + label + "\"]}");
    return Weights.toFile(SCHEMA.variables(), Persistent.of(new float[] {1}), metadata);
  }

  private static Map<String, float[]> inputs(float... x) {
    return Map.of("x", x, "kind", new float[1], "unused", new float[1]);
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
      wrong += scaled.samples(1, new float[] {offset, i}, 0)[0] == 10f * (offset + i) ? 0 : 1;
    }
    return wrong;
  }
}
