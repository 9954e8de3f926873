package netwright.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// The Maven that runs this build, on other projects. What this build has made it finds in a repository that is thrown
/// away; what it needs besides, in the user's, to which nothing of ours is ever written.
///
/// @param repository a folder for that repository
record Maven(Path repository) {
  private static final Path HOME = Path.of(System.getProperty("maven.home"));
  private static final String LOCAL = System.getProperty("maven.local");
  private static final String OURS = "io/github/netwright";

  /// One that finds our artefacts in `repository`.
  static Maven in(Path repository) throws IOException {
    Maven maven = new Maven(repository);
    maven.add(Built.ROOT, "netwright-parent");
    for (String module : List.of("grammar", "runtime", "compiler")) {
      maven.add(Built.ROOT.resolve(module), "netwright-" + module);
    }
    maven.add(Built.ROOT.resolve("integrations/maven-plugin"), "netwright-maven-plugin");
    return maven;
  }

  private void add(Path module, String artifact) throws IOException {
    Path folder = repository.resolve(OURS).resolve(artifact).resolve(Built.VERSION);
    Files.createDirectories(folder);
    String name = artifact + "-" + Built.VERSION;
    Files.copy(module.resolve("pom.xml"), folder.resolve(name + ".pom"));
    if (!artifact.equals("netwright-parent")) {
      Files.copy(Built.jar(module, artifact), folder.resolve(name + ".jar"));
    }
  }

  /// Runs it in the folder of a project.
  Run run(Path project, String... arguments) {
    List<String> command = new ArrayList<>();
    command.add(HOME.resolve("bin").resolve("mvn").toString());
    command.addAll(List.of("-B", "--no-transfer-progress", "-Dstyle.color=never"));
    command.add("-Dmaven.repo.local=" + repository);
    command.add("-Dmaven.repo.local.tail=" + LOCAL);
    command.addAll(List.of(arguments));
    Map<String, String> environment =
        Map.of(
            "JAVA_HOME", Built.JDK.toString(),
            "MAVEN_OPTS", "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC",
            "MAVEN_ARGS", "");
    return Run.of(project, environment, "", command);
  }

  /// A copy of a project, without what was built in it; the settings of ours are no concern of it.
  static Path project(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path relative = from.relativize(file);
        if (!relative.startsWith("target")) {
          Files.copy(file, to.resolve(relative));
        }
      }
    }
    Files.createDirectory(to.resolve(".mvn"));
    return to;
  }
}
