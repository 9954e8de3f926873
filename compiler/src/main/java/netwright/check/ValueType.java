package netwright.check;

import netwright.ir.Shape;

/// The type of a [TypedExpr].
///
/// @param elements numbers or classes
/// @param shape the sizes of one sample's axes
/// @param batched whether there is one value for each sample
/// @param wide whether the value is computed in f64 whatever the precision of the model: sums over the batch in losses
///     and metrics, and the clock of training
public record ValueType(Elements elements, Shape shape, boolean batched, boolean wide) {

  /// Real numbers of the model's precision.
  public static ValueType real(Shape shape, boolean batched) {
    return new ValueType(Elements.REAL, shape, batched, false);
  }

  /// One real number in f64, the same for all samples.
  public static ValueType wideScalar() {
    return new ValueType(Elements.REAL, Shape.SCALAR, false, true);
  }

  /// Whether the elements are classes.
  public boolean isClass() {
    return elements instanceof Elements.OneOf;
  }

  /// Whether this is one value, the same for all samples.
  public boolean isScalar() {
    return !batched && shape.rank() == 0;
  }

  /// This type with another shape.
  public ValueType with(Shape other) {
    return new ValueType(elements, other, batched, wide);
  }

  /// As a user writes it: `[4]`, `class[10]`, `class[10] [5]`.
  @Override
  public String toString() {
    if (!isClass()) {
      return shape.toString();
    }
    return shape.rank() == 0 ? elements.toString() : elements + " " + shape;
  }
}
