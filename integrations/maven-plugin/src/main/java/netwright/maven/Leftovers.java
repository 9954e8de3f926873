package netwright.maven;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Files of networks that no longer exist, or are called otherwise now.
record Leftovers(Folders folders) {
  private static final String JAVA = ".java";

  /// Deletes what the compiler has once written and is not among `outputs`, and what became of it in the folder of classes.
  ///
  /// @return how many of the compiler's files were deleted
  int delete(Set<Path> outputs) throws IOException {
    int deleted = 0;
    for (Path file : files(folders.sources())) {
      if (!outputs.contains(file)) {
        deleteClasses(folders.sources().relativize(file));
        Files.delete(file);
        deleted++;
      }
    }
    for (Path file : files(folders.resources())) {
      if (!outputs.contains(file)) {
        Files.deleteIfExists(folders.classes().resolve(folders.resources().relativize(file)));
        Files.delete(file);
        deleted++;
      }
    }
    return deleted;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  /// Deletes the class that javac made of a source, and the classes nested in it.
  private void deleteClasses(Path source) throws IOException {
    String file = source.getFileName().toString();
    Path folder = folders.classes().resolve(source).getParent();
    if (!file.endsWith(JAVA) || !Files.isDirectory(folder)) {
      return;
    }
    String name = file.substring(0, file.length() - JAVA.length());
    Files.deleteIfExists(folder.resolve(name + ".class"));
    try (DirectoryStream<Path> nested = Files.newDirectoryStream(folder, name + "$*.class")) {
      for (Path path : nested) {
        Files.delete(path);
      }
    }
  }
}
