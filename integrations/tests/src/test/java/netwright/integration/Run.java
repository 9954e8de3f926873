package netwright.integration;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/// A program that ran to its end.
///
/// @param out what it wrote to the standard output
/// @param err what it wrote to the standard error
record Run(int exit, String out, String err) {
  private static final int MOST_SECONDS = 240;

  /// Runs `command` in `folder` with `in` as its standard input.
  static Run of(Path folder, Map<String, String> environment, String in, List<String> command) {
    try {
      Path given = Files.writeString(Files.createTempFile("netwright", ".in"), in);
      Path out = Files.createTempFile("netwright", ".out");
      Path err = Files.createTempFile("netwright", ".err");
      ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
      builder.environment().putAll(environment);
      builder.redirectInput(given.toFile());
      builder.redirectOutput(out.toFile());
      builder.redirectError(err.toFile());
      Process process = builder.start();
      if (!process.waitFor(MOST_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
      Run run = new Run(process.exitValue(), text(out), text(err));
      for (Path file : List.of(given, out, err)) {
        Files.delete(file);
      }
      return run;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String text(Path file) throws IOException {
    return Files.readString(file, StandardCharsets.UTF_8);
  }

  /// All that it wrote, for a message.
  String all() {
    return "exit " + exit + "\n" + out + err;
  }
}
