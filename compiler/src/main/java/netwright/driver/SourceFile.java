package netwright.driver;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import netwright.data.Hashes;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.diag.MissingFile;
import netwright.diag.Source;

/// A `.net` file.
///
/// @param source its text, under the name it was asked for
/// @param hash SHA-256 of its bytes
record SourceFile(Source source, String hash) {
  private static final long LARGEST = 1 << 24;

  /// The text at `path`, relative to the file `importer`; nothing if it cannot be read.
  static Optional<Source> imported(Source importer, String path) {
    try {
      Path file = Path.of(importer.name()).resolveSibling(path).normalize();
      return Optional.of(read(file).source());
    } catch (CompilationFailed | InvalidPathException _) {
      return Optional.empty();
    }
  }

  /// Reads `path`, which must be UTF-8.
  ///
  /// @throws CompilationFailed if it cannot be read
  static SourceFile read(Path path) {
    try {
      if (Files.isDirectory(path)) {
        throw Failures.of(
            Code.SOURCE_UNREADABLE, path + " is a folder", "name the .net file in it");
      }
      if (Files.size(path) > LARGEST) {
        throw Failures.of(
            Code.SOURCE_UNREADABLE, path + " is larger than 16 MiB", "that cannot be a .net file");
      }
      return of(path.toString(), Files.readAllBytes(path));
    } catch (NoSuchFileException e) {
      throw Failures.of(Code.SOURCE_UNREADABLE, path + " does not exist", MissingFile.help(path));
    } catch (IOException e) {
      throw Failures.of(
          Code.SOURCE_UNREADABLE, "cannot read " + path + ": " + Failures.reason(e), "");
    }
  }

  /// The source that these bytes are, which must be UTF-8.
  ///
  /// @throws CompilationFailed if they are not
  static SourceFile of(String name, byte[] bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
      return new SourceFile(new Source(name, text), Hashes.sha256(bytes));
    } catch (CharacterCodingException e) {
      throw Failures.of(Code.SOURCE_UNREADABLE, name + " is not UTF-8", "save it as UTF-8 text");
    }
  }
}
