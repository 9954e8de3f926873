package netwright.maven;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.maven.plugin.MojoExecutionException;

/// Runs Netwright's compiler, once for each network, in a process on a JDK that is new enough.
///
/// @param jdk that JDK
/// @param options of its virtual machine
/// @param classPath the compiler and what it needs
/// @param settings `name=value`, each for a `--set`
/// @param folders where to put what it writes
record Compiler(
    Jdk jdk, List<String> options, List<Path> classPath, List<String> settings, Folders folders) {
  private static final String MAIN = "netwright.cli.Main";

  /// It is over before the second of the virtual machine's compilers would pay.
  private static final List<String> SHORT =
      List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xshare:auto");

  Compiler {
    options = List.copyOf(options);
    classPath = List.copyOf(classPath);
    settings = List.copyOf(settings);
  }

  /// Compiles the network in `source`.
  ///
  /// @throws MojoExecutionException if the process breaks down, which is not the network's fault
  Result run(Path source) throws MojoExecutionException {
    try {
      Path complaints = Files.createTempFile("netwright", ".txt");
      try {
        return result(source, complaints);
      } finally {
        Files.deleteIfExists(complaints);
      }
    } catch (IOException e) {
      throw new MojoExecutionException("cannot run the compiler of networks: " + e.getMessage(), e);
    }
  }

  private Result result(Path source, Path complaints) throws IOException, MojoExecutionException {
    Process process =
        new ProcessBuilder(command(source)).redirectError(complaints.toFile()).start();
    process.getOutputStream().close();
    List<JsonLine> lines;
    try (var output = process.inputReader(StandardCharsets.UTF_8)) {
      lines = output.lines().flatMap(line -> JsonLine.read(line).stream()).toList();
    }
    if (lines.isEmpty() || !lines.get(lines.size() - 1).event().equals("result")) {
      throw new MojoExecutionException(
          "the compiler of networks broke down at "
              + source
              + ": "
              + Files.readString(complaints).strip());
    }
    return new Result(source, lines);
  }

  private List<String> command(Path source) {
    List<String> command = new ArrayList<>();
    command.add(jdk.java().toString());
    command.addAll(SHORT);
    command.addAll(List.of("-Dstdout.encoding=UTF-8", "-Dstderr.encoding=UTF-8"));
    command.addAll(options);
    String path =
        classPath.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator));
    command.addAll(List.of("-cp", path, MAIN, "compile", "--json", source.toString()));
    command.addAll(List.of("--sources", folders.sources().toString()));
    command.addAll(List.of("-o", folders.resources().toString()));
    settings.forEach(setting -> command.addAll(List.of("--set", setting)));
    return command;
  }

  /// What became of a source.
  ///
  /// @param lines all that the compiler said; the last one is its result
  record Result(Path source, List<JsonLine> lines) {
    private static final String NO_NETWORK = "E0401";

    Result {
      lines = List.copyOf(lines);
    }

    boolean succeeded() {
      return last().text("ok").equals("true");
    }

    /// Whether nothing is wrong with the source but that it has no network: other files import it.
    boolean isLibrary() {
      List<JsonLine> errors = messages().stream().filter(JsonLine::isError).toList();
      return errors.size() == 1 && errors.get(0).text("code").equals(NO_NETWORK);
    }

    /// Errors and warnings.
    List<JsonLine> messages() {
      return lines.stream().filter(line -> line.isError() || line.isWarning()).toList();
    }

    /// The files that were written.
    List<Path> outputs() {
      return last().texts("files").stream().map(Path::of).toList();
    }

    /// The files on which they depend, whether these exist or not.
    List<Path> inputs() {
      return last().texts("inputs").stream().map(Path::of).toList();
    }

    /// Why the class has no weights beside it; empty if it has some.
    String withoutWeights() {
      return last().text("withoutWeights");
    }

    private JsonLine last() {
      return lines.get(lines.size() - 1);
    }
  }
}
