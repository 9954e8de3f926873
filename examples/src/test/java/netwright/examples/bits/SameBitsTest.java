package netwright.examples.bits;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The weights after training, and the file they are saved in, are the same bytes whatever the mode, the flavour, the
/// vector width and the JIT.
///
/// Slow, so it runs in continuous integration (environment variable `CI=true`) and with `-Pbits` only.
@Tag("bits")
class SameBitsTest {
  private final Machine machine = Machine.here();

  @TempDir Path folder;

  @Test
  void housing() throws IOException, InterruptedException {
    check(Path.of("housing", "housing.net"), 5, true);
  }

  @Test
  void housingInDoublePrecision() throws IOException, InterruptedException {
    check(Path.of("housing", "housing.net"), 5, true, "train.precision=f64");
  }

  @Test
  void digits() throws IOException, InterruptedException {
    check(Path.of("digits", "digits.net"), 1, false);
  }

  private void check(Path network, int epochs, boolean small, String... settings)
      throws IOException, InterruptedException {
    Map<Configuration, TrainingRun> runs = new LinkedHashMap<>();
    System.out.printf("%s, %d epochs on %s%n", network, epochs, machine);
    for (Configuration configuration : Configuration.all(small)) {
      Optional<String> impossible = configuration.impossible(machine);
      if (impossible.isEmpty()) {
        runs.put(configuration, TrainingRun.of(configuration, network, epochs, folder, settings));
      }
      print(configuration, impossible.orElseGet(() -> describe(runs.get(configuration))));
    }
    assertEquals(1, distinct(runs, TrainingRun::tensors), () -> "the weights differ: " + runs);
    assertEquals(1, distinct(runs, TrainingRun::file), () -> "the files differ: " + runs);
    runs.forEach((configuration, run) ->
        assertEquals(configuration.expected(), run.flavour(), configuration.toString()));
  }

  private static long distinct(
      Map<Configuration, TrainingRun> runs, Function<TrainingRun, String> hash) {
    return runs.values().stream().map(hash).distinct().count();
  }

  private static void print(Configuration configuration, String result) {
    System.out.printf("  %-30s %s%n", configuration, result);
  }

  private static String describe(TrainingRun run) {
    return "%-12s tensors %s  file %s  %5.1f s"
        .formatted(run.flavour(), run.tensors(), run.file(), run.seconds());
  }
}
