package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.runtime.train.EpochReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Trainings that are interrupted after every single batch and resumed each time, with recipes that have all kinds of state.
/// Scalar and vector code take turns.
class ResumeTest {
  private static final String PLAIN = "linear(4) -> tanh -> linear(1)";
  private static final String MOVING =
      "standardize -> linear(4) -> batch_norm -> relu -> linear(1)";
  private static final String DROPPING = "linear(5) -> relu -> dropout(0.4) -> linear(1)";
  private static final String HELD = " validation = 0.2";

  /// A recipe.
  ///
  /// @param layers from the input to the output
  /// @param train what the section says besides `batch`
  private record Case(String name, String layers, String train, List<String> settings) {
    Case(String name, String layers, String train, String... settings) {
      this(name, layers, train, List.of(settings));
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static List<Case> recipes() {
    return List.of(
        new Case("in order", PLAIN, "optimizer = sgd(lr = 0.1) epochs = 2 shuffle = false"),
        new Case("momentum", PLAIN, "optimizer = sgd(lr = 0.1, momentum = 0.9) epochs = 3"),
        new Case("dropout", DROPPING, "optimizer = adam(lr = 0.05) epochs = 3"),
        new Case("batch norm", MOVING, "optimizer = nadam(lr = 0.05) epochs = 3" + HELD),
        new Case("f64", MOVING, "optimizer = adamw(lr = 0.05) epochs = 3 precision = f64" + HELD),
        new Case("groups", DROPPING, "optimizer = adam(lr = 0.05) epochs = 3 accumulate = 3"),
        new Case(
            "groups in f64",
            MOVING,
            "optimizer = rmsprop(lr = 0.05) epochs = 3 accumulate = 2 precision = f64"),
        new Case(
            "early",
            PLAIN,
            "optimizer = sgd(lr = 0.9, momentum = 0.9) epochs = 90 stop = early(patience = 2)"
                + HELD),
        new Case(
            "early without validation",
            DROPPING,
            "optimizer = adam(lr = 0.3) epochs = 90 stop = early(patience = 1)"),
        new Case(
            "plateau",
            PLAIN,
            "optimizer = sgd(lr = 0.5 * plateau(0.5, patience = 0) * steps(2, 0.5)) epochs = 5"
                + HELD),
        new Case(
            "progress",
            PLAIN,
            "optimizer = adam(lr = 0.1 * warmup(3) * cosine(progress)) clip = norm(0.5) epochs = 3"),
        new Case("stream", PLAIN, "optimizer = adam(lr = 0.1) epochs = 3", "data.stream=true"),
        new Case("diverging", PLAIN, "optimizer = sgd(lr = 1e30) epochs = 2"),
        new Case(
            "all at once",
            "standardize -> linear(4) -> batch_norm -> relu -> dropout(0.2) -> linear(1)",
            "optimizer = lion(lr = 0.02 * plateau(0.5, patience = 0) * cosine(progress)) epochs = 9"
                + " accumulate = 2 precision = f64 stop = early(patience = 2) clip = value(0.5)"
                + HELD));
  }

  @TempDir Path folder;

  @BeforeEach
  void writeRows() throws IOException {
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 37; i++) {
      double a = (i * 7 % 11) / 10.0;
      double b = (i * 5 % 13) / 10.0;
      rows.append(a).append(',').append(b).append(',').append(3 * a - 2 * b * a + 1).append('\n');
    }
    Files.writeString(folder.resolve("rows.csv"), rows);
  }

  @ParameterizedTest
  @MethodSource("recipes")
  void everyMomentIsOneToGoOnFrom(Case recipe) throws IOException {
    Attempt whole = new Attempt(recipe, FlavourChoice.SCALAR, "whole");
    TrainingReport expected = whole.run(Optional.empty()).orElseThrow();
    FlavourChoice[] flavours = {FlavourChoice.SCALAR, FlavourChoice.VECTOR};
    List<String> reports = new ArrayList<>();
    Optional<TrainingReport> report = Optional.empty();
    int attempts = 0;
    while (report.isEmpty()) {
      Attempt attempt = new Attempt(recipe, flavours[attempts++ % 2], "parts");
      report = attempt.run(Optional.of(attempt.plan()));
      reports.addAll(attempt.reports);
    }
    assertEquals(whole.batches() + 1, attempts);
    assertEquals(recipe.train().contains("early"), expected.outcome().restoredEpoch().isPresent());
    assertEquals(whole.reports, reports);
    assertSame(expected, report.get());
    assertArrayEquals(
        Files.readAllBytes(whole.saved), Files.readAllBytes(report.get().saved().orElseThrow()));
    assertEquals(
        List.of("parts.safetensors", "rows.csv", "test.net", "whole.safetensors"), names());
  }

  private static void assertSame(TrainingReport expected, TrainingReport actual) {
    assertEquals(expected.train(), actual.train());
    assertEquals(expected.validation(), actual.validation());
    assertEquals(expected.outcome().epochs(), actual.outcome().epochs());
    assertEquals(expected.outcome().steps(), actual.outcome().steps());
    assertEquals(expected.outcome().loss(), actual.outcome().loss());
    assertEquals(expected.outcome().restoredEpoch(), actual.outcome().restoredEpoch());
  }

