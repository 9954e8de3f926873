package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A training that is long enough to go on in a second process: whichever of the two is told to end, or killed, the training
/// that is resumed ends as if nothing had happened.
@DisabledOnOs(OS.WINDOWS)
class InterruptedTrainingTest {
  private static final String INTERRUPTED = "interrupted, after epoch ";

  @TempDir Path folder;
  private Path checkpoint;
  private Path weights;
  private Path log;
  private byte[] expected;

  @BeforeEach
  void train() throws IOException {
    new Trials(folder)
        .write(
            "", "linear(64) -> tanh -> linear(1)", "optimizer = adam() batch = 29 epochs = 24000");
    checkpoint = folder.resolve("trial.checkpoint.safetensors");
    weights = folder.resolve("trial.safetensors");
    log = folder.resolve("log");
    Netc netc = Netc.run("train", folder.resolve("trial.net"), "--flavour", "scalar");
    assertEquals(0, netc.exit(), netc.err());
    expected = Files.readAllBytes(weights);
    Files.delete(weights);
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        NetcProcess.builder(
            NetcProcess.command(
                "train", folder.resolve("trial.net"), "--checkpoint-every", "4000", "--resume"),
            log);
    builder.environment().put("NETC_VECTOR", "--add-modules=jdk.incubator.vector\n");
    return builder.start();
  }

  /// The process that trains, once it does.
  private ProcessHandle training(Process process) {
    while (process.isAlive() && !Files.exists(checkpoint)) {
      LockSupport.parkNanos(1_000_000);
    }
    return process.children().findFirst().orElseThrow();
  }

  @Test
  void whoeverIsToldToEndTheTrainingGoesOn() throws IOException, InterruptedException {
    Process told = start();
    ProcessHandle training = training(told);
    told.destroy();
    assertEquals(143, told.waitFor(), Files.readString(log));
    assertTrue(Files.readString(log).contains(INTERRUPTED), Files.readString(log));
    assertFalse(training.isAlive());

    Files.delete(checkpoint);
    Process killed = start();
    ProcessHandle orphan = training(killed);
    killed.destroyForcibly();
    assertEquals(137, killed.waitFor());
    orphan.onExit().orTimeout(30, TimeUnit.SECONDS).join();

    Process last = start();
    assertEquals(0, last.waitFor(), Files.readString(log));
    assertTrue(
        Files.readString(log).contains("going on from " + checkpoint), Files.readString(log));
    assertArrayEquals(expected, Files.readAllBytes(weights));
    assertFalse(Files.exists(checkpoint));
  }
}
