package netwright.loop;

/// The order in which a sum is taken. It is part of the meaning, never the choice of a schedule.
public enum Order {
  /// One accumulator; `accumulator = fma(a, b, accumulator)` for each element, ascending.
  SEQUENTIAL,
  /// Sixteen accumulators, all starting at +0: element `i` goes to lane `i mod 16`, ascending within a lane; at the
  /// end lanes `l` and `l+8` are added, then `l+4`, `l+2`, `l+1`. An absent element leaves its lane unchanged.
  SIXTEEN_LANES
}
