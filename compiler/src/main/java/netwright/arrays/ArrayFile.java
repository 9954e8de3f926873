package netwright.arrays;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// A file of arrays.
public sealed interface ArrayFile extends Closeable permits SingleArray, NpzFile {

  /// The names of its arrays; none if it is a single one without a name.
  List<String> names();

  /// Whether there is a single array without a name.
  boolean isSingle();

  /// An array.
  ///
  /// @param name one of [#names]; anything if there is a single array
  /// @throws ArrayException if it is damaged, or of a type that is not read
  StoredArray array(String name) throws IOException;

  /// A file that lies beside the arrays, such as their metadata.
  ///
  /// @param name the whole name of the file
  /// @param longest so many bytes at most
  /// @throws ArrayException if it is damaged, or longer
  Optional<byte[]> attachment(String name, int longest) throws IOException;

  /// Opens `path`, if it is a file of arrays, which its first bytes tell.
  ///
  /// @throws ArrayException if it is damaged
  static Optional<ArrayFile> open(Path path) throws IOException {
    byte[] start = start(path);
    if (NpzFile.begins(start) && NpzFile.hasArrays(path)) {
      return Optional.of(new NpzFile(path));
    }
    if (isGzip(start)) {
      return Optional.of(SingleArray.compressed(path));
    }
    return isNpy(start) || IdxHeader.begins(start)
        ? Optional.of(SingleArray.plain(path))
        : Optional.empty();
  }

  /// Whether `path` can be read, and begins as a file of arrays does.
  static boolean isOne(Path path) {
    try {
      byte[] start = start(path);
      return isNpy(start)
          || IdxHeader.begins(start)
          || isGzip(start)
          || (NpzFile.begins(start) && NpzFile.hasArrays(path));
    } catch (IOException _) {
      return false;
    }
  }

  /// The first bytes; none of a pipe, which nobody could read again.
  private static byte[] start(Path path) throws IOException {
    if (Files.exists(path) && !Files.isRegularFile(path)) {
      return new byte[0];
    }
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(NpyHeader.MAGIC.length);
    }
  }

  private static boolean isGzip(byte... start) {
    return start.length >= 2 && start[0] == 0x1F && start[1] == (byte) 0x8B;
  }

  private static boolean isNpy(byte... start) {
    return Arrays.equals(start, NpyHeader.MAGIC);
  }
}
