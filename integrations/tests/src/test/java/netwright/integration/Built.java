package netwright.integration;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/// What this build has made.
final class Built {
  static final Path ROOT = Path.of("..", "..").toAbsolutePath().normalize();
  static final String VERSION = System.getProperty("netwright.version");
  static final Path JDK = Path.of(System.getProperty("java.home"));

  private Built() {}

  /// The jar of a module.
  static Path jar(Path module, String artifact) {
    Path jar = module.resolve("target").resolve(artifact + "-" + VERSION + ".jar");
    assertTrue(Files.isRegularFile(jar), () -> jar + " has not been built");
    return jar;
  }

  /// The jar that a compiled network needs.
  static Path runtime() {
    return jar(ROOT.resolve("runtime"), "netwright-runtime");
  }
}
