package netwright.ir;

/// The type of a tensor's elements.
public enum DType {
  /// IEEE 754 binary32.
  F32,
  /// IEEE 754 binary64.
  F64;

  /// `value` rounded to this type.
  public double round(double value) {
    return this == F32 ? (float) value : value;
  }

  @Override
  public String toString() {
    return this == F32 ? "f32" : "f64";
  }
}
