package netwright.driver;

import static netwright.driver.TrialNetwork.C;
import static netwright.driver.TrialNetwork.LAYERS;
import static netwright.driver.TrialNetwork.SCORE;
import static netwright.driver.TrialNetwork.X;
import static netwright.driver.TrialNetwork.assertSameTensors;
import static netwright.driver.TrialNetwork.rows;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import netwright.data.DataLoader;
import netwright.runtime.Variable;
import netwright.runtime.train.Checkpoint;
import netwright.runtime.train.DataSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A trainer that is told what to do step by step.
class TrainerStepsTest {
  @TempDir Path folder;

  private Compilation network(String layers, String init, String train, String data) {
    return TrialNetwork.network(folder, layers, init, train, data);
  }

  @Test
  void aStepWaitsForWhatIsFitted() {
    AnyTrainer trainer = AnyTrainer.of(network(LAYERS, "", "optimizer = adam", ""));
    assertThrows(IllegalStateException.class, () -> trainer.step(3, X, C));
    trainer.prepare(new DataSet(3, Map.of("x", X)));
    assertTrue(Double.isFinite(trainer.step(3, X, C)));
  }

  @Test
  void badBatchesAreRefused() {
    AnyTrainer trainer =
        AnyTrainer.of(network(SCORE.replace("standardize -> ", ""), "", "optimizer = adam", ""));
    assertThrows(IllegalArgumentException.class, () -> trainer.step(0, X, C));
    assertThrows(IllegalArgumentException.class, () -> trainer.step(9, X, C));
    assertThrows(IllegalArgumentException.class, () -> trainer.step(2, X, C));
    assertThrows(IllegalArgumentException.class, () -> trainer.step(3, X, new int[] {0, 1, 3}));
    assertThrows(IllegalArgumentException.class, () -> trainer.step(3, X, new int[] {0, 1, -1}));
    MemorySegment cut = MemorySegment.ofArray(new byte[X.length * Float.BYTES + 1]);
    assertThrows(IllegalArgumentException.class, () -> trainer.step(3, cut, C));
    assertTrue(trainer.step(3, X, C) > 0);
  }

  @Test
  void inputsThatTheLossIgnoresAreGivenAsAnyOther() {
    AnyTrainer trainer =
        AnyTrainer.of(
            network(
                """
                  output p = softmax(x -> linear(3))
                  loss cross_entropy(always(x), c)
                """,
                "",
                "precision = f64  optimizer = sgd",
                ""));
    double[] x = new double[9];
    double loss = trainer.step(3, MemorySegment.ofArray(x), C);
    assertEquals(Math.log(3), loss, 1e-12);
    MemorySegment floats = MemorySegment.ofArray(new float[9]);
    assertThrows(IllegalArgumentException.class, () -> trainer.step(3, floats, C));
  }

  @Test
  void stepsAreThoseOfATraining() {
    Compilation compilation =
        network(
            LAYERS.replace("standardize -> ", ""),
            "",
            "optimizer = adam(lr = 0.01 * exponential(0.9)) shuffle = false accumulate = 2",
            "");
    DataSet rows =
        DataLoader.load(new DataRecipes(compilation).recipe(), compilation.precision()).train();
    AnyTrainer fitted = AnyTrainer.of(compilation);
    fitted.fit(rows, _ -> {});
    AnyTrainer stepped = AnyTrainer.of(compilation);
    for (int epoch = 1; epoch <= 6; epoch++) {
      for (int from = 0; from < rows.rows(); from += 8) {
        DataSet batch = rows.piece(from, Math.min(8, rows.rows() - from));
        stepped.step(batch.rows(), batch.of("x"), batch.of("c"));
      }
      stepped.endEpoch(0);
    }
    assertSameTensors(fitted.weights().tensors(), stepped.weights().tensors());
  }

  /// Steps, a checkpoint after every one, and a trainer that goes on from it: the bits of one that was never left.
  @Test
  void stepsGoOnFromACheckpoint() throws IOException {
    Compilation compilation =
        network(
            LAYERS.replace("standardize -> ", ""),
            "",
            "optimizer = adam(lr = 0.01 * plateau(0.5, patience = 0)) accumulate = 2",
            "");
    Path file = folder.resolve("steps.checkpoint");
    AnyTrainer straight = AnyTrainer.of(compilation);
    AnyTrainer again = AnyTrainer.of(compilation);
    for (int step = 1; step <= 9; step++) {
      assertEquals(straight.step(3, X, C), again.step(3, X, C));
      if (step % 4 == 0) {
        straight.endEpoch(step);
        again.endEpoch(step);
      }
      again.checkpoint(file);
      again = AnyTrainer.of(compilation, Checkpoint.read(file));
    }
    assertSameTensors(straight.weights().tensors(), again.weights().tensors());
  }

  /// Neither how many steps there were, which Adam looks at, nor a group that has begun.
  @Test
  void aPlanForgetsNothing() {
    String layers = LAYERS.replace("standardize -> ", "");
    Compilation compilation = network(layers, "", "optimizer = adam accumulate = 2", "");
    AnyTrainer straight = AnyTrainer.of(compilation);
    AnyTrainer planned = AnyTrainer.of(compilation);
    for (int step = 1; step <= 7; step++) {
      assertEquals(straight.step(3, X, C), planned.step(3, X, C));
      planned.plan(10);
    }
    assertSameTensors(straight.weights().tensors(), planned.weights().tensors());
  }

