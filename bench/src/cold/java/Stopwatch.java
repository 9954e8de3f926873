import java.io.File;
import java.io.IOException;
import java.util.Arrays;

/// The time of whole processes: `Stopwatch RUNS NAME COMMAND…` prints the median, the fastest and the slowest of some runs.
final class Stopwatch {
  static void main(String[] arguments) throws IOException, InterruptedException {
    var runs = new long[Integer.parseInt(arguments[0])];
    String[] command = Arrays.copyOfRange(arguments, 2, arguments.length);
    for (int i = 0; i < runs.length; i++) {
      long start = System.nanoTime();
      int code = started(command).waitFor();
      runs[i] = System.nanoTime() - start;
      if (code != 0) {
        throw new IllegalStateException(String.join(" ", command) + " ended with " + code);
      }
    }
    Arrays.sort(runs);
    System.out.printf(
        "| %s | %d | %d | %d |%n",
        arguments[1],
        runs[runs.length / 2] / 1_000_000,
        runs[0] / 1_000_000,
        runs[runs.length - 1] / 1_000_000);
  }

  private static Process started(String... command) throws IOException {
    return new ProcessBuilder(command)
        .redirectOutput(new File("/dev/null"))
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }
}
