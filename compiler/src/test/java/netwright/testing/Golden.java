package netwright.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Expected texts kept in files beside the tests; `-Dgolden=update` writes them anew.
public final class Golden {
  private Golden() {}

  /// Compares the text with the file, whose content must be the same to the byte.
  public static void check(Path golden, String actual) {
    if ("update".equals(System.getProperty("golden"))) {
      write(golden, actual);
    }
    assertTrue(Files.exists(golden), () -> golden + " is missing; write it with -Dgolden=update");
    assertEquals(read(golden), actual, golden::toString);
  }

  /// The files of a folder below `src/test` that end with the suffix, in the order of their names.
  public static List<Path> files(String folder, String suffix) {
    Path test = Path.of(System.getProperty("basedir", ""), "src", "test", folder);
    try (Stream<Path> files = Files.list(test)) {
      return files.filter(file -> file.toString().endsWith(suffix)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The file of the same name with another suffix.
  public static Path sibling(Path file, String suffix) {
    String name = file.getFileName().toString();
    return file.resolveSibling(name.substring(0, name.lastIndexOf('.')) + suffix);
  }

  public static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void write(Path file, String text) {
    try {
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
