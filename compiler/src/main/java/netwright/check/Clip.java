package netwright.check;

/// How gradients are kept from being too large.
public sealed interface Clip {

  /// They are not.
  record None() implements Clip {}

  /// All gradients together are scaled so that their Euclidean norm is at most `limit`.
  record Norm(double limit) implements Clip {}

  /// Each element is brought between -`limit` and `limit`.
  record Value(double limit) implements Clip {}
}
