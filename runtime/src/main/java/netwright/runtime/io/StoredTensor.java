package netwright.runtime.io;

import java.util.Arrays;

/// A tensor as a file holds it: a shape (empty for a scalar) and the elements in row-major order.
///
/// The arrays are the caller's own and not copied. Two tensors are equal if their types, shapes and
/// elements are; floats by their bits, with all NaNs alike.
public final class StoredTensor {
  private final ElementType type;
  private final int[] shape;
  private final int size;
  private final Object values;

  private StoredTensor(ElementType type, int[] shape, int size, Object values) {
    if (elements(shape) != size) {
      throw new IllegalArgumentException(
          "shape " + Arrays.toString(shape) + " does not have " + size + " elements");
    }
    this.type = type;
    this.shape = shape;
    this.size = size;
    this.values = values;
  }

  /// A tensor of type [ElementType#F32]. This and its kin throw [IllegalArgumentException] if the
  /// shape does not fit the values.
  public static StoredTensor of(int[] shape, float[] values) {
    return new StoredTensor(ElementType.F32, shape, values.length, values);
  }

  /// A tensor of type [ElementType#F64].
  public static StoredTensor of(int[] shape, double[] values) {
    return new StoredTensor(ElementType.F64, shape, values.length, values);
  }

  /// A tensor of type [ElementType#I32].
  public static StoredTensor of(int[] shape, int[] values) {
    return new StoredTensor(ElementType.I32, shape, values.length, values);
  }

  /// A tensor of type [ElementType#I64].
  public static StoredTensor of(int[] shape, long[] values) {
    return new StoredTensor(ElementType.I64, shape, values.length, values);
  }

  /// A tensor whose elements are bytes: BOOL, I8 or U8.
  public static StoredTensor of(ElementType type, int[] shape, byte[] values) {
    return of(type, shape, 1, values.length, values);
  }

  /// A tensor whose elements have 16 bits: I16, U16, F16 or BF16.
  public static StoredTensor of(ElementType type, int[] shape, short[] values) {
    return of(type, shape, 2, values.length, values);
  }

  /// A tensor whose elements are integers of 32 bits: I32 or U32.
  public static StoredTensor of(ElementType type, int[] shape, int[] values) {
    return of(type, shape, 4, values.length, values);
  }

  /// A tensor whose elements are integers of 64 bits: I64 or U64.
  public static StoredTensor of(ElementType type, int[] shape, long[] values) {
    return of(type, shape, 8, values.length, values);
  }

  private static StoredTensor of(
      ElementType type, int[] shape, int bytes, int size, Object values) {
    if (type.bytes() != bytes || type == ElementType.F32 || type == ElementType.F64) {
      throw new IllegalArgumentException("not elements of " + type);
    }
    return new StoredTensor(type, shape, size, values);
  }

  /// A new tensor of zeros.
  ///
  /// @throws IllegalArgumentException if the shape has a negative size, or more elements than an
  ///     array can hold
  public static StoredTensor zeros(ElementType type, int... shape) {
    int size = elements(shape);
    return switch (type) {
      case F32 -> of(shape, new float[size]);
      case F64 -> of(shape, new double[size]);
      case U32, I32 -> of(type, shape, new int[size]);
      case U64, I64 -> of(type, shape, new long[size]);
      case U16, I16, F16, BF16 -> of(type, shape, new short[size]);
      case BOOL, U8, I8 -> of(type, shape, new byte[size]);
    };
  }

  /// The type of the elements.
  public ElementType type() {
    return type;
  }

  /// The sizes of the axes, outermost first.
  public int[] shape() {
    return shape;
  }

  /// The number of elements: the product of the shape.
  public int size() {
    return size;
  }

  /// The elements of an F32 tensor. This and its kin throw [IllegalStateException] if the type is
  /// another.
  public float[] floats() {
    return (float[]) values(ElementType.F32);
  }

  /// The elements of an F64 tensor.
  public double[] doubles() {
    return (double[]) values(ElementType.F64);
  }

  /// The elements of an I32 or U32 tensor.
  public int[] ints() {
    return (int[]) values(type == ElementType.U32 ? ElementType.U32 : ElementType.I32);
  }

  /// The elements of an I64 or U64 tensor.
  public long[] longs() {
    return (long[]) values(type == ElementType.U64 ? ElementType.U64 : ElementType.I64);
  }

  /// The bits of the elements, if those have 16.
  public short[] shorts() {
    return (short[]) values(type.bytes() == 2 ? type : ElementType.I16);
  }

  /// The bits of the elements, if those have 8.
  public byte[] bytes() {
    return (byte[]) values(type.bytes() == 1 ? type : ElementType.I8);
  }

  /// An element as f64; integers of 64 bits are rounded.
  public double value(int place) {
    return switch (type) {
      case F32 -> floats()[place];
      case F64 -> doubles()[place];
      case F16 -> Float.float16ToFloat(shorts()[place]);
      case BF16 -> Float.intBitsToFloat(shorts()[place] << 16);
      case BOOL, U8 -> bytes()[place] & 0xFF;
      case I8 -> bytes()[place];
      case U16 -> shorts()[place] & 0xFFFF;
      case I16 -> shorts()[place];
      case U32 -> ints()[place] & 0xFFFF_FFFFL;
      case I32 -> ints()[place];
      case U64 -> (longs()[place] >>> 1) * 2.0 + (longs()[place] & 1);
      case I64 -> longs()[place];
    };
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof StoredTensor that
        && type == that.type
        && Arrays.equals(shape, that.shape)
        && Arrays.deepEquals(new Object[] {values}, new Object[] {that.values});
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(shape) + Arrays.deepHashCode(new Object[] {values});
  }

  @Override
  public String toString() {
    return type + Arrays.toString(shape);
  }

  private Object values(ElementType wanted) {
    if (type != wanted) {
      throw new IllegalStateException("the tensor is " + this + ", not " + wanted);
    }
    return values;
  }

  private static int elements(int[] shape) {
    long product = 1;
    for (int size : shape) {
      product *= size;
      if (size < 0 || product > Integer.MAX_VALUE) {
        throw new IllegalArgumentException("no array can hold the shape " + Arrays.toString(shape));
      }
    }
    return (int) product;
  }
}
