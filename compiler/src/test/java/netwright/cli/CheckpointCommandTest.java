package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.driver.CheckpointPlan;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import netwright.driver.FlavourChoice;
import netwright.driver.Interruption;
import netwright.driver.Mode;
import netwright.driver.Training;
import netwright.driver.TrainingInterrupted;
import netwright.driver.TrainingListener;
import netwright.driver.TrainingStart;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.TensorFile;
import netwright.runtime.train.EpochReport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// `netc train` with checkpoints, as a user sees it. That the bits are right is what `netwright.driver.ResumeTest` is about.
class CheckpointCommandTest {
  private static final TrainingListener SILENT =
      new TrainingListener() {
        @Override
        public void started(TrainingStart start) {}

        @Override
        public void epoch(EpochReport report) {}
      };

  @TempDir Path folder;
  private Path file;
  private Path checkpoint;
  private Path weights;

  @BeforeEach
  void write() {
    Path library = folder.resolve("own.net");
    Netc.write(library, "layer mine(x) = 1.25 * x\n");
    file = Netc.line(folder);
    String source = Netc.read(file).replace("x -> linear(1)", "x -> linear(1) -> mine");
    Netc.write(file, "import \"own.net\"\n" + source);
    checkpoint = folder.resolve("line.checkpoint.safetensors");
    weights = folder.resolve("line.safetensors");
  }

  private Netc train(Object... options) {
    List<Object> arguments = new ArrayList<>(List.of("train", file));
    arguments.addAll(List.of(options));
    return Netc.run(arguments.toArray());
  }

  /// Leaves a checkpoint behind, as a training does that is interrupted in its first step.
  private void leave(String... settings) {
    leave(Optional.empty(), settings);
  }

  private void leave(Optional<Path> from, String... settings) {
    Interruption interruption = new Interruption();
    interruption.request();
    CheckpointPlan plan = new CheckpointPlan(checkpoint, Optional.empty(), false);
    CompileOptions options =
        new CompileOptions(Mode.COMPILED, FlavourChoice.SCALAR, List.of(settings));
    Training training = Training.of(Compiler.compile(file, options), from);
    assertThrows(
        TrainingInterrupted.class,
        () -> training.run(weights, false, Optional.of(plan), interruption, SILENT));
    assertTrue(Files.exists(checkpoint));
  }

  /// A line of the output, without the times in it.
  private static List<String> untimed(Netc netc) {
    return netc.lines().stream().map(line -> line.replaceFirst(" in .* a step", "")).toList();
  }

  @Test
  void aResumedTrainingSaysTheSameAndSavesTheSame() throws IOException {
    Netc whole = train();
    byte[] expected = Files.readAllBytes(weights);
    Files.delete(weights);
    leave();
    Netc resumed = train("--resume");
    assertEquals(0, resumed.exit(), resumed.err());
    assertEquals(untimed(whole), untimed(resumed));
    assertEquals(
        "going on from " + checkpoint + ", after epoch 0 of 60, 1 step",
        resumed.err().lines().findFirst().orElseThrow());
    assertArrayEquals(expected, Files.readAllBytes(weights));
    assertFalse(Files.exists(checkpoint));
  }

  @Test
  void programsHearOfCheckpoints() {
    leave();
    Netc netc = train("--resume", "--checkpoint-every", "30", "--json");
    String file = "\"file\":\"" + checkpoint + "\"";
    assertEquals(
        "{\"event\":\"resumed\"," + file + ",\"epoch\":0,\"steps\":1}", netc.lines().get(1));
    assertEquals(
        List.of(
            "{\"event\":\"checkpoint\"," + file + ",\"epoch\":30,\"steps\":120}",
            "{\"event\":\"checkpoint\"," + file + ",\"epoch\":60,\"steps\":240}"),
        netc.lines().stream().filter(line -> line.contains("\"checkpoint\"")).toList());
  }

  @Test
  void settingsWithoutEffectMayChange() {
    leave("train.threads=1", "data.stream=true");
    assertEquals(0, train("--resume", "--mode", "interpreted", "--set", "train.threads=2").exit());
  }

  @Test
  void withoutACheckpointTrainingBeginsAnew() {
    Netc netc = train("--resume");
    assertEquals(0, netc.exit());
    assertEquals(
        "warning[W0504]: there is no checkpoint " + checkpoint + ", so training begins anew",
        netc.err().lines().findFirst().orElseThrow());
    assertTrue(Files.exists(weights));
  }

  @Test
  void anEarlierCheckpointIsNotReplacedWithoutAWord() {
    leave();
    Netc netc = train("--checkpoint-every", "1h");
    assertEquals(0, netc.exit());
    assertTrue(
        netc.err().startsWith("warning[W0505]: " + checkpoint + " is a checkpoint of an earlier"),
        netc.err());
    assertTrue(Files.exists(checkpoint), "it was never replaced");
    assertEquals(0, train("--checkpoint-every", "1").exit());
    assertFalse(Files.exists(checkpoint));
  }

