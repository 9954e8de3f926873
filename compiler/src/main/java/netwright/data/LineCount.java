package netwright.data;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;

/// Counts the lines of a file, so that the memory for what they hold can be set aside.
final class LineCount {
  private static final int BLOCK = 1 << 18;
  private static final long LINE_ENDS = 0x0A0A0A0A0A0A0A0AL;
  private static final long LOW_BITS = 0x7F7F7F7F7F7F7F7FL;

  private LineCount() {}

  /// How many lines of the file come after its first `skipped` bytes; only those count that `\n` ends, and the last.
  static long after(long skipped, Path path) throws IOException {
    long count = 0;
    byte last = '\n';
    ByteBuffer bytes = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel in = FileChannel.open(path)) {
      in.position(skipped);
      while (in.read(bytes.clear()) > 0) {
        last = bytes.flip().get(bytes.limit() - 1);
        count += count(bytes);
      }
    }
    return last == '\n' ? count : count + 1;
  }

  /// How many lines of the file end within its first `bytes` bytes.
  static long before(long bytes, Path path) throws IOException {
    long count = 0;
    ByteBuffer block = ByteBuffer.allocateDirect(BLOCK);
    try (FileChannel in = FileChannel.open(path)) {
      for (long left = bytes; left > 0; left -= block.limit()) {
        block.clear().limit((int) Math.min(BLOCK, left));
        if (in.read(block) < 0) {
          break;
        }
        count += count(block.flip());
      }
    }
    return count;
  }

  /// How many bytes are line ends: bytes that are 0 after the exclusive or, so that no bit of them gets into the high one.
  private static long count(ByteBuffer block) {
    long count = 0;
    int end = block.limit() & -Long.BYTES;
    for (int i = 0; i < end; i += Long.BYTES) {
      long bytes = block.getLong(i) ^ LINE_ENDS;
      count += Long.bitCount(~((bytes & LOW_BITS) + LOW_BITS | bytes | LOW_BITS));
    }
    for (int i = end; i < block.limit(); i++) {
      count += block.get(i) == '\n' ? 1 : 0;
    }
    return count;
  }
}
