package netwright.loop;

/// The sizes of batches for which a kernel runs.
public enum Rows {
  /// All.
  ANY,
  /// Fewer than [#MANY_FROM] samples.
  FEW,
  /// [#MANY_FROM] samples or more.
  MANY;

  /// How many samples are many: a sweep pays off from here on.
  public static final int MANY_FROM = 4;

  /// Whether a kernel runs for `count` samples.
  public boolean include(int count) {
    return switch (this) {
      case ANY -> true;
      case FEW -> count < MANY_FROM;
      case MANY -> count >= MANY_FROM;
    };
  }
}
