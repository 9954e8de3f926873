package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import netwright.runtime.io.Safetensors;
import netwright.runtime.train.Checkpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Trainings that are killed at random moments and resumed, again and again, until one comes to its end: a few times, or as often as
/// `-Dkills=1000` says. No file is ever damaged, and in the end the weights are those of a training that nobody killed.
class KillTrainingTest {
  private static final int KILLS = Integer.getInteger("kills", 5);
  private static final long SEED = Long.getLong("kills.seed", 1);

  /// Early stopping that never stops, for its files are larger.
  private static final String TRAIN =
      """
      optimizer = adam(lr = 0.02 * plateau(0.9, patience = 3)) batch = 4 epochs = %d
      validation = 0.2 stop = early(patience = 1000000) accumulate = 2
      """;

  @TempDir Path folder;
  private Path checkpoint;
  private Path weights;
  private Path log;
  private byte[] expected;

  @BeforeEach
  void train() throws IOException, InterruptedException {
    int epochs = KILLS < 20 ? 40 : 60;
    new Trials(folder)
        .write("", "linear(8) -> relu -> dropout(0.2) -> linear(1)", TRAIN.formatted(epochs));
    checkpoint = folder.resolve("trial.checkpoint.safetensors");
    weights = folder.resolve("trial.safetensors");
    log = folder.resolve("log");
    Netc netc = Netc.run("train", folder.resolve("trial.net"));
    assertEquals(0, netc.exit(), netc.err());
    expected = Files.readAllBytes(weights);
  }

  private Process start() throws IOException {
    return NetcProcess.start(
        NetcProcess.command(
            "train", folder.resolve("trial.net"), "--checkpoint-every", "2steps", "--resume"),
        log);
  }

  @Test
  void killedTrainingsEndAsIfNobodyHadKilledThem() throws IOException, InterruptedException {
    SplittableRandom random = new SplittableRandom(SEED);
    int killed = 0;
    int finished = 0;
    int inTraining = 0;
    while (killed < KILLS) {
      Files.deleteIfExists(weights);
      boolean done = false;
      while (!done) {
        Process process = start();
        boolean kill = killed < KILLS;
        if (kill && waitForAMoment(process, random)) {
          process.destroyForcibly();
        }
        int exit = process.waitFor();
        done = exit == 0;
        if (!done) {
          assertEquals(137, exit, Files.readString(log));
          killed++;
          inTraining += Files.exists(checkpoint) ? 1 : 0;
        }
        requireWhole();
      }
      finished++;
      assertArrayEquals(expected, Files.readAllBytes(weights), "seed " + SEED);
    }
    System.out.println(
        killed
            + " kills, "
            + inTraining
            + " with a checkpoint, "
            + finished
            + " trainings finished");
    assertTrue(finished > 0 && killed == KILLS);
  }

  /// Waits for a random time, mostly from the first checkpoint of this process on; whether it has not ended by then.
  private boolean waitForAMoment(Process process, SplittableRandom random)
      throws IOException, InterruptedException {
    if (random.nextInt(5) == 0) {
      return !process.waitFor(random.nextInt(900), TimeUnit.MILLISECONDS);
    }
    FileTime before = written();
    while (process.isAlive() && written().equals(before)) {
      LockSupport.parkNanos(500_000);
    }
    LockSupport.parkNanos(random.nextLong(60_000_000));
    return process.isAlive();
  }

  private FileTime written() throws IOException {
    try {
      return Files.getLastModifiedTime(checkpoint);
    } catch (java.nio.file.NoSuchFileException _) {
      return FileTime.fromMillis(0);
    }
  }

  /// Reads what is there.
  private void requireWhole() throws IOException {
    if (Files.exists(checkpoint)) {
      Checkpoint.read(checkpoint);
    }
    if (Files.exists(weights)) {
      Safetensors.read(weights);
      assertArrayEquals(expected, Files.readAllBytes(weights));
    }
  }
}
