package netwright.ir;

/// The type of a node: element type, shape of one sample, and whether there is one for each sample of the batch.
///
/// Prints as `f32[N, 4]` for a batch of vectors and `f32[4]` for a single one.
public record TensorType(DType dtype, Shape shape, boolean batched) {

  /// A single number of type `dtype`.
  public static TensorType scalar(DType dtype) {
    return new TensorType(dtype, Shape.SCALAR, false);
  }

  /// Whether this is a single number, the same for all samples.
  public boolean isScalar() {
    return !batched && shape.rank() == 0;
  }

  /// This type with other elements.
  public TensorType with(DType other) {
    return new TensorType(other, shape, batched);
  }

  /// This type with another shape.
  public TensorType with(Shape other) {
    return new TensorType(dtype, other, batched);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TensorType type
        && dtype == type.dtype
        && batched == type.batched
        && shape.equals(type.shape);
  }

  @Override
  public int hashCode() {
    return shape.hashCode() * 31 + (batched ? 1 : 0);
  }

  @Override
  public String toString() {
    String sizes = shape.toString();
    String inner = sizes.substring(1, sizes.length() - 1);
    String batch = batched ? (inner.isEmpty() ? "N" : "N, ") : "";
    return dtype + "[" + batch + inner + "]";
  }
}
