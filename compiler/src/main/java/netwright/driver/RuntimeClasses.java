package netwright.driver;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.runtime.Program;

/// The classes of the runtime, for a jar that is to need no other.
final class RuntimeClasses {
  private RuntimeClasses() {}

  /// The classes in the order of their names, without what only modules and documentation need.
  ///
  /// @throws CompilationFailed if they cannot be read
  static List<Artefact.Entry> read() {
    try {
      CodeSource source = Program.class.getProtectionDomain().getCodeSource();
      Path place = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
      if (Files.isDirectory(place)) {
        return below(place);
      }
      try (FileSystem jar = FileSystems.newFileSystem(place)) {
        return below(jar.getPath("/"));
      }
    } catch (IOException | URISyntaxException e) {
      throw Failures.of(
          Code.NOT_WRITABLE,
          "the runtime's classes cannot be read: " + e.getMessage(),
          "leave out --standalone");
    }
  }

  private static List<Artefact.Entry> below(Path root) throws IOException {
    List<Artefact.Entry> entries = new ArrayList<>();
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : files.filter(RuntimeClasses::isNeeded).toList()) {
        String name = root.relativize(file).toString().replace('\\', '/');
        entries.add(new Artefact.Entry(name, Files.readAllBytes(file)));
      }
    }
    entries.sort((one, other) -> one.path().compareTo(other.path()));
    return entries;
  }

  private static boolean isNeeded(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.endsWith(".class") && !name.endsWith("-info.class");
  }
}
