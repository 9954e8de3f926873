package netwright.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;

/// The bytes of a file, a block of whole lines at a time. Every block ends with a line end, also the last, and has
/// [Digits#AHEAD] bytes behind it.
final class LineBlocks implements Closeable {
  private static final int LARGEST = 1 << 20;

  private final InputStream in;
  private final MessageDigest digest = Hashes.sha256();
  private final byte[] bytes;
  private long start;
  private int end;
  private int filled;
  private boolean last;

  LineBlocks(Path path) throws IOException {
    bytes = new byte[(int) Math.min(Files.size(path) + 2 + Digits.AHEAD, LARGEST)];
    in = Files.newInputStream(path);
  }

  /// What blocks are read into; they begin at 0.
  byte[] bytes() {
    return bytes;
  }

  /// Where in the file the present block begins.
  long start() {
    return start;
  }

  /// The place after the present block.
  int end() {
    return end;
  }

  /// Whether the file ends with the present block.
  boolean isLast() {
    return last;
  }

  /// SHA-256 of all blocks so far, in hexadecimal.
  String hash() {
    return HexFormat.of().formatHex(digest.digest());
  }

  /// Reads the next block; false at the end of the file.
  ///
  /// @throws NotPlain if a line does not fit into memory set aside for a block
  boolean next() throws IOException, NotPlain {
    start += end;
    filled -= end;
    System.arraycopy(bytes, end, bytes, 0, filled);
    int wanted = bytes.length - Digits.AHEAD - 1 - filled;
    int read = in.readNBytes(bytes, filled, wanted);
    digest.update(bytes, filled, read);
    filled += read;
    last = read < wanted;
    if (last && filled > 0 && !endsLine(bytes[filled - 1])) {
      bytes[filled++] = '\n';
    }
    end = filled;
    while (end > 0 && !endsLine(bytes[end - 1])) {
      end--;
    }
    if (end == 0 && filled > 0) {
      throw new NotPlain();
    }
    return end > 0;
  }

  private static boolean endsLine(byte b) {
    return b == '\n' || b == '\r';
  }

  @Override
  public void close() throws IOException {
    in.close();
  }
}
