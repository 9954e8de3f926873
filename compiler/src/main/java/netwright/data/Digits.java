package netwright.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/// Reads decimal digits from bytes, up to eight at a time and without a branch for each.
final class Digits {
  /// How far behind the last digit this may look, to no effect.
  static final int AHEAD = 8;

  private static final long ZEROS = 0x3030303030303030L;
  private static final long TO_TEN = 0x7676767676767676L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long EVERY_FOURTH = 0x000000FF000000FFL;
  private static final long FIRST_AND_THIRD_PAIR = 100L + (1_000_000L << 32);
  private static final long SECOND_AND_FOURTH_PAIR = 1L + (10_000L << 32);
  private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

  private final ByteBuffer words;
  private long value;
  private int end;

  Digits(byte[] bytes) {
    words = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /// Reads the digits from `from` on, as those behind the digits of `before`. More than 19 in all overflow.
  void read(int from, long before) {
    int at = from;
    long read = before;
    long word = words.getLong(at) ^ ZEROS;
    long others = others(word);
    while (others == 0) {
      read = read * 100_000_000 + eight(word);
      at += 8;
      word = words.getLong(at) ^ ZEROS;
      others = others(word);
    }
    int bits = Long.numberOfTrailingZeros(others) & ~7;
    value = read * POWERS[bits >>> 3] + eight(word << 8 << 56 - bits);
    end = at + (bits >>> 3);
  }

  /// What was read, unsigned.
  long value() {
    return value;
  }

  /// The place behind the last digit.
  int end() {
    return end;
  }

  /// Has the high bit set in the first byte that is not 0 to 9, and perhaps in later ones; 0 if all are.
  private static long others(long word) {
    return (word + TO_TEN | word) & HIGH_BITS;
  }

  /// The number whose digits are the eight bytes, the lowest byte first.
  private static long eight(long bytes) {
    long pairs = 10 * bytes + (bytes >>> 8);
    return (pairs & EVERY_FOURTH) * FIRST_AND_THIRD_PAIR
            + (pairs >>> 16 & EVERY_FOURTH) * SECOND_AND_FOURTH_PAIR
        >>> 32;
  }
}
