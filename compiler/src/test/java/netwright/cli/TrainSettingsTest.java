package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What the settings of `train` do to the weights.
class TrainSettingsTest {
  private static final String DEEP = "linear(5) -> tanh -> linear(1)";

  @TempDir Path folder;

  private Trials trial(String layers, String train) {
    return new Trials(folder).write("", layers, train);
  }

  private static double distance(Map<String, float[]> a, Map<String, float[]> b) {
    double square = 0;
    for (String name : a.keySet()) {
      for (int i = 0; i < a.get(name).length; i++) {
        square += Math.pow(a.get(name)[i] - b.get(name)[i], 2);
      }
    }
    return Math.sqrt(square);
  }

  private static double largest(Map<String, float[]> a, Map<String, float[]> b) {
    double largest = 0;
    for (String name : a.keySet()) {
      for (int i = 0; i < a.get(name).length; i++) {
        largest = Math.max(largest, Math.abs(a.get(name)[i] - b.get(name)[i]));
      }
    }
    return largest;
  }

  @Test
  void theNormOfAllGradientsIsClipped() {
    Trials trial = trial(DEEP, "optimizer = sgd(lr = 1)  batch = 29  epochs = 1  shuffle = false");
    Map<String, float[]> start = trial.weights("--set", "train.optimizer.lr=1e-30");
    Map<String, float[]> whole = trial.weights();
    double norm = distance(start, whole);
    assertTrue(norm > 0.5, "norm " + norm);
    Map<String, float[]> clipped = trial.sameWeights("--set", "train.clip=norm(0.25)");
    assertEquals(0.25, distance(start, clipped), 1e-6);
    double scale = 0.25 / norm;
    start.forEach((name, values) -> {
      for (int i = 0; i < values.length; i++) {
        double step = whole.get(name)[i] - values[i];
        assertEquals(values[i] + scale * step, clipped.get(name)[i], 1e-6);
      }
    });
    Trials.assertSame(whole, trial.weights("--set", "train.clip=norm(100)"), "nothing to clip");
  }

  @Test
  void theValuesOfGradientsAreClipped() {
    Trials trial = trial(DEEP, "optimizer = sgd(lr = 1)  batch = 29  epochs = 1  shuffle = false");
    Map<String, float[]> start = trial.weights("--set", "train.optimizer.lr=1e-30");
    Map<String, float[]> whole = trial.weights();
    assertTrue(largest(start, whole) > 0.2);
    Map<String, float[]> clipped = trial.sameWeights("--set", "train.clip=value(0.125)");
    start.forEach((name, values) -> {
      for (int i = 0; i < values.length; i++) {
        double step = Math.clamp(whole.get(name)[i] - values[i], -0.125, 0.125);
        assertEquals(values[i] + step, clipped.get(name)[i], 1e-6);
      }
    });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "clip = norm(0.3)",
        "clip = value(0.01)",
        "accumulate = 3",
        "accumulate = 3 clip = norm(0.1) optimizer *.bias = sgd(momentum = 0.9)",
        "accumulate = 100"
      })
  void everyWayToRunGivesTheSameBits(String settings) {
    String always = "optimizer = adamw(lr = 0.01 * cosine(progress)) batch = 4 epochs = 5 ";
    trial("linear(9) -> relu -> dropout(0.2) -> batch_norm -> linear(1)", always + settings)
        .sameWeights();
  }

  /// 29 rows in batches of 4 by 3 are groups of 12, 12 and 5 rows, as batches of 12 are.
  @Test
  void accumulatedBatchesAreOneLargeBatch() {
    Trials trial = trial(DEEP, "optimizer = adam(lr = 0.01 * cosine(progress)) epochs = 7");
    Map<String, float[]> large = trial.weights("--set", "train.batch=12");
    Map<String, float[]> grouped =
        trial.weights("--set", "train.batch=4", "--set", "train.accumulate=3");
    Trials.assertNear(large, grouped, 1e-5f);
    Netc netc = trial.train("--json", "--set", "train.batch=4", "--set", "train.accumulate=3");
    assertTrue(netc.last().contains("\"steps\":21,"), netc.last());
  }

  @Test
  void eachBatchOfAGroupHasDrawsOfItsOwn() {
    String layers =
        "linear(64, weight = ones) -> dropout(0.5) -> linear(1, weight = ones, bias = false)";
    Trials trial =
        trial(layers, "optimizer = sgd(lr = 1e-30)  batch = 1  epochs = 1  accumulate = 29");
    Netc same = trial.train("--json", "--set", "train.shuffle=false");
    Netc other =
        trial.train("--json", "--set", "train.shuffle=false", "--set", "train.accumulate=1");
    assertEquals(
        same.lines().get(1).replaceAll(".*\"loss\"", ""),
        other.lines().get(1).replaceAll(".*\"loss\"", ""));
  }

  /// A state that halves after each epoch is the schedule that halves after each epoch.
  @Test
  void scheduleWithAStateReachesTheStep() {
    String halved = "schedule halved { state scale = 1 scale = scale / 2 return scale }";
    String train = "optimizer = adam(lr = 0.1 * %s) batch = 8 epochs = 6 accumulate = %d";
    for (int accumulate : new int[] {1, 2}) {
      Map<String, float[]> expected =
          trial(DEEP, train.formatted("exponential(0.5)", accumulate)).weights();
      Map<String, float[]> actual =
          new Trials(folder)
              .write(halved, DEEP, train.formatted("halved()", accumulate))
              .sameWeights();
      Trials.assertSame(expected, actual, "accumulate " + accumulate);
    }
  }

  /// 29 rows in batches of 8 are 4 steps an epoch; the last of 2 epochs' steps is the eighth, at 7/8 of the training.
  @Test
  void anOptimizerOfOnesOwnHasStatesAndTheTime() {
    String clocked =
        """
        optimizer clocked(rate = 0.5) {
          state seen: [] = 1
          state sum = 0
          seen = 2 * seen
          sum = sum + 0 * grad + 1
          param = rate * (step + 16 * epoch + 256 * progress) + 1024 * seen + sum / 8
        }
        """;
    new Trials(folder)
        .write(clocked, DEEP, "optimizer = clocked(rate = 2) batch = 8 epochs = 2")
        .sameWeights()
        .forEach((name, values) -> {
          for (float value : values) {
            assertEquals(2 * (8 + 32 + 224) + 1024 * 256 + 1, value, name);
          }
        });
  }

  @Test
  void plateauFollowsTheValidationLoss() {
    Trials trial =
        trial(
            DEEP,
            "optimizer = sgd(lr = 0.2 * plateau(0.5, patience = 1, threshold = 0.2))"
                + " batch = 8 epochs = 30 validation = 0.3");
    Map<String, float[]> slowed = trial.sameWeights();
    Map<String, float[]> steady = trial.weights("--set", "train.optimizer.lr=0.2");
    assertTrue(distance(slowed, steady) > 1e-3);
  }

  @Test
  void settingsAreRecorded() {
    Trials trial = trial(DEEP, "optimizer = sgd clip = norm(2) accumulate = 2");
    trial.weights();
    String bytes =
        new String(
            read(folder.resolve("trial.safetensors")), java.nio.charset.StandardCharsets.UTF_8);
    assertTrue(bytes.contains("norm(2.0)"), bytes);
    assertTrue(bytes.contains("accumulate\\\":2"), bytes);
  }

  private static byte[] read(Path file) {
    try {
      return java.nio.file.Files.readAllBytes(file);
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }
}
