package netwright.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// The same command again, in a virtual machine with the vector module and both compilers.
///
/// That module makes every start slower, because the JVM then shares fewer of its classes between
/// starts, and so does the second compiler, which is not done before short work is. So `netc train`
/// starts without them, and only work that is long enough to win the time back goes to
/// a second process. The launcher says in `NETC_VECTOR` with which options, one a line.
final class VectorProcess {
  private static final String OPTIONS = "NETC_VECTOR";
  private static final String CONTINUATION = "NETC_CONTINUATION";
  private static final String WARNING = "WARNING: Using incubator modules";

  private VectorProcess() {}

  /// Whether the launcher has said how, and this is no such process already.
  static boolean isPossible() {
    return System.getenv(OPTIONS) != null
        && ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty();
  }

  /// Whether this process goes on with what another one has begun, and said.
  static boolean isContinuation() {
    return System.getenv(CONTINUATION) != null;
  }

  /// Runs `netc` with these arguments, which has said nothing yet, and waits.
  ///
  /// @return its exit code
  static int startOver(List<String> arguments) {
    return run(arguments, false);
  }

  /// Runs `netc` with these arguments, after warnings and dumps of the compilation have been shown, and waits.
  ///
  /// @return its exit code
  static int goOn(List<String> arguments) {
    return run(arguments, true);
  }

  private static int run(List<String> arguments, boolean shown) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    System.getenv(OPTIONS).lines().filter(option -> !option.isBlank()).forEach(command::add);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder = new ProcessBuilder(command);
    if (shown) {
      builder.environment().put(CONTINUATION, "1");
    }
    builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
    builder.redirectOutput(ProcessBuilder.Redirect.INHERIT);
    CountDownLatch ended = new CountDownLatch(1);
    try {
      Process process = builder.start();
      Runtime.getRuntime().addShutdownHook(new Thread(() -> end(process, ended)));
      passMessages(process.getErrorStream());
      return process.waitFor();
    } catch (IOException cause) {
      throw new UncheckedIOException(cause);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
      return NetCommand.FAILED;
    } finally {
      ended.countDown();
    }
  }

  /// Tells the process to end, and waits for its last words.
  private static void end(Process process, CountDownLatch ended) {
    process.toHandle().destroy(); // unlike process.destroy, leaves its messages to be read
    try {
      ended.await(LastCheckpoint.SECONDS + 1, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Everything but the JVM's warning, which comes first.
  private static void passMessages(InputStream messages) throws IOException {
    byte[] start = messages.readNBytes(WARNING.length());
    if (new String(start, StandardCharsets.UTF_8).equals(WARNING)) {
      skipLine(messages);
    } else {
      System.err.write(start, 0, start.length);
    }
    byte[] buffer = new byte[8192];
    for (int count = messages.read(buffer); count >= 0; count = messages.read(buffer)) {
      System.err.write(buffer, 0, count);
      System.err.flush();
    }
    System.err.flush();
  }

  private static void skipLine(InputStream messages) throws IOException {
    for (int next = messages.read(); next >= 0 && next != '\n'; next = messages.read()) {}
  }
}
