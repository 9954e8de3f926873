package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.diag.CompilationFailed;
import netwright.runtime.Check;
import netwright.runtime.Precision;
import netwright.runtime.Predictor;
import netwright.runtime.io.TensorFile;
import netwright.runtime.train.CompiledTrainer;
import netwright.runtime.train.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LoadedNetworkTest {
  private static final String LINE =
      """
      network Line {
        input  x: [2]
        target y: [1]
        output line = x -> standardize -> linear(1)
        loss mse(line, y)
        train { optimizer = adam(lr = 0.1)  batch = 20  epochs = 200  seed = 3  precision = %s }
        data  { file = "line.csv"  x = [a, b]  y = [y] }
        verify {
          x = [0.5, 0.5] -> line = [1.5] within 0.01
          x = [1, 0] -> line = [0] within 0.01
        }
      }
      """;

  @TempDir Path folder;

  @Test
  void compiledTrainedAndUsedInMemory() throws IOException {
    for (String precision : List.of("f32", "f64")) {
      LoadedNetwork line = Compiler.compile(LINE.formatted(precision)).load();
      CompiledTrainer trainer = line.trainer();
      trainer.fit(samples(precision), _ -> {});
      Predictor predictor = line.predictor(trainer.weights());
      double[] said = predictor.predictDoubles(1, Map.of("x", new double[] {1, 2})).get("line");
      assertEquals(0, said[0], 0.01);
      List<Check> checks = predictor.selfTest();
      assertEquals(2, checks.size());
      assertTrue(checks.get(0).holds(), checks.toString());
      assertEquals(9, checks.get(0).line());
      assertEquals(List.of(0.0), checks.get(1).expected());
      assertEquals(4, checks.get(1).actual().getFirst(), 0.01);
      assertTrue(!checks.get(1).holds());
      Path file = folder.resolve(precision);
      trainer.save(file);
      assertArrayEquals(
          said,
          line.predictor(file).predictDoubles(1, Map.of("x", new double[] {1, 2})).get("line"));
    }
  }

  @Test
  void untrainedNetworksAndThoseOfOtherWeights() throws IOException {
    LoadedNetwork one =
        Compiler.compile(LINE.formatted("f32").replace("standardize -> ", "")).load();
    Map<String, float[]> x = Map.of("x", new float[] {1, 2});
    float[] said = one.untrained().predict(1, x).get("line");
    assertArrayEquals(said, one.untrained().predict(1, x).get("line"));
    assertNotEquals(0, said[0]);
    assertEquals("Line", one.schema().network());
    LoadedNetwork other = Compiler.compile(LINE.formatted("f32")).load();
    TensorFile weights = other.trainer().weights();
    String problem = assertThrows(IOException.class, () -> one.predictor(weights)).getMessage();
    assertTrue(problem.startsWith("the weights: the network "), problem);
    assertThrows(CompilationFailed.class, () -> Compiler.compile("network {"));
  }

  /// Rows of y = 3a - 2b + 1.
  private static DataSet samples(String precision) {
    double[] x = new double[80];
    double[] y = new double[40];
    for (int i = 0; i < 40; i++) {
      x[2 * i] = (i * 7 % 11) / 10.0;
      x[2 * i + 1] = (i * 5 % 13) / 10.0;
      y[i] = 3 * x[2 * i] - 2 * x[2 * i + 1] + 1;
    }
    Map<String, double[]> values = new LinkedHashMap<>();
    values.put("x", x);
    values.put("y", y);
    return GivenSamples.of(precision.equals("f32") ? Precision.F32 : Precision.F64, 40, values);
  }
}
