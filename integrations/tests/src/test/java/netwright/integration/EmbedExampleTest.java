package netwright.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The example of a server and a trainer in production: its own tests, and its programs as one would start them.
class EmbedExampleTest {
  private static final String SALES =
      """
      6.575,4.98,24.0
      six,9.14,21.6
      7.185,4.03
      """
          + "6.998,2.94,33.4\n".repeat(31);

  @TempDir Path folder;

  @Test
  void theExampleIsBuiltAndRuns() throws IOException {
    Path project = Maven.project(Built.ROOT.resolve("examples/embed"), folder.resolve("embed"));
    Run build = Maven.in(folder.resolve("repository")).run(project, "test");
    assertEquals(0, build.exit(), build::all);
    assertTrue(build.out().contains("Tests run: 6, Failures: 0"), build::all);

    Run first = train(project);
    assertEquals(0, first.exit(), first::all);
    assertTrue(first.out().startsWith("18 sales, error "), first::all);
    assertEquals(2, first.out().lines().count(), first::all);
    assertTrue(first.err().contains("line 2: field 1 must be a number, not six"), first::all);
    assertTrue(first.err().contains("line 3: write rooms,lstat,price"), first::all);

    Run second = train(project);
    assertEquals(0, second.exit(), second::all);
    assertTrue(error(second) < error(first), () -> first.all() + second.all());
  }

  private static double error(Run run) {
    String last = run.out().lines().reduce("", (_, line) -> line);
    return Double.parseDouble(last.substring(last.lastIndexOf(' ')));
  }

  private static Run train(Path project) {
    String path = project.resolve("target/classes") + java.io.File.pathSeparator + Built.runtime();
    return Run.of(
        project,
        Map.of(),
        SALES,
        List.of(
            Built.JDK.resolve("bin/java").toString(),
            "-cp",
            path,
            "com.example.prices.StreamTrainer",
            "sales.state",
            "prices.safetensors"));
  }
}
