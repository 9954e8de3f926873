package netwright.loop;

/// How a [LoopStmt.Reduction] joins its elements.
public enum Combine {
  /// The sum, in the order [Order#SIXTEEN_LANES].
  SUM,
  /// The largest element as `Math.max` has it (NaN wins, +0 is above -0), starting at -Inf; its order does not matter.
  MAX,
  /// The position, counted over all reduced loops, of the first largest element; a NaN counts as the largest. 0 if
  /// there is no element.
  ARGMAX
}
