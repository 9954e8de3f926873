package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The optimizers of the standard library go where PyTorch's go: every hundredth of 1001 steps, all parameters.
class OptimizerBaselinesTest {
  private static final int EVERY = 100;
  private static final int ROWS = 11;

  /// What PyTorch asks of its own optimizers is 1e-3 of the value plus 5e-4.
  private static final double TOLERANCE = 1e-9;

  /// Its NAdam keeps the product of its momentum factors in f32, whatever the parameters are.
  private static final double TOLERANCE_OF_NADAM = 1e-6;

  @TempDir Path folder;

  /// The lines of the resource by the names they begin with.
  private static Map<String, List<double[]>> baselines() throws IOException {
    Map<String, List<double[]>> baselines = new TreeMap<>();
    Path file = Path.of(System.getProperty("basedir", ""), "src", "test", "baselines");
    for (String line : Files.readAllLines(file.resolve("optimizers.txt"))) {
      if (!line.startsWith("#")) {
        List<String> words = List.of(line.split(" "));
        List<String> numbers = words.subList(words.size() - 13, words.size());
        baselines
            .computeIfAbsent(words.getFirst(), _ -> new ArrayList<>())
            .add(numbers.stream().mapToDouble(Double::parseDouble).toArray());
      }
    }
    return baselines;
  }

  @Test
  void thereAreEighteen() throws IOException {
    Map<String, List<double[]>> baselines = baselines();
    assertEquals(1, baselines.remove("initial").size());
    assertEquals(18, baselines.size());
    baselines.forEach((name, rows) -> assertEquals(ROWS, rows.size(), name));
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          Adam                                                | adam(lr = 1)
          Adam_with_weight_decay                              | adam(lr = 1, weight_decay = 1e-2)
          Adam_with_weight_decay_and_amsgrad                  | adam(lr = 1, weight_decay = 1e-6, amsgrad = true)
          Adagrad                                             | adagrad(lr = 1)
          Adagrad_with_weight_decay                           | adagrad(lr = 1, weight_decay = 1e-2)
          Adagrad_with_weight_decay_and_lr_decay              | adagrad(lr = 1, weight_decay = 1e-6, lr_decay = 1e-3)
          RMSprop                                             | rmsprop(lr = 0.1)
          RMSprop_with_weight_decay                           | rmsprop(lr = 0.1, weight_decay = 1e-2)
          RMSprop_with_weight_decay_and_centered              | rmsprop(lr = 0.1, weight_decay = 1e-6, centered = true)
          RMSprop_with_weight_decay_and_centered_and_momentum | rmsprop(lr = 0.1, weight_decay = 1e-6, centered = true, momentum = 0.9)
          SGD                                                 | sgd(lr = 0.1)
          SGD_with_weight_decay                               | sgd(lr = 0.1, weight_decay = 1e-2)
          SGD_with_weight_decay_and_momentum                  | sgd(lr = 0.1, momentum = 0.9, weight_decay = 1e-2)
          SGD_with_weight_decay_and_nesterov_momentum         | sgd(lr = 0.1, momentum = 0.9, weight_decay = 1e-6, nesterov = true)
          AdamW                                               | adamw(lr = 0.1)
          AdamW_with_amsgrad                                  | adamw(lr = 0.1, amsgrad = true)
          NAdam                                               | nadam(lr = 0.1)
          Adadelta                                            | adadelta(lr = 1)
          """)
  void goesWherePyTorchGoes(String name, String optimizer) throws IOException {
    Map<String, List<double[]>> baselines = baselines();
    double[] start = baselines.get("initial").getFirst();
    SigmoidNetwork compiled = SigmoidNetwork.compiled(folder, optimizer, start);
    SigmoidNetwork interpreted = SigmoidNetwork.interpreted(folder, optimizer, start);
    for (int row = 0; row < ROWS; row++) {
      for (int step = row == 0 ? EVERY - 1 : 0; step < EVERY; step++) {
        compiled.step();
        interpreted.step();
      }
      double[] actual = compiled.parameters();
      assertArrayEquals(interpreted.parameters(), actual);
      requireNear(baselines.get(name).get(row), actual, name + " after " + row * EVERY + " steps");
    }
  }

  private static void requireNear(double[] expected, double[] actual, String where) {
    double tolerance = where.startsWith("NAdam") ? TOLERANCE_OF_NADAM : TOLERANCE;
    for (int i = 0; i < expected.length; i++) {
      double difference = Math.abs(actual[i] - expected[i]);
      String what = where + ", parameter " + i + ": " + actual[i] + " instead of " + expected[i];
      assertTrue(difference <= tolerance * Math.max(1, Math.abs(expected[i])), what);
    }
  }
}
