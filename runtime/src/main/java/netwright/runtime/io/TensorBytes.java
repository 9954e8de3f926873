package netwright.runtime.io;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// The elements of tensors as little-endian bytes, in chunks of a buffer.
final class TensorBytes {
  private static final int BUFFER_BYTES = 1 << 16;

  private final ByteBuffer buffer =
      ByteBuffer.allocate(BUFFER_BYTES).order(ByteOrder.LITTLE_ENDIAN);

  /// Takes or fills a chunk: all of the buffer's remaining bytes.
  @FunctionalInterface
  interface Chunk {
    void transfer(ByteBuffer chunk) throws IOException;
  }

  /// Hands the bytes of `tensor` to `sink`, every NaN as the canonical one.
  void encode(StoredTensor tensor, Chunk sink) throws IOException {
    int step = BUFFER_BYTES / tensor.type().bytes();
    for (int from = 0; from < tensor.size(); from += step) {
      int count = Math.min(step, tensor.size() - from);
      put(tensor, from, count);
      sink.transfer(buffer.position(0).limit(count * tensor.type().bytes()));
    }
  }

  /// Fills `tensor` with bytes from `source`.
  void decode(StoredTensor tensor, Chunk source) throws IOException {
    int step = BUFFER_BYTES / tensor.type().bytes();
    for (int from = 0; from < tensor.size(); from += step) {
      int count = Math.min(step, tensor.size() - from);
      source.transfer(buffer.position(0).limit(count * tensor.type().bytes()));
      get(tensor, from, count);
    }
  }

  private void put(StoredTensor tensor, int from, int count) {
    buffer.clear();
    switch (tensor.type()) {
      case F32 -> putFloats(tensor.floats(), from, count);
      case F64 -> putDoubles(tensor.doubles(), from, count);
      case U32, I32 -> buffer.asIntBuffer().put(tensor.ints(), from, count);
      case U64, I64 -> buffer.asLongBuffer().put(tensor.longs(), from, count);
      case U16, I16, F16, BF16 -> buffer.asShortBuffer().put(tensor.shorts(), from, count);
      case BOOL, U8, I8 -> buffer.put(tensor.bytes(), from, count);
    }
  }

  private void putFloats(float[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      buffer.putInt(Float.floatToIntBits(values[i]));
    }
  }

  private void putDoubles(double[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      buffer.putLong(Double.doubleToLongBits(values[i]));
    }
  }

  private void get(StoredTensor tensor, int from, int count) {
    buffer.clear();
    switch (tensor.type()) {
      case F32 -> buffer.asFloatBuffer().get(tensor.floats(), from, count);
      case F64 -> buffer.asDoubleBuffer().get(tensor.doubles(), from, count);
      case U32, I32 -> buffer.asIntBuffer().get(tensor.ints(), from, count);
      case U64, I64 -> buffer.asLongBuffer().get(tensor.longs(), from, count);
      case U16, I16, F16, BF16 -> buffer.asShortBuffer().get(tensor.shorts(), from, count);
      case BOOL, U8, I8 -> buffer.get(tensor.bytes(), from, count);
    }
  }
}
