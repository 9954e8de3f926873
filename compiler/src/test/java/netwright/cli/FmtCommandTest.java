package netwright.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FmtCommandTest {
  private static final String CARELESS = "layer  twice( x )=2*x // two\n";
  private static final String NEAT = "layer twice(x) = 2 * x  // two\n";

  @TempDir Path folder;

  @Test
  void changesFilesAndNamesThem() {
    Path careless = Netc.write(folder.resolve("careless.net"), CARELESS);
    Path neat = Netc.write(folder.resolve("neat.net"), NEAT);
    Netc netc = Netc.run("fmt", careless, neat);
    assertEquals(new Netc(0, careless + System.lineSeparator(), ""), netc);
    assertEquals(NEAT, Netc.read(careless));
    assertEquals(new Netc(0, "", ""), Netc.run("fmt", careless, neat));
  }

  @Test
  void checksWithoutWriting() {
    Path careless = Netc.write(folder.resolve("careless.net"), CARELESS);
    assertEquals(
        new Netc(1, careless + System.lineSeparator(), ""), Netc.run("fmt", "--check", careless));
    assertEquals(CARELESS, Netc.read(careless));
    Netc.run("fmt", careless);
    assertEquals(new Netc(0, "", ""), Netc.run("fmt", "--check", careless));
  }

  @Test
  void searchesFoldersButNotHiddenOnesNorThoseOfBuilds() throws IOException {
    Path inner = Files.createDirectories(folder.resolve("a/b"));
    Path hidden = Files.createDirectories(folder.resolve(".c"));
    Path deep = Netc.write(inner.resolve("deep.net"), CARELESS);
    Path secret = Netc.write(hidden.resolve("secret.net"), CARELESS);
    Path built = Files.createDirectories(inner.resolve("target"));
    Path copy = Netc.write(built.resolve("copy.net"), CARELESS);
    Path other = Netc.write(folder.resolve("other.txt"), CARELESS);
    assertEquals(List.of(deep.toString()), Netc.run("fmt", folder).lines());
    assertEquals(NEAT, Netc.read(deep));
    assertEquals(CARELESS, Netc.read(secret));
    assertEquals(CARELESS, Netc.read(copy));
    assertEquals(List.of(copy.toString()), Netc.run("fmt", built).lines());
    assertEquals(CARELESS, Netc.read(other));
  }

  @Test
  void aFileWithSyntaxErrorsIsLeftAloneAndTheOthersAreDone() {
    Path wrong = Netc.write(folder.resolve("wrong.net"), "layer  twice(x) = 2 *\n");
    Path careless = Netc.write(folder.resolve("careless.net"), CARELESS);
    Netc netc = Netc.run("fmt", folder);
    assertEquals(2, netc.exit());
    assertTrue(netc.err().startsWith("error[E01"), netc.err());
    assertTrue(netc.err().contains("wrong.net:1:"), netc.err());
    assertEquals("layer  twice(x) = 2 *\n", Netc.read(wrong));
    assertEquals(NEAT, Netc.read(careless));
  }

  @Test
  void theStandardInputGoesToTheStandardOutput() {
    assertEquals(new Netc(0, NEAT, ""), Netc.runOn(CARELESS, "fmt", "-"));
    assertEquals(new Netc(0, "", ""), Netc.runOn("", "fmt", "-"));
    assertEquals(0, Netc.runOn(NEAT, "fmt", "--check", "-").exit());
    Netc check = Netc.runOn(CARELESS, "fmt", "--check", "-");
    assertEquals(new Netc(1, "standard input" + System.lineSeparator(), ""), check);
    Netc wrong = Netc.runOn("layer", "fmt", "-");
    assertEquals(2, wrong.exit());
    assertEquals("", wrong.out());
    assertTrue(wrong.err().contains("standard input:1:"), wrong.err());
  }

  @Test
  void tellsPrograms() {
    Path careless = Netc.write(folder.resolve("careless.net"), CARELESS);
    String name = careless.toString().replace("\\", "\\\\");
    assertEquals(
        "{\"event\":\"result\",\"ok\":false,\"files\":1,\"changed\":[\""
            + name
            + "\"],\"written\":false,\"errors\":0}",
        Netc.run("fmt", "--check", "--json", careless).last());
    assertEquals(
        "{\"event\":\"result\",\"ok\":true,\"files\":1,\"changed\":[\""
            + name
            + "\"],\"written\":true,\"errors\":0}",
        Netc.run("fmt", "--json", careless).last());
  }
}
