package netwright.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.driver.CompileOptions;
import netwright.driver.Compiler;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the pages show is what the compiler takes.
class DocumentationTest {
  private static final Pattern BLOCK = Pattern.compile("(?s)```net\n(.*?)```");
  private static final String NETWORK =
      """
      network Any {
        input x: [2]
        target y: [1]
        output z = x -> linear(1)
        loss mse(z, y)
        train { optimizer = sgd(lr = 0.1) }
        data { file = "any.csv"  x = [a, b]  y = [c] }
      }
      """;

  @TempDir Path folder;

  @Test
  void blocksOfTheLanguagePageCompileWithoutWarnings() throws IOException {
    List<String> blocks = blocks(Files.readString(Path.of("..", "docs", "language.md")));
    assertTrue(blocks.size() >= 4, "only " + blocks.size() + " blocks");
    for (String block : blocks) {
      if (block.startsWith("// layers.net")) {
        Files.writeString(folder.resolve("layers.net"), block);
      }
      Path file = folder.resolve("block.net");
      Files.writeString(file, isWhole(block) ? block : block + NETWORK);
      assertTrue(Compiler.compile(file, CompileOptions.DEFAULT).warnings().isEmpty(), block);
    }
  }

  @Test
  void theReadmeShowsTheExampleAsItIs() throws IOException {
    String readme = Files.readString(Path.of("..", "README.md"));
    assertTrue(readme.contains(Files.readString(Path.of("housing", "housing.net"))));
  }

  @Test
  void thePageOnJavaShowsTheProgramAsItIs() throws IOException {
    String page = Files.readString(Path.of("..", "docs", "embedding.md"));
    assertTrue(page.contains(Files.readString(Path.of("housing", "Price.java"))));
  }

  @Test
  void theTourShowsTheLibraryAsItIs() throws IOException {
    String tour = Files.readString(Path.of("..", "docs", "tour.md"));
    String library =
        Files.readString(
            Path.of("..", "compiler", "src", "main", "resources", "netwright", "std.net"));
    int start = library.indexOf("layer linear(");
    String linear = library.substring(start, library.indexOf("\n}", start) + 2);
    assertEquals(
        linear, tour.substring(tour.indexOf("layer linear("), tour.indexOf("layer relu(") - 1));
  }

  private static boolean isWhole(String block) {
    return block.lines().anyMatch(line -> line.startsWith("network "));
  }

  private static List<String> blocks(String page) {
    List<String> blocks = new ArrayList<>();
    Matcher matcher = BLOCK.matcher(page);
    while (matcher.find()) {
      blocks.add(matcher.group(1));
    }
    return blocks;
  }
}
