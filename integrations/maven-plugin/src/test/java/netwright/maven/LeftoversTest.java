package netwright.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftoversTest {
  @TempDir Path folder;

  private Path file(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    return Files.writeString(file, name);
  }

  @Test
  void deletesWhatBelongsToANetworkThatIsGoneAndNothingElse() throws IOException {
    Path kept = file("sources/com/Digits.java");
    Path keptToo = file("resources/com/Digits.schema");
    for (String gone : List.of("sources/com/Houses.java", "resources/com/Houses.schema")) {
      file(gone);
    }
    for (String name : List.of("Houses.class", "Houses$Trainer.class", "Houses.schema")) {
      file("classes/com/" + name);
      file("classes/com/My" + name);
      file("classes/org/" + name);
    }
    Folders folders =
        new Folders(
            folder.resolve("networks"),
            folder.resolve("sources"),
            folder.resolve("resources"),
            folder.resolve("classes"),
            folder.resolve("state"));

    assertEquals(2, new Leftovers(folders).delete(Set.of(kept, keptToo)));

    try (Stream<Path> files = Files.walk(folder)) {
      assertEquals(
          List.of(
              "classes/com/MyHouses$Trainer.class",
              "classes/com/MyHouses.class",
              "classes/com/MyHouses.schema",
              "classes/org/Houses$Trainer.class",
              "classes/org/Houses.class",
              "classes/org/Houses.schema",
              "resources/com/Digits.schema",
              "sources/com/Digits.java"),
          files
              .filter(Files::isRegularFile)
              .map(file -> folder.relativize(file).toString().replace('\\', '/'))
              .sorted()
              .toList());
    }
  }

  @Test
  void nothingIsLeftWhereNothingWas() throws IOException {
    Path none = folder.resolve("none");
    assertEquals(0, new Leftovers(new Folders(none, none, none, none, none)).delete(Set.of()));
  }
}
