package netwright.maven;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// A JDK on this machine.
///
/// @param home its folder
/// @param version as in `25.0.3`
record Jdk(Path home, String version) {
  private static final String VERSION = "JAVA_VERSION=";

  /// The JDK in the folder `home`, if there is one.
  static Optional<Jdk> in(Path home) {
    Path release = home.resolve("release");
    if (!Files.isExecutable(java(home)) || !Files.isReadable(release)) {
      return Optional.empty();
    }
    try {
      return Files.readAllLines(release).stream()
          .filter(line -> line.startsWith(VERSION))
          .map(line -> new Jdk(home, line.substring(VERSION.length()).replace("\"", "").strip()))
          .findFirst();
    } catch (IOException unreadable) {
      return Optional.empty();
    }
  }

  /// Its program `java`.
  Path java() {
    return java(home);
  }

  /// Whether it is of the version `least` or newer.
  boolean isAtLeast(int least) {
    int end = 0;
    while (end < version.length() && Character.isDigit(version.charAt(end))) {
      end++;
    }
    return end > 0 && end < 6 && Integer.parseInt(version.substring(0, end)) >= least;
  }

  private static Path java(Path home) {
    Path plain = home.resolve("bin").resolve("java");
    return Files.exists(plain) ? plain : plain.resolveSibling("java.exe");
  }
}
