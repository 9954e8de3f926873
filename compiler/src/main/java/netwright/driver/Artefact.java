package netwright.driver;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.runtime.io.AtomicFile;

/// Files in memory: what becomes of a network that is compiled for other programs.
///
/// @param className the binary name of the class that users call
/// @param entries its class files and what lies beside them
public record Artefact(String className, List<Entry> entries) {

  public Artefact {
    entries = List.copyOf(entries);
  }

  /// A file.
  ///
  /// @param path its place, such as `com/acme/HousePrices.class`
  public record Entry(String path, byte[] bytes) {}

  /// The same and one more file.
  Artefact with(String path, byte[] bytes) {
    List<Entry> more = new ArrayList<>(entries);
    more.add(new Entry(path, bytes));
    return new Artefact(className, more);
  }

  /// Writes the files below `folder`, which is made if need be.
  ///
  /// @return the files
  /// @throws CompilationFailed if they cannot be written
  public List<Path> write(Path folder) {
    List<Path> files = new ArrayList<>();
    for (Entry entry : entries) {
      files.add(write(folder.resolve(entry.path()), entry.bytes(), "-o"));
    }
    return files;
  }

  static Path write(Path file, byte[] bytes, String option) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      AtomicFile.write(file, bytes);
      return file;
    } catch (IOException e) {
      throw Failures.of(
          Code.NOT_WRITABLE,
          "cannot write " + file + ": " + Failures.reason(e),
          "name another folder with " + option);
    }
  }
}
