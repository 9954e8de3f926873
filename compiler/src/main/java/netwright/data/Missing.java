package netwright.data;

/// What becomes of cells that are empty or stand for a missing number.
public enum Missing {
  /// They are errors.
  ERROR,
  /// Their samples are left out.
  DROP,
  /// Those of inputs become the mean of their column over the training rows.
  MEAN
}
