package netwright.driver;

/// Whose names and layout weights have.
public enum WeightLayout {
  /// Names by layer, `h1.linear.weight`, and axes in the order of `std.net`.
  NETWRIGHT,
  /// Those of a state dict.
  PYTORCH
}
