package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.foreign.MemorySegment;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import netwright.data.DataLoader;
import netwright.data.LoadedData;
import netwright.runtime.Variable;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.train.Checkpoint;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.EpochListener;
import netwright.runtime.train.EpochReport;
import netwright.runtime.train.TrainingLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A trainer without the compiler trains to the same bits as `netc train`, on the same rows.
class CompiledTrainerTest {
  @TempDir Path folder;

  private static final String LAYERS =
      """
        h = x -> standardize -> linear(8) -> batch_norm -> relu -> dropout(0.2)
        z = h -> linear(3)
        output p = softmax(z)
        loss cross_entropy(z, c)
        metric accuracy(z, c)
        metric f1(z, c)
      """;

  private static final String SCORE =
      """
        z = x -> standardize -> linear(1)
        output p = sigmoid(z)
        t = where(c == 0, 0, 1)
        loss binary_cross_entropy(z, reshape(t, [1]))
        metric auc(z, reshape(t, [1]))
        metric r2(p, reshape(t, [1]))
      """;

  private Compilation network(String layers, String init, String train, String data) {
    StringBuilder rows = new StringBuilder("a,b,d,c,w\n");
    for (int i = 0; i < 71; i++) {
      int a = i * 7 % 11;
      int b = i * 5 % 13;
      int d = i * 3 % 17;
      rows.append(a / 10.0).append(',').append(b / 10.0).append(',').append(d / 4.0);
      rows.append(',').append((a * b + d) % 3).append(',').append(0.5 + a % 2).append('\n');
    }
    String source =
        """
        layer always(x: [n]) {
          param value: [n] = zeros
          return value
        }
        layer noisy(x) = x + 0.1 * random(normal(0, 1), like = x)
        optimizer jittery(lr = 0.1) {
          param = param - lr * grad + 0.01 * random(normal(0, 1), like = param)
        }
        network Trial {
          input  x: [3]
          target c: class[3]
        %s
          %s
          train { batch = 8  epochs = 6  seed = 3  %s }
          data { file = "trial.csv"  x = [a, b, d]  c = [c]  %s }
        }
        """
            .formatted(layers, init, train, data);
    try {
      Files.writeString(folder.resolve("trial.csv"), rows);
      return compiled(Files.writeString(folder.resolve("trial.net"), source));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Compilation compiled(Path file, String... settings) {
    CompileOptions all = CompileOptions.DEFAULT;
    return Compiler.compile(
        file, new CompileOptions(all.mode(), FlavourChoice.SCALAR, List.of(settings)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          adam(lr = 0.01)                             | ''
          adam(lr = 0.01 * cosine(progress))          | validation = 0.3 stop = early(patience = 2)
          sgd(lr = 0.1, momentum = 0.9)               | accumulate = 3
          adamw(lr = 0.05)                            | accumulate = 3 clip = norm(0.1)
          adam(lr = 0.1)                              | clip = value(0.01) shuffle = false
          sgd(lr = 0.2 * plateau(0.5, patience = 0))  | validation = 0.25
          adam(lr = 0.1 * plateau(0.5, patience = 0)) | accumulate = 2
          adam(lr = 0.01)                             | precision = f64
          adam(lr = 0.01 * cosine(progress))          | precision = f64 accumulate = 2 validation = 0.2
          """)
  void fitIsTheTrainingOfTheCommandLine(String optimizer, String settings) throws IOException {
    String train = "optimizer = " + optimizer + " " + settings.replace("'", "");
    requireSame(network(LAYERS, "", train, ""));
    requireSame(network(SCORE, "", train, ""));
  }

  @Test
  void aBatchMayBeLargerThanTheData() throws IOException {
    network(LAYERS, "", "optimizer = adam", "");
    requireSame(compiled(folder.resolve("trial.net"), "train.batch=500"));
  }

  /// Noise that is there at inference, too.
  @Test
  void figuresMayDependOnDraws() throws IOException {
    String noise = "linear(8) -> batch_norm";
    String noisy = LAYERS.replace(noise, "noisy -> " + noise);
    requireSame(network(noisy, "", "optimizer = adam", ""));
  }

  @Test
  void samplesHaveWeights() throws IOException {
    requireSame(network(LAYERS, "", "optimizer = adam", "sample_weight = [w]"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "linear.weight = orthogonal",
        "linear.weight = sparse(0.3)",
        "linear.weight = eye",
        "linear.weight = identical",
        "linear.weight = zero",
        "linear.weight = normal(0.1, 0.2)",
        "linear.weight = lecun_normal"
      })
  void everyWayToBegin(String init) throws IOException {
    requireSame(network(LAYERS, "init " + init, "optimizer = adam", ""));
  }

  @ParameterizedTest
  @CsvSource({
    "housing/housing.net, train.epochs=20",
    "digits/digits.net, train.epochs=3",
    "digits/convolution.net, train.epochs=1"
  })
  void examples(String file, String setting) throws IOException {
    requireSame(compiled(Path.of("..", "examples").resolve(file), setting));
  }

  private void requireSame(Compilation compilation) throws IOException {
    Path expected = folder.resolve("expected.safetensors");
    TrainingReport report =
        Training.of(compilation, Optional.empty()).run(expected, false, new Silent());
    LoadedData data =
        DataLoader.load(new DataRecipes(compilation).recipe(), compilation.precision());
    AnyTrainer trainer = AnyTrainer.of(compilation);
    DataSet held = data.validation().orElse(new DataSet(0, Map.of()));
    var outcome = trainer.fit(data.train(), held, _ -> {});
    assertSame(Safetensors.read(expected).tensors(), trainer.weights().tensors());
    assertEquals(report.outcome().steps(), outcome.steps());
    assertEquals(report.outcome().loss(), outcome.loss());
    assertEquals(report.outcome().restoredEpoch(), outcome.restoredEpoch());
    assertEquals(report.train(), trainer.evaluate(data.train()));
    data.validation()
        .ifPresent(rows -> assertEquals(report.validation().get(), trainer.evaluate(rows)));
    AnyTrainer again = AnyTrainer.of(compilation, Safetensors.read(expected));
    assertEquals(report.train(), again.evaluate(data.train()));
  }

  private static void assertSame(
      SequencedMap<String, StoredTensor> expected, SequencedMap<String, StoredTensor> actual) {
    assertEquals(List.copyOf(expected.keySet()), List.copyOf(actual.keySet()));
    expected.forEach((name, tensor) -> {
      assertEquals(tensor.type(), actual.get(name).type(), name);
      assertArrayEquals(tensor.shape(), actual.get(name).shape(), name);
      switch (tensor.type()) {
        case F32 -> assertArrayEquals(tensor.floats(), actual.get(name).floats(), name);
        default -> assertArrayEquals(tensor.doubles(), actual.get(name).doubles(), name);
      }
    });
  }

  /// Weights begin at zero and rows come in order, so only the draws of the optimizer differ.
  @ParameterizedTest
  @CsvSource({"1, COMPILED", "2, COMPILED", "2, INTERPRETED"})
  void drawsOfAnOptimizerDependOnTheSeed(int group, Mode mode) throws IOException {
    String train = "optimizer = jittery shuffle = false accumulate = " + group;
    String zeros = "linear(1, weight = zeros, bias = zeros)";
    network(SCORE.replace("standardize -> linear(1)", zeros), "", train, "");
    List<float[]> weights = new ArrayList<>();
    for (String seed : List.of("train.seed=1", "train.seed=2")) {
      Compilation compilation =
          Compiler.compile(
              folder.resolve("trial.net"),
              new CompileOptions(mode, FlavourChoice.SCALAR, List.of(seed)));
      requireSame(compilation);
      AnyTrainer trainer = AnyTrainer.of(compilation);
      trainer.step(3, X, C);
      trainer.step(3, X, C);
      weights.add(trainer.values().floats());
    }
    assertFalse(Arrays.equals(weights.get(0), weights.get(1)));
    assertFalse(Arrays.equals(trained(1), trained(2)));
  }

  /// The weights after a training of the network by `seed`.
  private float[] trained(long seed) {
    Compilation compilation = compiled(folder.resolve("trial.net"));
    AnyTrainer trainer = AnyTrainer.of(compilation, seed);
    trainer.fit(rows(compilation), _ -> {});
    return trainer.values().floats();
  }

  private record Silent() implements TrainingListener {
    @Override
    public void started(TrainingStart start) {}

    @Override
    public void epoch(EpochReport report) {}
  }

  private static final float[] X = {0.1f, 0.2f, 1, 0.4f, 0.8f, 3, 1, 0.1f, 2};
  private static final int[] C = {0, 2, 1};

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
    assertSame(fitted.weights().tensors(), stepped.weights().tensors());
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
    assertSame(straight.weights().tensors(), again.weights().tensors());
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
    assertSame(straight.weights().tensors(), planned.weights().tensors());
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

  @Test
  void aFitGoesOnFromACheckpoint() throws IOException {
    Compilation compilation =
        network(
            LAYERS,
            "",
            "optimizer = adam(lr = 0.1 * plateau(0.5, patience = 0)) stop = early(patience = 3)",
            "");
    DataSet rows = rows(compilation);
    DataSet none = new DataSet(0, Map.of());
    Path file = folder.resolve("fit.checkpoint");
    AnyTrainer straight = AnyTrainer.of(compilation);
    straight.fit(
        rows,
        none,
        new EpochListener() {
          @Override
          public void epoch(EpochReport report) {}

          @Override
          public void between(TrainingLoop loop) {
            if (loop.steps() == 13) {
              straight.checkpoint(file, loop);
            }
          }
        });
    AnyTrainer resumed = AnyTrainer.of(compilation, Checkpoint.read(file));
    resumed.fit(rows, _ -> {});
    assertSame(straight.weights().tensors(), resumed.weights().tensors());
    AnyTrainer other = AnyTrainer.of(compilation, Checkpoint.read(file));
    assertThrows(IllegalArgumentException.class, () -> other.fit(rows.piece(0, 5), _ -> {}));
    Compilation changed = network(LAYERS.replace("0.2", "0.3"), "", "optimizer = adam", "");
    assertThrows(MalformedFileException.class, () -> AnyTrainer.of(changed, Checkpoint.read(file)));
  }

  private static DataSet rows(Compilation compilation) {
    return DataLoader.load(new DataRecipes(compilation).recipe(), compilation.precision()).train();
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
