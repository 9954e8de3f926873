package netwright.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;

/// Replaces a file as a whole or not at all.
///
/// The new content goes to a temporary file in the same folder, is forced to the disk, and then
/// takes the name of the old file in one step. At every moment, whatever fails (a full disk, a
/// killed process, a power cut), the name stands for the complete old content or the complete new
/// one.
public final class AtomicFile {
  /// Temporary files of killed processes are removed by a later write to the same name once they
  /// are as old as this.
  private static final Duration LEFTOVER_AGE = Duration.ofMinutes(10);

  private AtomicFile() {}

  /// What writes the content of a file.
  @FunctionalInterface
  public interface Content {
    /// Writes all bytes to `channel`. Need not close it; may be called once only.
    void writeTo(WritableByteChannel channel) throws IOException;
  }

  /// Replaces the file at `path`, or creates it. A symbolic link is followed.
  ///
  /// @throws IOException if anything fails; what stood under that name stands there still
  public static void write(Path path, Content content) throws IOException {
    try {
      Path target = Files.isSymbolicLink(path) ? path.toRealPath() : path.toAbsolutePath();
      replace(target, content);
    } catch (IOException e) {
      throw new IOException("cannot write " + path + ": " + Messages.reason(e), e);
    }
  }

  /// Replaces the file at `path` by these bytes, or creates it.
  ///
  /// @throws IOException if anything fails; what stood under that name stands there still
  public static void write(Path path, byte[] bytes) throws IOException {
    write(path, channel -> writeFully(channel, ByteBuffer.wrap(bytes)));
  }

  /// Writes the remaining bytes of `buffer`, however many writes that takes.
  public static void writeFully(WritableByteChannel channel, ByteBuffer buffer) throws IOException {
    while (buffer.hasRemaining()) {
      channel.write(buffer);
    }
  }

  private static void replace(Path target, Content content) throws IOException {
    Path folder = target.getParent();
    if (folder == null || Files.isDirectory(target)) {
      throw new IOException("it is a folder");
    }
    removeLeftovers(folder, target);
    Path temporary =
        folder.resolve(temporaryPrefix(target) + ThreadLocalRandom.current().nextLong() + ".tmp");
    try {
      writeForced(temporary, content);
      Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE);
    } finally {
      Files.deleteIfExists(temporary);
    }
    force(folder);
  }

  private static void writeForced(Path temporary, Content content) throws IOException {
    try (var channel =
        FileChannel.open(temporary, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
      content.writeTo(channel);
      if (channel.isOpen()) {
        channel.force(true);
      }
    }
  }

  /// Forces the folder's entries to the disk, where the system lets a folder be opened (Windows
  /// does not, and needs it not).
  private static void force(Path folder) throws IOException {
    if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
      try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    }
  }

  private static void removeLeftovers(Path folder, Path target) throws IOException {
    Instant oldest = Instant.now().minus(LEFTOVER_AGE);
    String prefix = temporaryPrefix(target);
    try (var files = Files.newDirectoryStream(folder)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        if (name.startsWith(prefix) && name.endsWith(".tmp") && isBefore(oldest, file)) {
          Files.deleteIfExists(file);
        }
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  /// Whether `file` was last written before `oldest`. Not if it is gone: another writer of the same
  /// name has just moved it to its place.
  private static boolean isBefore(Instant oldest, Path file) throws IOException {
    try {
      return Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private static String temporaryPrefix(Path target) {
    return "." + target.getFileName() + ".";
  }
}
