package netwright.arrays;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/// The beginning of an IDX file: two zero bytes, the type, the number of axes, and the size of each as a big-endian integer.
final class IdxHeader {
  private IdxHeader() {}

  /// Whether a file that begins so is an IDX file.
  static boolean begins(byte... start) {
    return start.length >= 4 && start[0] == 0 && start[1] == 0 && isType(start[2]) && start[3] > 0;
  }

  private static boolean isType(int code) {
    return code >= 0x08 && code <= 0x0E && code != 0x0A;
  }

  /// Reads the header; the elements come next.
  static ArrayHeader read(DataInputStream in) throws IOException {
    in.readUnsignedShort();
    ElementType type = type(in.readUnsignedByte());
    int axes = in.readUnsignedByte();
    List<Long> sizes = new ArrayList<>();
    for (int axis = 0; axis < axes; axis++) {
      sizes.add(Integer.toUnsignedLong(in.readInt()));
    }
    return ArrayHeader.of(type, ByteOrder.BIG_ENDIAN, false, sizes);
  }

  private static ElementType type(int code) throws ArrayException {
    return switch (code) {
      case 0x08 -> ElementType.U1;
      case 0x09 -> ElementType.I1;
      case 0x0B -> ElementType.I2;
      case 0x0C -> ElementType.I4;
      case 0x0D -> ElementType.F4;
      case 0x0E -> ElementType.F8;
      default -> throw ArrayException.damaged("has elements of an unknown type, number " + code);
    };
  }
}
