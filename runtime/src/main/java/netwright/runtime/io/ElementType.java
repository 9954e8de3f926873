package netwright.runtime.io;

/// The element types of tensors in a file. Their names are the format's. A network's own are F32 and F64; the others are
/// found in files that other programs write.
public enum ElementType {
  BOOL(1),
  U8(1),
  I8(1),
  U16(2),
  I16(2),
  /// IEEE 754 binary16.
  F16(2),
  /// The upper half of binary32.
  BF16(2),
  U32(4),
  I32(4),
  F32(4),
  U64(8),
  I64(8),
  F64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /// The size of an element in bytes.
  public int bytes() {
    return bytes;
  }

  /// Whether elements are floating-point numbers.
  public boolean isFloating() {
    return this == F32 || this == F64 || this == F16 || this == BF16;
  }
}
