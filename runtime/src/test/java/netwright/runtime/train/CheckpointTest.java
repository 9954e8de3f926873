package netwright.runtime.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import netwright.runtime.io.MalformedFileException;
import netwright.runtime.io.Safetensors;
import netwright.runtime.io.StoredTensor;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A training of ten rows in batches of four, with early stopping, that is left at each of its moments and taken up again.
class CheckpointTest {
  private static final List<Variable> VARIABLES =
      List.of(
          new Variable("a", Variable.Role.PARAMETER, List.of(1), 0),
          new Variable("b", Variable.Role.PARAMETER, List.of(), 1));
  private static final double[] LOSSES = {5, 4, 3, 3.5, Double.NaN, 3, 9};
  private static final int ROWS = 10;
  private static final int BATCHES = 3;

  @TempDir private Path folder;

  /// Thrown to leave a training.
  private static final class Left extends RuntimeException {
    private static final long serialVersionUID = 1;
  }

  /// A training and what it says.
  private final class Run {
    private final Memory memory = LinearRegression.SPEC.memory(Persistent.of(new float[2]));
    private final List<String> reports = new ArrayList<>();
    private final TrainingLoop loop;

    Run(Recipe recipe) {
      Validation validation = new Validation(this::judge, data(2));
      loop =
          new TrainingLoop(
              new LinearRegression(),
              LinearRegression.SPEC,
              memory,
              data(ROWS),
              recipe,
              validation);
    }

    private Map<String, Double> judge(DataSet rows) {
      return Map.of("loss", LOSSES[loop.epoch()]);
    }

    private void report(EpochReport report) {
      reports.add(
          report.epoch() + " " + report.steps() + " " + report.loss() + report.validationLoss());
    }

    TrainingLoop.Outcome run() {
      return loop.run(this::report);
    }

    /// Writes a checkpoint at the moment `moment`, from 1, and leaves.
    void leaveAt(int moment, Path file) {
      int[] moments = {0};
      EpochListener leaving =
          new EpochListener() {
            @Override
            public void epoch(EpochReport report) {
              report(report);
            }

            @Override
            public void between(TrainingLoop now) {
              if (++moments[0] == moment) {
                write(now.checkpoint(VARIABLES), file);
                throw new Left();
              }
            }
          };
      assertThrows(Left.class, () -> loop.run(leaving));
    }
  }

