package netwright.weights;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.Collectors;
import netwright.runtime.io.ElementType;
import netwright.runtime.io.StoredTensor;

/// Writes a tensor as an `.npy` file of version 1. NumPy has no bf16; such elements become f32, exactly. Every NaN of a
/// network's own precisions becomes the canonical one.
final class NpyOutput {
  private static final int BLOCK = 1 << 16;
  private static final int LEAD = 10;
  private static final int ALIGNMENT = 64;

  private NpyOutput() {}

  static void write(StoredTensor tensor, OutputStream out) throws IOException {
    out.write(header(tensor));
    ElementType type = written(tensor.type());
    byte[] block = new byte[BLOCK];
    ByteBuffer buffer = ByteBuffer.wrap(block).order(ByteOrder.LITTLE_ENDIAN);
    int most = BLOCK / type.bytes();
    for (int from = 0; from < tensor.size(); from += most) {
      int to = Math.min(tensor.size(), from + most);
      buffer.clear();
      for (int i = from; i < to; i++) {
        put(tensor, i, buffer);
      }
      out.write(block, 0, buffer.position());
    }
  }

  private static void put(StoredTensor tensor, int place, ByteBuffer buffer) {
    switch (tensor.type()) {
      case F32 -> buffer.putInt(Float.floatToIntBits(tensor.floats()[place]));
      case F64 -> buffer.putLong(Double.doubleToLongBits(tensor.doubles()[place]));
      case BF16 -> buffer.putInt(tensor.shorts()[place] << 16);
      case I32, U32 -> buffer.putInt(tensor.ints()[place]);
      case I64, U64 -> buffer.putLong(tensor.longs()[place]);
      case I16, U16, F16 -> buffer.putShort(tensor.shorts()[place]);
      case BOOL, I8, U8 -> buffer.put(tensor.bytes()[place]);
    }
  }

  private static byte[] header(StoredTensor tensor) {
    String sizes =
        Arrays.stream(tensor.shape()).mapToObj(String::valueOf).collect(Collectors.joining(", "));
    String shape = "(" + sizes + (tensor.shape().length == 1 ? ",)" : ")");
    String text =
        "{'descr': '%s', 'fortran_order': False, 'shape': %s, }"
            .formatted(descr(tensor.type()), shape);
    int length = Math.ceilDiv(LEAD + text.length() + 1, ALIGNMENT) * ALIGNMENT - LEAD;
    String padded = text + " ".repeat(length - text.length() - 1) + "\n";
    ByteBuffer header = ByteBuffer.allocate(LEAD + length).order(ByteOrder.LITTLE_ENDIAN);
    header.put(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0}).putShort((short) length);
    return header.put(padded.getBytes(StandardCharsets.US_ASCII)).array();
  }

  private static ElementType written(ElementType type) {
    return type == ElementType.BF16 ? ElementType.F32 : type;
  }

  private static String descr(ElementType type) {
    return switch (type) {
      case BOOL -> "|b1";
      case I8 -> "|i1";
      case U8 -> "|u1";
      case I16 -> "<i2";
      case U16 -> "<u2";
      case I32 -> "<i4";
      case U32 -> "<u4";
      case I64 -> "<i8";
      case U64 -> "<u8";
      case F16 -> "<f2";
      case F32, BF16 -> "<f4";
      case F64 -> "<f8";
    };
  }
}
