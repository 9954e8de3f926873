package netwright.driver;

import static netwright.driver.TrialNetwork.C;
import static netwright.driver.TrialNetwork.LAYERS;
import static netwright.driver.TrialNetwork.SCORE;
import static netwright.driver.TrialNetwork.X;
import static netwright.driver.TrialNetwork.assertSameTensors;
import static netwright.driver.TrialNetwork.compiled;
import static netwright.driver.TrialNetwork.rows;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.data.DataLoader;
import netwright.data.LoadedData;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.train.Checkpoint;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.EpochListener;
import netwright.runtime.train.EpochReport;
import netwright.runtime.train.TrainingLoop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A trainer without the compiler trains to the same bits as `netc train`, on the same rows.
class CompiledTrainerTest {
  @TempDir Path folder;

  private Compilation network(String layers, String init, String train, String data) {
    return TrialNetwork.network(folder, layers, init, train, data);
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
    assertSameTensors(Safetensors.read(expected).tensors(), trainer.weights().tensors());
    assertEquals(report.outcome().steps(), outcome.steps());
    assertEquals(report.outcome().loss(), outcome.loss());
    assertEquals(report.outcome().restoredEpoch(), outcome.restoredEpoch());
    assertEquals(report.train(), trainer.evaluate(data.train()));
    data.validation()
        .ifPresent(rows -> assertEquals(report.validation().get(), trainer.evaluate(rows)));
    AnyTrainer again = AnyTrainer.of(compilation, Safetensors.read(expected));
    assertEquals(report.train(), again.evaluate(data.train()));
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
    assertSameTensors(straight.weights().tensors(), resumed.weights().tensors());
    AnyTrainer other = AnyTrainer.of(compilation, Checkpoint.read(file));
    assertThrows(IllegalArgumentException.class, () -> other.fit(rows.piece(0, 5), _ -> {}));
    Compilation changed = network(LAYERS.replace("0.2", "0.3"), "", "optimizer = adam", "");
    assertThrows(MalformedFileException.class, () -> AnyTrainer.of(changed, Checkpoint.read(file)));
  }
}
