package netwright.runtime;

/// What the numbers of a network are.
public enum Precision {
  /// IEEE 754 binary32.
  F32,
  /// IEEE 754 binary64.
  F64;

  @Override
  public String toString() {
    return this == F32 ? "f32" : "f64";
  }
}
