package netwright.arrays;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// The beginning of a `.npy` file, versions 1, 2 and 3: magic, version, length, and a Python dictionary with `descr`,
/// `fortran_order` and `shape`.
final class NpyHeader {
  static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
  private static final int LONGEST = 1 << 16;

  private NpyHeader() {}

  /// Reads the header; the elements come next.
  static ArrayHeader read(DataInputStream in) throws IOException {
    byte[] magic = in.readNBytes(MAGIC.length);
    if (!Arrays.equals(magic, MAGIC)) {
      throw ArrayException.damaged("does not begin as an npy array does");
    }
    int major = in.readUnsignedByte();
    in.readUnsignedByte();
    if (major < 1 || major > 3) {
      throw ArrayException.unsupported(
          "is an npy file of version " + major,
          "versions 1 to 3 are read; write it with numpy.save");
    }
    long length =
        Integer.toUnsignedLong(
            major == 1
                ? Short.toUnsignedInt(Short.reverseBytes(in.readShort()))
                : Integer.reverseBytes(in.readInt()));
    if (length > LONGEST) {
      throw ArrayException.damaged("claims a header of " + length + " bytes");
    }
    byte[] text = in.readNBytes((int) length);
    if (text.length < length) {
      throw ArrayException.damaged("ends within its header");
    }
    return header(
        new PythonDictionary(
            new String(text, major == 3 ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1)));
  }

  private static ArrayHeader header(PythonDictionary dictionary) throws ArrayException {
    String type = dictionary.text("descr");
    return ArrayHeader.of(
        type(type), order(type), dictionary.flag("fortran_order"), dictionary.sizes("shape"));
  }

  private static ByteOrder order(String type) throws ArrayException {
    return switch (type.charAt(0)) {
      case '<', '|', '=' -> ByteOrder.LITTLE_ENDIAN;
      case '>' -> ByteOrder.BIG_ENDIAN;
      default -> throw unsupported(type);
    };
  }

  private static ElementType type(String type) throws ArrayException {
    return switch (type.isEmpty() ? "" : type.substring(1)) {
      case "b1" -> ElementType.BOOL;
      case "i1" -> ElementType.I1;
      case "i2" -> ElementType.I2;
      case "i4" -> ElementType.I4;
      case "i8" -> ElementType.I8;
      case "u1" -> ElementType.U1;
      case "u2" -> ElementType.U2;
      case "u4" -> ElementType.U4;
      case "f2" -> ElementType.F2;
      case "f4" -> ElementType.F4;
      case "f8" -> ElementType.F8;
      default -> throw unsupported(type);
    };
  }

  private static ArrayException unsupported(String type) {
    String what = PythonDictionary.shown(type);
    if (type.contains("O")) {
      return ArrayException.unsupported(
          "has Python objects (type " + what + ")", "save numbers: a.astype(\"float32\")");
    }
    if (type.contains("U") || type.contains("S")) {
      return ArrayException.unsupported(
          "has texts (type " + what + ")", "save classes as integers from 0, or use a CSV file");
    }
    return ArrayException.unsupported(
        "has elements of type " + what,
        "types are b1 i1 i2 i4 i8 u1 u2 u4 f2 f4 f8; convert it: a.astype(\"float32\")");
  }
}
