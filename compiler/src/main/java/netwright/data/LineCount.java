package netwright.data;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/// Counts the lines of a file, so that the memory for what they hold can be set aside.
final class LineCount {
  private static final int BLOCK = 1 << 18;
  private static final long LINE_ENDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

  private LineCount() {}

  /// How many lines of the file come after its first `skipped` bytes; only those count that `\n` ends, and the last.
  static long after(long skipped, Path path) throws IOException {
    long count = 0;
    byte[] bytes = new byte[BLOCK];
    ByteBuffer words = ByteBuffer.wrap(bytes);
    byte last = '\n';
    try (InputStream in = Files.newInputStream(path)) {
      in.skipNBytes(skipped);
      for (int read = BLOCK; read == BLOCK; ) {
        read = in.readNBytes(bytes, 0, BLOCK);
        last = read > 0 ? bytes[read - 1] : last;
        Arrays.fill(bytes, read, BLOCK, (byte) 0);
        count += count(words);
      }
    }
    return last == '\n' ? count : count + 1;
  }

  /// How many bytes are line ends: bytes that are 0 after the exclusive or, so that no bit of them gets into the high one.
  private static long count(ByteBuffer words) {
    long count = 0;
    for (int i = 0; i < BLOCK; i += Long.BYTES) {
      long bytes = words.getLong(i) ^ LINE_ENDS;
      count += Long.bitCount(~((bytes & LOW_BITS) + LOW_BITS | bytes | LOW_BITS));
    }
    return count;
  }
}
