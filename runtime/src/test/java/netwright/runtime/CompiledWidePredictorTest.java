package netwright.runtime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
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
  private static final Schema SCHEMA =
      Schemas.of(
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
      super(Scaled::run, SCHEMA, weights.toString(), Safetensors.read(weights));
    }

    private static void run(Memory memory, int rows) {
      for (int row = 0; row < rows; row++) {
        double sum = memory.wide[2 * row] + memory.wide[2 * row + 1];
        memory.wide[16 + row] = memory.widePersistent[0] * sum;
      }
      memory.wide[31] = memory.widePersistent[0];
    }

    double[] sample(double... x) {
      Call call = begin();
      give(call, 0, x, 0, 1);
      run(call, 1);
      double[] sum = new double[1];
      take(call, 0, sum, 0, 1);
      end(call);
      return sum;
    }

    void segments(MemorySegment x, MemorySegment sum) {
      Call call = begin();
      give(call, 0, x, 1, 1);
      run(call, 1);
      take(call, 0, sum, 1, 1);
      end(call);
    }
  }

  @BeforeEach
  void load() throws IOException {
    scaled = new Scaled(file(Persistent.of(new double[] {FACTOR})));
  }

  private Path file(Persistent weights) throws IOException {
    Path file = folder.resolve("w.safetensors");
    Safetensors.write(file, Weights.toFile(SCHEMA.variables(), weights, Map.of()));
    return file;
  }

  @Test
  void oneSampleAndMoreThanFitAtOnce() {
    assertArrayEquals(new double[] {FACTOR * (0.1 + 0.2)}, scaled.sample(0.1, 0.2));
    double[] x = new double[18];
    double[] expected = new double[9];
    for (int i = 0; i < x.length; i += 2) {
      x[i] = 0.1 * i;
      x[i + 1] = i;
      expected[i / 2] = FACTOR * (x[i] + x[i + 1]);
    }
    Map<String, double[]> named = scaled.predictDoubles(9, Map.of("x", x));
    assertArrayEquals(expected, named.get("sum"));
    assertEquals(FACTOR, named.get("factor")[8]);
  }

  @Test
  void memorySegments() {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment x = arena.allocateFrom(ValueLayout.JAVA_DOUBLE, 0, 0, 0.1, 0.2);
      MemorySegment sum = arena.allocate(ValueLayout.JAVA_DOUBLE, 2);
      scaled.segments(x, sum);
      assertEquals(FACTOR * (0.1 + 0.2), sum.getAtIndex(ValueLayout.JAVA_DOUBLE, 1));
    }
  }

  @Test
  void floatsAreWidenedAndOutputsRounded() {
    Map<String, float[]> named = scaled.predict(1, Map.of("x", new float[] {0.1f, 0.2f}));
    assertArrayEquals(new float[] {(float) (FACTOR * ((double) 0.1f + 0.2f))}, named.get("sum"));
    assertEquals(Precision.F64, scaled.precision());
  }

  @Test
  void wrongLengthsAreRefused() {
    Map<String, double[]> three = Map.of("x", new double[3]);
    assertThrows(IllegalArgumentException.class, () -> scaled.predictDoubles(1, three));
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
