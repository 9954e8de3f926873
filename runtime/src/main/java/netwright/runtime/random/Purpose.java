package netwright.runtime.random;

/// What random numbers are drawn for outside of a network. Numbers for different purposes never share
/// a counter, nor with draws inside of it, whose streams begin at 0: adding a dropout layer leaves the
/// initial weights and the order of the rows as they were.
public enum Purpose {
  /// Initial values of parameters; the index is that of the parameter.
  INIT(1),
  /// The order of the training rows in an epoch.
  SHUFFLE(2),
  /// Which rows become test or validation rows.
  SPLIT(3);

  private static final int INDEX_BITS = 24;

  private final int code;

  Purpose(int code) {
    this.code = code;
  }

  /// The number of the `index`-th stream for this purpose.
  ///
  /// @throws IllegalArgumentException if the index is negative or 2²⁴ or more
  public int stream(int index) {
    if (index >>> INDEX_BITS != 0) {
      throw new IllegalArgumentException(
          "stream index " + index + " is not within 0 .. " + ((1 << INDEX_BITS) - 1));
    }
    return code << INDEX_BITS | index;
  }
}
