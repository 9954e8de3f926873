package netwright.maven;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Where JDKs usually are.
///
/// @param environment the variables of the process
/// @param user the user's own folder
/// @param root the folder that all others are in
record JdkFolders(Map<String, String> environment, Path user, Path root) {
  private static final String MAC = "Contents/Home";
  private static final String HOMEBREW = "libexec/openjdk.jdk/Contents/Home";

  /// Those of this machine.
  static JdkFolders here() {
    return new JdkFolders(
        System.getenv(), Path.of(System.getProperty("user.home")), Path.of(File.separator));
  }

  /// The first JDK of the version `least` or newer: the one of JAVA_HOME, of `java` on the PATH, or in a usual folder.
  Optional<Jdk> first(int least) {
    return Stream.of(named(), onPath(), usual())
        .flatMap(List::stream)
        .flatMap(home -> Jdk.in(home).stream())
        .filter(jdk -> jdk.isAtLeast(least))
        .findFirst();
  }

  private List<Path> named() {
    String home = environment.getOrDefault("JAVA_HOME", "");
    return home.isEmpty() ? List.of() : List.of(Path.of(home));
  }

  private List<Path> onPath() {
    List<Path> homes = new ArrayList<>();
    for (String folder : environment.getOrDefault("PATH", "").split(File.pathSeparator)) {
      Path java = folder.isEmpty() ? root : Path.of(folder).resolve("java");
      if (Files.isRegularFile(java)) {
        home(java).ifPresent(homes::add);
      }
    }
    return homes;
  }

  /// The folder of the JDK that `java` belongs to, whatever links lead there.
  private static Optional<Path> home(Path java) {
    try {
      Path folder = java.toRealPath().getParent();
      return Optional.ofNullable(folder == null ? null : folder.getParent());
    } catch (IOException broken) {
      return Optional.empty();
    }
  }

  private List<Path> usual() {
    List<Path> homes = new ArrayList<>();
    for (String folder : List.of("usr/lib/jvm", "usr/lib64/jvm", "usr/java", "opt/java")) {
      add(homes, root.resolve(folder), "*", "");
    }
    add(homes, root.resolve("usr/local"), "openjdk*", "");
    add(homes, root.resolve("opt"), "*jdk*", "");
    for (String folder :
        List.of(
            ".sdkman/candidates/java",
            ".jdks",
            ".gradle/jdks",
            ".asdf/installs/java",
            ".local/share/mise/installs/java")) {
      add(homes, user.resolve(folder), "*", "");
    }
    add(homes, root.resolve("Library/Java/JavaVirtualMachines"), "*", MAC);
    add(homes, user.resolve("Library/Java/JavaVirtualMachines"), "*", MAC);
    add(homes, root.resolve("opt/homebrew/opt"), "openjdk*", HOMEBREW);
    add(homes, root.resolve("usr/local/opt"), "openjdk*", HOMEBREW);
    add(homes, root.resolve("Program Files/Java"), "*", "");
    add(homes, root.resolve("Program Files/Eclipse Adoptium"), "*", "");
    return homes;
  }

  /// Appends `inner` of the folders in `parent` that are called as `pattern` says, in the order of their names.
  private static void add(List<Path> homes, Path parent, String pattern, String inner) {
    if (!Files.isDirectory(parent)) {
      return;
    }
    List<Path> found = new ArrayList<>();
    try (DirectoryStream<Path> children = Files.newDirectoryStream(parent, pattern)) {
      children.forEach(found::add);
    } catch (IOException unreadable) {
      return; // no JDK there that could be used
    }
    found.stream().sorted().map(child -> child.resolve(inner)).forEach(homes::add);
  }
}