  private static void write(Checkpoint checkpoint, Path file) {
    try {
      checkpoint.write(file, Map.of("who", "me"));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static DataSet data(int rows) {
    float[] x = new float[rows];
    float[] y = new float[rows];
    for (int i = 0; i < rows; i++) {
      x[i] = (float) i / rows;
      y[i] = 3 * x[i] + 1;
    }
    return new DataSet(rows, Map.of("x", x, "y", y));
  }

  private static Recipe recipe(boolean shuffle) {
    return new Recipe(4, 100, 7, shuffle, OptionalInt.of(3));
  }

  @Test
  void goesOnFromEveryMomentAsIfItHadNeverLeft() throws IOException {
    for (boolean shuffle : new boolean[] {true, false}) {
      Run whole = new Run(recipe(shuffle));
      TrainingLoop.Outcome expected = whole.run();
      assertEquals(6, expected.epochs());
      for (int moment = 1; moment <= 6 * BATCHES; moment++) {
        Path file = folder.resolve("c" + moment);
        Run left = new Run(recipe(shuffle));
        left.leaveAt(moment, file);
        Run resumed = new Run(recipe(shuffle));
        resumed.reports.addAll(left.reports);
        resumed.loop.resume(Checkpoint.read(file), VARIABLES);
        assertEquals(moment / BATCHES, resumed.loop.epoch());
        assertEquals(moment % BATCHES, resumed.loop.batch());
        assertSame(expected, resumed.run());
        assertEquals(whole.reports, resumed.reports);
        assertArrayEquals(whole.memory.persistent, resumed.memory.persistent);
        assertEquals(whole.memory.step, resumed.memory.step);
      }
    }
  }

  private static void assertSame(TrainingLoop.Outcome expected, TrainingLoop.Outcome actual) {
    assertEquals(expected.epochs(), actual.epochs());
    assertEquals(expected.steps(), actual.steps());
    assertEquals(expected.loss(), actual.loss());
    assertEquals(expected.restoredEpoch(), actual.restoredEpoch());
  }

  @Test
  void keepsTheTextAboutTheTraining() throws IOException {
    Path file = left(4);
    assertEquals("me", Checkpoint.read(file).about().get("who"));
  }

  @Test
  void anotherFileIsRefused() throws IOException {
    Path file = folder.resolve("weights");
    Safetensors.write(file, new TensorFile(Map.of(), new LinkedHashMap<>()));
    assertEquals(
        file + ": this is no checkpoint of a training",
        assertThrows(MalformedFileException.class, () -> Checkpoint.read(file)).getMessage());
    Safetensors.write(
        file, new TensorFile(Map.of("netwright.checkpoint", "2"), new LinkedHashMap<>()));
    assertEquals(
        file + ": this is a checkpoint of another format, 2",
        assertThrows(MalformedFileException.class, () -> Checkpoint.read(file)).getMessage());
  }

  @Test
  void whatCannotBeIsRefused() throws IOException {
    assertRefused("training/epoch", -1, "its training/epoch is -1, not within 0 .. 100");
    assertRefused("training/batch", 3, "its training/batch is 3, not within 0 .. 2");
    assertRefused(
        "training/group.batches", 1, "its training/group.batches is 1, not within 0 .. 0");
    String contradiction = "its counts of epochs, batches and steps contradict each other";
    assertRefused("training/step", 5, contradiction);
    assertRefused("training/batches", 5, contradiction);
    assertRefused("training/group.rows", 4, contradiction);
    assertRefused("training/best.epoch", 2, "its training/best.epoch is 2, not within 0 .. 1");
    assertRefused("training/seed", 8, "its seed is not 7");
    assertRefused("training/sum", 8, "it lacks training/sum, a number of type F64");
  }

  private Path left(int moment) {
    Path file = folder.resolve("left");
    new Run(recipe(true)).leaveAt(moment, file);
    return file;
  }

  private void assertRefused(String name, long value, String message) throws IOException {
    Path file = left(4);
    TensorFile good = Safetensors.read(file);
    var tensors = new LinkedHashMap<>(good.tensors());
    tensors.put(name, StoredTensor.of(new int[0], new long[] {value}));
    Safetensors.write(file, new TensorFile(good.metadata(), tensors));
    MalformedFileException refusal =
        assertThrows(
            MalformedFileException.class,
            () -> new Run(recipe(true)).loop.resume(Checkpoint.read(file), VARIABLES));
    assertEquals(file + ": " + message, refusal.getMessage());
  }

  @Test
  void nothingMayBeMissing() throws IOException {
    TensorFile good = Safetensors.read(left(7));
    Path file = folder.resolve("lacking");
    for (String name : good.tensors().keySet()) {
      var tensors = new LinkedHashMap<>(good.tensors());
      tensors.remove(name);
      Safetensors.write(file, new TensorFile(good.metadata(), tensors));
      Run run = new Run(recipe(true));
      Checkpoint checkpoint = Checkpoint.read(file);
      String message =
          assertThrows(MalformedFileException.class, () -> run.loop.resume(checkpoint, VARIABLES))
              .getMessage();
      assertTrue(message.startsWith(file + ": "), message);
    }
  }

  /// Bytes are changed, cut off and put in at random: there is either one clear error or, where the change says nothing new
  /// (a text about the training), the very training.
  @Test
  void damagedFilesAreRefused() throws IOException {
    byte[] good = Files.readAllBytes(left(7));
    Run whole = new Run(recipe(true));
    whole.run();
    SplittableRandom random = new SplittableRandom(3);
    Path file = folder.resolve("damaged");
    int refused = 0;
    int mutations = Integer.getInteger("netwright.mutations", 3000);
    for (int i = 0; i < mutations; i++) {
      Files.write(file, mutated(good, random));
      Run run = new Run(recipe(true));
      try {
        run.loop.resume(Checkpoint.read(file), VARIABLES);
      } catch (IOException e) {
        assertEquals(1, e.getMessage().lines().count());
        refused++;
        continue;
      }
      run.run();
      assertArrayEquals(whole.memory.persistent, run.memory.persistent);
    }
    assertTrue(refused > mutations * 9 / 10, refused + " of " + mutations);
  }

  private static byte[] mutated(byte[] good, SplittableRandom random) {
    byte[] bytes = good.clone();
    return switch (random.nextInt(3)) {
      case 0 -> java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
      case 1 -> {
        bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        yield bytes;
      }
      default -> {
        for (int i = 0; i < 5; i++) {
          bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        yield bytes;
      }
    };
  }
}
