package netwright.integration;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The sample project, from a copy of its sources to a mistake in its network.
class MavenSampleTest {
  private static final Path SAMPLE = Built.ROOT.resolve("integrations/maven-sample");
  private static final String UP_TO_DATE = "Nothing to compile - all networks are up to date";

  @TempDir Path folder;

  @Test
  void theSampleIsBuiltAndBuiltNoMoreThanNeeded() throws IOException {
    Maven maven = Maven.in(folder.resolve("repository"));
    Path project = Maven.project(SAMPLE, folder.resolve("houses"));
    Path network = project.resolve("src/main/net/HousePrices.net");

    Run first = maven.run(project, "test");
    assertEquals(0, first.exit(), first::all);
    assertTrue(first.out().contains("Compiling 1 network on JDK"), first::all);
    assertTrue(first.out().contains("Tests run: 4, Failures: 0"), first::all);

    Run second = maven.run(project, "compile");
    assertEquals(0, second.exit(), second::all);
    assertTrue(second.out().contains(UP_TO_DATE), second::all);
    assertTrue(
        second.out().contains("Nothing to compile - all classes are up to date"), second::all);

    String text = Files.readString(network);
    Files.writeString(network, text.replace("standardize", "standardise"));
    Run wrong = maven.run(project, "compile");
    assertEquals(1, wrong.exit(), wrong::all);
    String place = network.toRealPath() + ":[11,14] ";
    assertTrue(
        wrong.out().contains("[ERROR] " + place + "there is no layer or function"), wrong::all);
    assertTrue(wrong.out().contains("[ERROR]   help: did you mean `standardize`?"), wrong::all);
    assertTrue(
        wrong.out().contains("cannot compile HousePrices.net: 1 error, shown above"), wrong::all);

    assertFalse(made(project).isEmpty());
    Files.delete(network);
    Run without = maven.run(project, "generate-sources");
    assertEquals(0, without.exit(), without::all);
    assertEquals(List.of(), made(project), without::all);
  }

  /// What has been made of the network, wherever it is.
  private static List<Path> made(Path project) throws IOException {
    try (Stream<Path> files = Files.walk(project.resolve("target"))) {
      return files.filter(file -> file.getFileName().toString().startsWith("HousePrices")).toList();
    }
  }
}
