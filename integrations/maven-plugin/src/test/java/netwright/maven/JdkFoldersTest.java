package netwright.maven;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdkFoldersTest {
  @TempDir Path root;

  private Path jdk(String folder, String version) throws IOException {
    Path home = root.resolve(folder);
    Files.createDirectories(home.resolve("bin"));
    Files.writeString(home.resolve("bin/java"), "").toFile().setExecutable(true);
    Files.writeString(home.resolve("release"), "OS_NAME=\"X\"\nJAVA_VERSION=\"" + version + "\"\n");
    return home;
  }

  private Optional<Path> first(Map<String, String> environment) {
    return new JdkFolders(environment, root.resolve("user"), root).first(25).map(Jdk::home);
  }

  @Test
  void javaHomeComesFirstIfItIsNewEnough() throws IOException {
    Path usual = jdk("usr/lib/jvm/a", "25.0.1");
    Path named = jdk("named", "26");
    Path old = jdk("old", "21.0.8");
    assertEquals(Optional.of(named), first(Map.of("JAVA_HOME", named.toString())));
    assertEquals(Optional.of(usual), first(Map.of("JAVA_HOME", old.toString())));
    assertEquals(Optional.of(usual), first(Map.of("JAVA_HOME", "")));
  }

  @Test
  void javaOnThePathComesNext() throws IOException {
    jdk("usr/lib/jvm/a", "25.0.1");
    Path onPath = jdk("tools/jdk", "25-ea").toRealPath();
    String path = root.resolve("nowhere") + java.io.File.pathSeparator + onPath.resolve("bin");
    assertEquals(Optional.of(onPath), first(Map.of("PATH", path)));
  }

  @Test
  void usualFoldersAreSearchedInOrder() throws IOException {
    jdk("usr/lib/jvm/java-17", "17.0.15");
    Path own = jdk("user/.sdkman/candidates/java/25", "25");
    assertEquals(Optional.of(own), first(Map.of()));
    Path system = jdk("usr/lib/jvm/java-25", "25.0.3");
    assertEquals(Optional.of(system), first(Map.of()));
  }

  @Test
  void thereMayBeNone() throws IOException {
    jdk("usr/lib/jvm/java-17", "17.0.15");
    Files.createDirectories(root.resolve("usr/lib/jvm/empty"));
    assertEquals(Optional.empty(), first(Map.of("JAVA_HOME", root.resolve("none").toString())));
  }

  @Test
  void versionsAreCompared() {
    assertTrue(new Jdk(root, "25.0.3").isAtLeast(25));
    assertTrue(new Jdk(root, "25-ea").isAtLeast(25));
    assertTrue(new Jdk(root, "100").isAtLeast(25));
    assertFalse(new Jdk(root, "1.8.0_452").isAtLeast(25));
    assertFalse(new Jdk(root, "24.0.2").isAtLeast(25));
    assertFalse(new Jdk(root, "").isAtLeast(25));
  }
}
