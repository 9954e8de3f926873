package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class VersionTest {

  @Test
  void isThatOfTheBuild() throws IOException {
    String build = Files.readString(Path.of("pom.xml"));
    assertTrue(build.contains("<version>" + Version.TEXT + "</version>"));
  }
}
