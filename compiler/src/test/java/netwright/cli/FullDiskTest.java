package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/// A process in which no file may grow beyond a limit, so that the system itself ends a write in the middle.
@DisabledOnOs(OS.WINDOWS)
class FullDiskTest {
  /// The limit's unit.
  private static final int BLOCK = 512;

  @TempDir Path folder;
  private Path network;
  private Path weights;
  private Path checkpoint;
  private byte[] expected;
  private byte[] earlier;
  private byte[] old;

  @BeforeEach
  void train() throws IOException, InterruptedException {
    network = Netc.line(folder);
    weights = folder.resolve("line.safetensors");
    checkpoint = folder.resolve("line.checkpoint.safetensors");
    assertEquals(0, Netc.run("train", network).exit());
    expected = Files.readAllBytes(weights);
    earlier = expected.clone();
    earlier[earlier.length - 1]++;
    Files.write(weights, earlier);
    interrupted();
    old = Files.readAllBytes(checkpoint);
    assertTrue(expected.length > BLOCK && old.length > expected.length);
  }

  /// Leaves the checkpoint of an interrupted training behind.
  private void interrupted() throws IOException, InterruptedException {
    Path log = folder.resolve("interrupted");
    String endless = "train.epochs=100000000";
    Process process =
        NetcProcess.start(
            NetcProcess.command("train", network, "--checkpoint-every", "1", "--set", endless),
            log);
    while (process.isAlive() && !Files.exists(checkpoint)) {
      LockSupport.parkNanos(1_000_000);
    }
    process.destroy();
    assertEquals(143, process.waitFor(), Files.readString(log));
    assertTrue(Files.readString(log).contains("interrupted, after epoch "), Files.readString(log));
    Files.delete(log);
  }

  @Test
  void whatStoodThereStandsThereStill() throws IOException, InterruptedException {
    assertEquals(2, limited(1));
    assertEquals(2, limited(expected.length / BLOCK));
    assertEquals(0, limited(old.length / BLOCK));
    assertArrayEquals(expected, Files.readAllBytes(weights));
  }

  /// Trains where files may have this many blocks; the exit code.
  private int limited(int blocks) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of("/bin/sh", "-c"));
    command.add("ulimit -f " + blocks + "; exec \"$@\"");
    command.add("sh");
    command.addAll(NetcProcess.command("train", network, "--checkpoint-every", "9"));
    command.add(5, "-XX:-UsePerfData"); // which is a file, too
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes());
    int exit = process.waitFor();
    String warning = "warning[W0506]: cannot write " + checkpoint + ": File too large";
    assertEquals(1, said.lines().filter(line -> line.startsWith(warning)).count(), said);
    assertEquals(
        exit == 0 ? 0 : 1,
        said.lines().filter(line -> line.startsWith("error[E0704]: cannot write ")).count(),
        said);
    assertFalse(said.contains("\tat "), said);
    assertArrayEquals(old, Files.readAllBytes(checkpoint));
    if (exit != 0) {
      assertArrayEquals(earlier, Files.readAllBytes(weights));
    }
    try (var files = Files.list(folder)) {
      assertEquals(4, files.count(), "no temporary files");
    }
    return exit;
  }
}
