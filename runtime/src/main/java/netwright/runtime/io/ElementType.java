package netwright.runtime.io;

/// The element types of tensors in a file. Their names are the format's.
public enum ElementType {
  F32(4),
  F64(8),
  I32(4),
  I64(8);

  private final int bytes;

  ElementType(int bytes) {
    this.bytes = bytes;
  }

  /// The size of an element in bytes.
  public int bytes() {
    return bytes;
  }
}