  /// The last checkpoint is that of the end, of which only the weights are yet to be saved.
  @Test
  void whatIsOverIsNotTrainedAgain() throws IOException {
    Case recipe = recipes().getFirst();
    Attempt whole = new Attempt(recipe, FlavourChoice.SCALAR, "whole");
    whole.run(Optional.empty());
    Path kept = folder.resolve("kept");
    Attempt first = new Attempt(recipe, FlavourChoice.SCALAR, "parts");
    first.keep = Optional.of(kept);
    first.run(Optional.of(first.every("1")));
    assertEquals(2, first.reports.size());
    Attempt second = new Attempt(recipe, FlavourChoice.SCALAR, "parts");
    Files.copy(kept, second.plan().file());
    TrainingReport report = second.run(Optional.of(second.plan())).orElseThrow();
    assertEquals(List.of(), second.reports);
    assertTrue(Double.isNaN(report.outcome().stepMicros()));
    assertArrayEquals(Files.readAllBytes(whole.saved), Files.readAllBytes(second.saved));
  }

  @Test
  void checkpointsAreWrittenWhenTheyAreDue() {
    Case recipe = new Case("", PLAIN, "optimizer = sgd(lr = 0.1) epochs = 6 accumulate = 2");
    assertEquals(List.of("2: 6", "4: 12", "6: 18"), moments(recipe, "2"));
    assertEquals(List.of("1: 4", "2: 8", "4: 12", "5: 16"), moments(recipe, "4steps"));
    assertEquals(List.of(), moments(recipe, "10h"));
  }

  private List<String> moments(Case recipe, String every) {
    Attempt attempt = new Attempt(recipe, FlavourChoice.SCALAR, "due");
    attempt.run(Optional.of(attempt.every(every)));
    return attempt.moments;
  }

  @Test
  void intervalsHaveUnits() {
    for (String text : List.of("30s", "30 s", "30seconds")) {
      assertEquals(30_000_000_000L, CheckpointInterval.parse(text).orElseThrow().count(), text);
    }
    assertEquals(CheckpointInterval.parse("60m"), CheckpointInterval.parse("1h"));
    assertEquals(Long.MAX_VALUE, CheckpointInterval.parse("999999999h").orElseThrow().count());
    assertEquals(CheckpointInterval.parse("7"), CheckpointInterval.parse("7epochs"));
    for (String text : List.of("", "0", "-1", "s", "3x", "1.5h", "9999999999", "0steps")) {
      assertFalse(CheckpointInterval.parse(text).isPresent(), text);
    }
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /// A training and what it tells.
  private final class Attempt implements TrainingListener {
    final Path saved;
    final List<String> reports = new ArrayList<>();
    final List<String> moments = new ArrayList<>();
    Optional<Path> keep = Optional.empty();
    private final Case recipe;
    private final FlavourChoice flavour;
    private final Interruption interruption = new Interruption();
    private int rows;

    Attempt(Case recipe, FlavourChoice flavour, String name) {
      this.recipe = recipe;
      this.flavour = flavour;
      this.saved = folder.resolve(name + ".safetensors");
    }

    /// To go on, and be interrupted after one batch.
    CheckpointPlan plan() {
      interruption.request();
      return new CheckpointPlan(CheckpointPlan.beside(saved), Optional.empty(), true);
    }

    CheckpointPlan every(String interval) {
      return new CheckpointPlan(
          CheckpointPlan.beside(saved), CheckpointInterval.parse(interval), false);
    }

    /// Trains; what came of it, unless it was interrupted.
    Optional<TrainingReport> run(Optional<CheckpointPlan> plan) {
      try {
        CompileOptions options = new CompileOptions(Mode.COMPILED, flavour, recipe.settings());
        Training training = Training.of(Compiler.compile(source(), options), Optional.empty());
        return Optional.of(training.run(saved, false, plan, interruption, this));
      } catch (TrainingInterrupted _) {
        return Optional.empty();
      }
    }

    /// How many batches the whole training has had.
    int batches() {
      return reports.size() * Math.ceilDiv(rows, 8);
    }

    private Path source() {
      try {
        return Files.writeString(
            folder.resolve("test.net"),
            """
            network Test {
              input  x: [2]
              target y: [1]
              output z = x -> %s
              loss mse(z, y)
              metric mae(z, y)
              train { batch = 8 seed = 4 %s }
              data { file = "rows.csv"  x = [a, b]  y = [y] }
            }
            """
                .formatted(recipe.layers(), recipe.train()));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void started(TrainingStart start) {
      rows = start.trainRows();
    }

    @Override
    public void epoch(EpochReport report) {
      Map<String, Object> told =
          Map.of("loss", report.loss(), "held", report.validationLoss(), "steps", report.steps());
      reports.add(report.epoch() + "/" + report.epochs() + new java.util.TreeMap<>(told));
    }

    @Override
    public void checkpointed(TrainingMoment at) {
      moments.add(at.epoch() + ": " + at.steps());
      keep.ifPresent(copy -> copied(at.file(), copy));
    }

    private static void copied(Path file, Path copy) {
      try {
        Files.copy(file, copy, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
