package netwright.data;

import java.io.Closeable;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.FileChannel.MapMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/// A file for numbers that do not fit into memory. It has no name any more once it is open, so that nothing of it is left
/// when the program ends, however it ends; where a system does not allow that, it is deleted in the end.
final class SampleFile implements Closeable {
  private static final int BLOCK = 1 << 18;

  private final FileChannel channel;
  private final ByteBuffer block =
      ByteBuffer.allocateDirect(BLOCK * Float.BYTES).order(ByteOrder.nativeOrder());

  private SampleFile(FileChannel channel) {
    this.channel = channel;
  }

  /// A file in the folder of `data`, or in that of temporary files if nothing may be written there.
  static SampleFile beside(Path data) throws IOException {
    Path folder = data.toAbsolutePath().getParent();
    Path path =
        folder != null && Files.isWritable(folder)
            ? Files.createTempFile(folder, ".netwright-", ".samples")
            : Files.createTempFile("netwright-", ".samples");
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ, StandardOpenOption.WRITE);
    try {
      Files.delete(path);
    } catch (IOException _) {
      path.toFile().deleteOnExit();
    }
    return new SampleFile(channel);
  }

  /// Adds the first `count` of `values`.
  void append(float[] values, int count) throws IOException {
    for (int from = 0; from < count; from += BLOCK) {
      int length = Math.min(BLOCK, count - from);
      block.clear().limit(length * Float.BYTES);
      block.asFloatBuffer().put(values, from, length);
      write();
    }
  }

  /// Adds `count` zeros. They are written, so that it is now that a full disk is noticed.
  void extend(long count) throws IOException {
    for (long left = count; left > 0; left -= BLOCK) {
      block.clear().limit((int) Math.min(BLOCK, left) * Float.BYTES);
      write();
    }
  }

  private void write() throws IOException {
    while (block.hasRemaining()) {
      channel.write(block);
    }
  }

  /// All numbers, to be read and changed in place.
  MemorySegment floats() throws IOException {
    return channel.map(MapMode.READ_WRITE, 0, channel.size(), Arena.ofAuto());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
