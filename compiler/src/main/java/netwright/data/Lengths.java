package netwright.data;

/// Lengths of arrays of numbers. More than an array can have is reported as memory that there is not.
final class Lengths {
  static final int LARGEST = Integer.MAX_VALUE - 8;

  private Lengths() {}

  /// The length of an array for `rows` samples of `size` numbers each.
  ///
  /// @throws OutOfMemoryError if an array cannot have as many
  static int of(int rows, int size) {
    long length = (long) rows * size;
    require(length);
    return (int) length;
  }

  /// The length of an array that has `size` numbers, and is to have `count` more and perhaps others after them.
  ///
  /// @throws OutOfMemoryError if an array cannot have as many
  static int grown(int size, int count) {
    require((long) size + count);
    return Math.clamp(size * 3L / 2, size + count, LARGEST);
  }

  private static void require(long length) {
    if (length > LARGEST) {
      throw new OutOfMemoryError("more numbers than an array can have");
    }
  }
}
