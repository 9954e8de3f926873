package netwright.runtime.random;

import java.util.Objects;

/// Random permutations, every one of them equally likely.
///
/// The shuffle of Fisher and Yates (Durstenfeld's form). Index i of a permutation draws from
/// element i of the stream at step = epoch (of which four make a block of [Philox]), and should that draw be rejected from element i + k·2³²
/// at its k-th repetition.
public final class Permutation {
  private static final long UNSIGNED = 0xFFFFFFFFL;

  /// Elements a call is for: calls have a method compiled long before the turns of a loop do.
  private static final int AT_ONCE = 64;

  private Permutation() {}

  /// A permutation of 0 .. count - 1 in a new array.
  ///
  /// @throws NegativeArraySizeException if count is negative
  public static int[] shuffled(int count, long seed, int stream, long epoch) {
    int[] target = new int[count];
    shuffle(target, count, seed, stream, epoch);
    return target;
  }

  /// Overwrites the first `count` elements of `target` with a permutation of 0 .. count - 1;
  /// allocates no more than the four draws of a block.
  ///
  /// @throws IndexOutOfBoundsException if the array is shorter
  public static void shuffle(int[] target, int count, long seed, int stream, long epoch) {
    Objects.checkFromToIndex(0, count, target.length);
    int from = 0;
    while (from < count) {
      int to = from + Math.min(AT_ONCE, count - from);
      ascend(target, from, to);
      from = to;
    }
    int i = count - 1;
    for (; i > 0 && (i & 3) != 3; i--) {
      swap(target, i, Philox.bits(seed, stream, epoch, i), seed, stream, epoch);
    }
    int[] draws = new int[4];
    for (; i > 0; i -= 4) {
      swapFour(target, i, draws, seed, stream, epoch);
    }
  }

  /// Elements `from` to `to` - 1 become their own indices.
  private static void ascend(int[] target, int from, int to) {
    for (int i = from; i < to; i++) {
      target[i] = i;
    }
  }

  /// Exchanges elements i, i - 1, i - 2 and i - 3.
  private static void swapFour(
      int[] target, int i, int[] draws, long seed, int stream, long epoch) {
    Philox.block(seed, stream, epoch, i >>> 2, draws);
    swap(target, i, draws[3], seed, stream, epoch);
    swap(target, i - 1, draws[2], seed, stream, epoch);
    swap(target, i - 2, draws[1], seed, stream, epoch);
    swap(target, i - 3, draws[0], seed, stream, epoch);
  }

  /// Exchanges element i for one not behind it, which the draw `bits` chooses.
  private static void swap(int[] target, int i, int bits, long seed, int stream, long epoch) {
    int j = below(i + 1, bits, seed, stream, epoch, i);
    int swapped = target[i];
    target[i] = target[j];
    target[j] = swapped;
  }

  /// An integer in 0 .. bound - 1, each equally likely: Lemire, "Fast random integer generation in
  /// an interval", 2019. The upper half of bits·bound is the result; draws whose lower half is less
  /// than 2³² mod bound would favour some results and are repeated.
  private static int below(int bound, int bits, long seed, int stream, long step, long element) {
    long product = (bits & UNSIGNED) * bound;
    if ((product & UNSIGNED) < bound) {
      long threshold = (1L << 32) % bound;
      for (long place = element + (1L << 32); (product & UNSIGNED) < threshold; place += 1L << 32) {
        product = (Philox.bits(seed, stream, step, place) & UNSIGNED) * bound;
      }
    }
    return (int) (product >>> 32);
  }
}
