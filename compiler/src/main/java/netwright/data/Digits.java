package netwright.data;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// Reads decimal digits from bytes, up to eight at a time and without a branch for each.
final class Digits {
  /// How far behind the last digit this may look, to no effect.
  static final int AHEAD = 8;

  private static final VarHandle WORDS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ZEROS = 0x3030303030303030L;
  private static final long TO_TEN = 0x7676767676767676L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long EVERY_FOURTH = 0x000000FF000000FFL;
  private static final long FIRST_AND_THIRD_PAIR = 100L + (1_000_000L << 32);
  private static final long SECOND_AND_FOURTH_PAIR = 1L + (10_000L << 32);
  private static final int[] POWERS = {1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000};

  private final byte[] bytes;
  private long value;
  private int end;

  Digits(byte[] bytes) {
    this.bytes = bytes;
  }

  /// Reads the digits from `from` on, as those behind the digits of `before`. More than 19 in all overflow.
  void read(int from, long before) {
    int at = from;
    long read = before;
    long word = word(bytes, at);
    while (count(word) == Long.BYTES) {
      read = read * 100_000_000 + eight(word);
      at += Long.BYTES;
      word = word(bytes, at);
    }
    int count = count(word);
    value = appended(read, word, count);
    end = at + count;
  }

  /// What was read, unsigned.
  long value() {
    return value;
  }

  /// The place behind the last digit.
  int end() {
    return end;
  }

  /// Eight bytes from `from` on, the lowest first, each digit as its value.
  static long word(byte[] bytes, int from) {
    return (long) WORDS.get(bytes, from) ^ ZEROS;
  }

  /// With how many digits, 0 to 8, a [#word] begins: the bytes before the lowest that is not 0 to 9.
  static int count(long word) {
    return Long.numberOfTrailingZeros((word + TO_TEN | word) & HIGH_BITS) >>> 3;
  }

  /// The number of `digits` and, behind them, the first `count` of `word`, fewer than eight.
  static long appended(long digits, long word, int count) {
    return digits * POWERS[count] + leading(word, count);
  }

  /// The number of the first `count` digits of `word`, fewer than eight.
  static long leading(long word, int count) {
    return eight(word << 8 << 56 - 8 * count);
  }

  /// The number whose digits are the eight bytes, the lowest byte first.
  private static long eight(long bytes) {
    long pairs = 10 * bytes + (bytes >>> 8);
    return (pairs & EVERY_FOURTH) * FIRST_AND_THIRD_PAIR
            + (pairs >>> 16 & EVERY_FOURTH) * SECOND_AND_FOURTH_PAIR
        >>> 32;
  }
}
