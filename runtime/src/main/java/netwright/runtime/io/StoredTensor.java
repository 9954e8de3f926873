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

  /// A new tensor of zeros.
  ///
  /// @throws IllegalArgumentException if the shape has a negative size, or more elements than an
  ///     array can hold
  public static StoredTensor zeros(ElementType type, int... shape) {
    int size = elements(shape);
    return switch (type) {
      case F32 -> of(shape, new float[size]);
      case F64 -> of(shape, new double[size]);
      case I32 -> of(shape, new int[size]);
      case I64 -> of(shape, new long[size]);
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

  /// The elements of an I32 tensor.
  public int[] ints() {
    return (int[]) values(ElementType.I32);
  }

  /// The elements of an I64 tensor.
  public long[] longs() {
    return (long[]) values(ElementType.I64);
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
