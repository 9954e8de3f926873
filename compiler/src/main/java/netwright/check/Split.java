package netwright.check;

/// Rows set apart.
public sealed interface Split {

  /// None.
  record None() implements Split {}

  /// A share of the rows, between 0 and 1.
  record Share(double share) implements Split {}

  /// The rows of another file, relative to the source.
  record File(String path) implements Split {}
}
