package netwright.runtime.io;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AtomicFileTest {
  @TempDir private Path folder;

  @Test
  void createsAndReplaces() throws IOException {
    Path file = folder.resolve("weights");
    AtomicFile.write(file, bytes("one"));
    assertEquals("one", Files.readString(file));
    AtomicFile.write(file, bytes("two and more"));
    assertEquals("two and more", Files.readString(file));
    assertEquals(List.of("weights"), names());
  }

  @Test
  void keepsTheOldContentIfWritingFails() throws IOException {
    Path file = folder.resolve("weights");
    AtomicFile.write(file, bytes("old"));
    IOException failure =
        assertThrows(
            IOException.class,
            () ->
                AtomicFile.write(
                    file,
                    channel -> {
                      channel.write(ByteBuffer.wrap(bytes("half of the n")));
                      throw new IOException("No space left on device");
                    }));
    assertEquals("cannot write " + file + ": No space left on device", failure.getMessage());
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("weights"), names());
  }

  @Test
  void keepsTheOldContentIfTheWriterIsWrong() throws IOException {
    Path file = folder.resolve("weights");
    AtomicFile.write(file, bytes("old"));
    AtomicFile.Content wrong =
        channel -> {
          throw new IllegalStateException("a bug");
        };
    assertThrows(IllegalStateException.class, () -> AtomicFile.write(file, wrong));
    assertEquals("old", Files.readString(file));
    assertEquals(List.of("weights"), names());
  }

  @Test
  void saysWhatIsWrongWithTheFolder() throws IOException {
    Path missing = folder.resolve("missing");
    Path inMissing = missing.resolve("weights");
    assertFailure(inMissing, "cannot write " + inMissing + ": " + missing + " does not exist");
    assertFailure(folder, "cannot write " + folder + ": it is a folder");
    Path plain = Files.createFile(folder.resolve("plain"));
    Path below = plain.resolve("weights");
    assertFailure(below, "cannot write " + below + ": " + plain + " is not a folder");
  }

  @Test
  void followsASymbolicLink() throws IOException {
    Path real = Files.writeString(folder.resolve("real"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("link"), real);
    AtomicFile.write(link, bytes("new"));
    assertTrue(Files.isSymbolicLink(link));
    assertEquals("new", Files.readString(real));
  }

  @Test
  void removesWhatKilledProcessesLeft() throws IOException {
    Path old = Files.createFile(folder.resolve(".weights.123.tmp"));
    Path recent = Files.createFile(folder.resolve(".weights.124.tmp"));
    Path other = Files.createFile(folder.resolve(".other.123.tmp"));
    FileTime longAgo = FileTime.from(Instant.now().minus(Duration.ofHours(1)));
    Files.setLastModifiedTime(old, longAgo);
    Files.setLastModifiedTime(other, longAgo);
    AtomicFile.write(folder.resolve("weights"), bytes("new"));
    assertEquals(List.of(".other.123.tmp", ".weights.124.tmp", "weights"), names());
    assertTrue(Files.exists(recent));
  }

  /// Whose time cannot be read, as that of a file which another writer has just renamed: here, a link
  /// to nothing.
  @Test
  void aTemporaryFileThatIsGoneIsNoLeftover() throws IOException {
    Files.createSymbolicLink(folder.resolve(".weights.1.tmp"), folder.resolve("gone"));
    Path file = folder.resolve("weights");
    AtomicFile.write(file, bytes("new"));
    assertEquals("new", Files.readString(file));
  }

  @Test
  void aTemporaryFileThatCannotBeLookedAtIsAFailure() throws IOException {
    Path loop = folder.resolve(".weights.1.tmp");
    Files.createSymbolicLink(loop, loop);
    assertThrows(
        IOException.class, () -> AtomicFile.write(folder.resolve("weights"), bytes("new")));
  }

  private static void assertFailure(Path file, String message) {
    IOException failure =
        assertThrows(IOException.class, () -> AtomicFile.write(file, bytes("content")));
    assertEquals(message, failure.getMessage());
  }

  private List<String> names() throws IOException {
    try (var files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
