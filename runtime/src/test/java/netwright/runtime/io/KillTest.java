package netwright.runtime.io;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A process that writes one file again and again is killed at random moments: three times, or with
/// `-Dexhaustive` a thousand. The file is whole each time, and not older than the last write that
/// returned.
class KillTest {
  private static final int KILLS = System.getProperty("exhaustive") == null ? 3 : 1_000;
  private static final int ELEMENTS = 100_000;

  @TempDir private Path folder;

  @Test
  void aKilledWriterLeavesAWholeFile() throws IOException, InterruptedException {
    Path file = folder.resolve("state.safetensors");
    SplittableRandom random = new SplittableRandom(9);
    for (int kill = 0; kill < KILLS; kill++) {
      int returned = writeUntilKilled(file, random.nextInt(30_000_000));
      int[] values = Safetensors.read(file).tensors().get("version").ints();
      assertTrue(values[0] >= returned, values[0] + " is older than " + returned);
      assertTrue(Arrays.stream(values).allMatch(value -> value == values[0]));
    }
  }

  /// The last version that a writer said to have written before it was killed.
  private static int writeUntilKilled(Path file, long nanoseconds)
      throws IOException, InterruptedException {
    Process process = start(file);
    try (BufferedReader lines = process.inputReader()) {
      String last = lines.readLine();
      LockSupport.parkNanos(nanoseconds);
      process.toHandle().destroyForcibly(); // unlike process.destroyForcibly, leaves the pipe open
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        last = line.endsWith(";") ? line : last;
      }
      process.waitFor();
      return Integer.parseInt(last.replace(";", ""));
    }
  }

  private static Process start(Path file) throws IOException {
    String java = ProcessHandle.current().info().command().orElseThrow();
    String classes = location(Safetensors.class) + File.pathSeparator + location(Writer.class);
    return new ProcessBuilder(java, "-cp", classes, Writer.class.getName(), file.toString())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static String location(Class<?> type) {
    return Path.of(URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString()))
        .toString();
  }

  /// The process to be killed. Writes versions 1, 2, 3 … of the file and says so after each.
  static final class Writer {
    private Writer() {}

    public static void main(String[] arguments) throws IOException {
      for (int version = 1; ; version++) {
        int[] values = new int[ELEMENTS];
        Arrays.fill(values, version);
        var tensors = new LinkedHashMap<String, StoredTensor>();
        tensors.put("version", StoredTensor.of(new int[] {ELEMENTS}, values));
        Safetensors.write(Path.of(arguments[0]), new TensorFile(Map.of(), tensors));
        System.out.println(version + ";");
      }
    }
  }
}