  /// The learning rate is the share of the plan that is done, so its first step changes nothing.
  @Test
  void progressBeginsAgainWithAPlan() {
    String layers = SCORE.replace("standardize -> ", "");
    AnyTrainer trainer = AnyTrainer.of(network(layers, "", "optimizer = sgd(lr = progress)", ""));
    assertThrows(IllegalArgumentException.class, () -> trainer.plan(0));
    trainer.plan(2);
    double first = trainer.step(3, X, C);
    assertEquals(first, trainer.step(3, X, C));
    trainer.plan(3);
    double moved = trainer.step(3, X, C);
    assertNotEquals(first, moved);
    assertEquals(moved, trainer.step(3, X, C));
    assertNotEquals(moved, trainer.step(3, X, C));
  }

  /// The learning rate is `progress`, so nothing moves.
  @Test
  void progressIsZeroInStepsThatNobodyPlanned() throws IOException {
    Compilation compilation =
        network(
            SCORE.replace("standardize -> ", ""),
            "",
            "optimizer = sgd(lr = progress) precision = f64",
            "");
    AnyTrainer trainer = AnyTrainer.of(compilation);
    requireStill(trainer);
    trainer.fit(rows(compilation), _ -> {});
    requireStill(trainer);
    trainer.plan(2);
    trainer.fit(rows(compilation), _ -> {});
    requireStill(trainer);
    Path file = folder.resolve("steps.checkpoint");
    trainer.checkpoint(file);
    requireStill(AnyTrainer.of(compilation, Checkpoint.read(file)));
    trainer.plan(2);
    requireStill(trainer, 1);
    double[] before = trainer.values().doubles().clone();
    step(trainer);
    assertFalse(Arrays.equals(before, trainer.values().doubles()));
  }

  @Test
  void aPlanGoesOnFromACheckpoint() throws IOException {
    Compilation compilation =
        network(
            SCORE.replace("standardize -> ", ""),
            "",
            "optimizer = sgd(lr = 0.1 * cosine(progress)) precision = f64",
            "");
    AnyTrainer trainer = AnyTrainer.of(compilation);
    step(trainer);
    trainer.plan(7);
    step(trainer);
    Path file = folder.resolve("plan.checkpoint");
    trainer.checkpoint(file);
    AnyTrainer again = AnyTrainer.of(compilation, Checkpoint.read(file));
    for (int i = 0; i < 3; i++) {
      step(trainer);
      step(again);
    }
    assertArrayEquals(trainer.values().doubles(), again.values().doubles());
  }

  private static void requireStill(AnyTrainer trainer) {
    requireStill(trainer, 3);
  }

  private static void requireStill(AnyTrainer trainer, int steps) {
    double[] before = trainer.values().doubles().clone();
    for (int i = 0; i < steps; i++) {
      step(trainer);
    }
    assertArrayEquals(before, trainer.values().doubles());
  }

  private static void step(AnyTrainer trainer) {
    double[] x = new double[X.length];
    for (int i = 0; i < x.length; i++) {
      x[i] = X[i];
    }
    trainer.step(3, MemorySegment.ofArray(x), C);
  }

  /// With plain gradient descent, a step subtracts the learning rate times the gradient.
  @ParameterizedTest
  @ValueSource(strings = {"z", "gradient"})
  void gradientsAreThoseOfAStep(String name) {
    String layers = LAYERS.replace("standardize -> ", "").replace("z", name);
    Compilation compilation = network(layers, "", "optimizer = sgd(lr = 0.5)", "");
    AnyTrainer trainer = AnyTrainer.of(compilation, 11);
    AnyTrainer other = AnyTrainer.of(compilation, 11);
    Map<String, float[]> gradients = new LinkedHashMap<>();
    for (Variable variable : trainer.variables()) {
      if (variable.role() == Variable.Role.PARAMETER) {
        gradients.put(variable.name(), new float[variable.size()]);
      }
    }
    float[] c = {0, 2, 1};
    double loss = trainer.lossAndGradients(3, X, c, gradients);
    assertEquals(loss, other.step(3, X, c));
    for (Variable variable : trainer.variables()) {
      float[] gradient = gradients.get(variable.name());
      for (int i = 0; i < variable.size(); i++) {
        double old = trainer.values().get(variable.offset() + i);
        double expected =
            gradient == null ? old : (float) old - 0.5f * gradient[i]; // halving is exact
        assertEquals((float) expected, other.values().get(variable.offset() + i), variable.name());
      }
    }
  }

  @Test
  void aStepAllocatesNothing() {
    Compilation compilation =
        network(LAYERS.replace("standardize -> ", ""), "", "optimizer = adam accumulate = 2", "");
    AnyTrainer trainer = AnyTrainer.of(compilation);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    for (int i = 0; i < 2_000; i++) {
      trainer.step(3, X, C);
    }
    // Once in many runs of all tests 64 bytes were allocated, not by each step: so the best of five
    // rounds counts.
    long asking = Long.MAX_VALUE;
    long stepping = Long.MAX_VALUE;
    for (int round = 0; round < 5; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      asking = Math.min(asking, threads.getCurrentThreadAllocatedBytes() - before);
      before = threads.getCurrentThreadAllocatedBytes();
      for (int i = 0; i < 1_000; i++) {
        trainer.step(3, X, C);
      }
      stepping = Math.min(stepping, threads.getCurrentThreadAllocatedBytes() - before);
    }
    assertEquals(asking, stepping);
  }
}