  private void assertRefused(String difference, Object... options) throws IOException {
    byte[] before = Files.readAllBytes(checkpoint);
    List<Object> arguments = new ArrayList<>(List.of("--resume", "--checkpoint-every", "1"));
    arguments.addAll(List.of(options));
    Netc netc = train(arguments.toArray());
    assertEquals(2, netc.exit(), difference);
    assertEquals("", netc.out());
    assertEquals(
        "error[E0708]: " + checkpoint + " is of another training: " + difference,
        netc.err().lines().findFirst().orElseThrow());
    assertEquals(2, netc.err().lines().count(), netc.err());
    assertArrayEquals(before, Files.readAllBytes(checkpoint));
    assertFalse(Files.exists(weights));
  }

  @Test
  void theSettingsMustBeTheSame() throws IOException {
    leave("train.batch=4");
    assertRefused(
        "its settings were train.batch=4, and these are train.batch=4 train.epochs=61",
        "--set",
        "train.batch=4",
        "--set",
        "train.epochs=61");
    assertRefused("its settings were train.batch=4, and these are none");
  }

  @Test
  void theSourceMustBeTheSame() throws IOException {
    leave();
    Netc.write(file, Netc.read(file) + "\n");
    assertRefused("the source has changed since then");
    Netc.write(file, Netc.read(file).replace("network Line", "network Dash"));
    assertRefused("it trains the network `Line`, and this is `Dash`");
  }

  @Test
  void importedFilesMustBeTheSame() throws IOException {
    leave();
    Netc.write(folder.resolve("own.net"), "// moved\nlayer mine(x) = 1.25 * x\n");
    assertEquals(0, train("--resume").exit());
    Files.delete(weights);
    leave();
    Netc.write(folder.resolve("own.net"), "layer mine(x) = x * 1.25\n");
    assertRefused("an imported file, or netc itself, has changed since then");
  }

  @Test
  void theDataMustBeTheSame() throws IOException {
    leave();
    Path data = folder.resolve("line.csv");
    Netc.write(data, Netc.read(data) + "0.5,0.5,1.5\n");
    assertRefused("the data has changed since then: line.csv");
  }

  @Test
  void theFirstWeightsMustBeTheSame() throws IOException {
    Path first = folder.resolve("first.safetensors");
    train("--save", first);
    leave();
    assertRefused("it started from other weights", "--weights", first);
    leave(Optional.of(first));
    assertRefused("it started from other weights");
    assertEquals(0, train("--resume", "--weights", first).exit());
  }

  @Test
  void theVersionMustBeTheSame() throws IOException {
    leave();
    TensorFile good = Safetensors.read(checkpoint);
    Map<String, String> about = new LinkedHashMap<>(good.metadata());
    String version = about.put("netwright.version", "0.0.9");
    Safetensors.write(checkpoint, new TensorFile(about, good.tensors()));
    assertRefused("version 0.0.9 of netc wrote it, and this is " + version);
  }

  @Test
  void damagedCheckpointsAndOtherFilesAreRefusedAndLeftAlone() throws IOException {
    leave();
    byte[] good = Files.readAllBytes(checkpoint);
    byte[] flipped = good.clone();
    flipped[flipped.length - 3] ^= 1;
    train("--save", folder.resolve("other"));
    byte[] other = Files.readAllBytes(folder.resolve("other"));
    for (byte[] bytes : List.of(new byte[0], flipped, Arrays.copyOf(good, 700), other)) {
      Files.write(checkpoint, bytes);
      for (String option : List.of("--resume", "--checkpoint-every=1")) {
        Netc netc = train(option);
        assertEquals(2, netc.exit(), netc.out());
        assertTrue(netc.err().startsWith("error[E0707]: " + checkpoint + ": "), netc.err());
        assertEquals(2, netc.err().lines().count(), netc.err());
        assertArrayEquals(bytes, Files.readAllBytes(checkpoint));
      }
    }
  }

  @Test
  void optionsThatMakeNoSenseAreRefused() {
    assertMisused("`3x` is no interval", "--checkpoint-every", "3x");
    assertMisused("`0` is no interval", "--checkpoint-every", "0");
    assertMisused("--checkpoint only says where", "--checkpoint", checkpoint);
    assertMisused(
        "the checkpoint and the weights cannot both be " + weights,
        "--resume",
        "--checkpoint",
        folder.resolve("x/../line.safetensors"));
  }

  private void assertMisused(String message, Object... options) {
    Netc netc = train(options);
    assertEquals(2, netc.exit());
    assertTrue(netc.err().startsWith("error[E0801]: " + message), netc.err());
  }

  @Test
  void placesForCheckpointsAreLookedAtBeforeTraining() {
    for (Path place : List.of(folder, folder.resolve("no/such/folder"))) {
      Netc netc = train("--checkpoint-every", "1", "--checkpoint", place);
      assertEquals(2, netc.exit());
      assertTrue(netc.err().startsWith("error[E0704]: cannot write " + place), netc.err());
      assertEquals("", netc.out());
    }
  }
}
