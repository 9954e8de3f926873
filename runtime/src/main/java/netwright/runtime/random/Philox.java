package netwright.runtime.random;

/// The counter-based generator Philox4x32-10: a bijection of a 128-bit counter under a 64-bit key.
///
/// Salmon, Moraes, Dror and Shaw, "Parallel random numbers: as easy as 1, 2, 3", SC 2011. Counter
/// and key are made of the place of the number:
///
/// | word | holds |
/// |---|---|
/// | key 0, 1 | the seed, low half first |
/// | counter 0 | the block, bits 0 to 31 |
/// | counter 1 | the block, bits 32 to 47; above them the step, bits 32 to 47 |
/// | counter 2 | the step, bits 0 to 31 |
/// | counter 3 | the stream |
///
/// where element e is word `e & 3` of block `e >>> 2`. So places differ as long as steps are below
/// 2⁴⁸ and elements below 2⁵⁰.
public final class Philox {
  /// What a round multiplies counter word 0 with.
  public static final int MULTIPLIER_0 = 0xD2511F53;

  /// What a round multiplies counter word 2 with.
  public static final int MULTIPLIER_1 = 0xCD9E8D57;

  /// What is added to key word 0 between rounds: the golden ratio.
  public static final int KEY_STEP_0 = 0x9E3779B9;

  /// What is added to key word 1 between rounds: √3 - 1.
  public static final int KEY_STEP_1 = 0xBB67AE85;

  /// The number of rounds.
  public static final int ROUNDS = 10;

  private static final long UNSIGNED = 0xFFFFFFFFL;

  private Philox() {}

  /// The 32 random bits of one element.
  ///
  /// @param stream what the numbers are for, see [Purpose#stream]
  /// @param step the training step or epoch, below 2⁴⁸
  /// @param element the index of the element, below 2⁵⁰
  public static int bits(long seed, int stream, long step, long element) {
    long block = element >>> 2;
    long pair = pair((int) block, word1(block, step), (int) step, stream, seed, (element & 2) != 0);
    return (int) ((element & 1) == 0 ? pair : pair >>> 32);
  }

  /// The 64 random bits of one element of a stream of 64-bit words: the words 2·(e & 1) and 2·(e &
  /// 1) + 1 of block `e >>> 1`, the first of them in the low half.
  public static long longBits(long seed, int stream, long step, long element) {
    long block = element >>> 1;
    return pair((int) block, word1(block, step), (int) step, stream, seed, (element & 1) != 0);
  }

  /// The random bits of the elements 4·`block` to 4·`block` + 3, as [#bits] has them, into `target`.
  static void block(long seed, int stream, long step, long block, int[] target) {
    block((int) block, word1(block, step), (int) step, stream, seed, target);
  }

  /// The four words of the bijection for this counter and key, into `target`.
  static void block(
      int counter0, int counter1, int counter2, int counter3, long key, int[] target) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = (counter0 & UNSIGNED) * (MULTIPLIER_0 & UNSIGNED);
      long product1 = (counter2 & UNSIGNED) * (MULTIPLIER_1 & UNSIGNED);
      counter0 = (int) (product1 >>> 32) ^ counter1 ^ key0;
      counter1 = (int) product1;
      counter2 = (int) (product0 >>> 32) ^ counter3 ^ key1;
      counter3 = (int) product0;
      key0 += KEY_STEP_0;
      key1 += KEY_STEP_1;
    }
    target[0] = counter0;
    target[1] = counter1;
    target[2] = counter2;
    target[3] = counter3;
  }

  private static int word1(long block, long step) {
    return (int) (block >>> 32) & 0xFFFF | (int) (step >>> 32) << 16;
  }

  /// Words 0 and 1, or `upper` words 2 and 3, of the bijection; the first of the two in the low
  /// half.
  private static long pair(
      int counter0, int counter1, int counter2, int counter3, long key, boolean upper) {
    int key0 = (int) key;
    int key1 = (int) (key >>> 32);
    for (int round = 0; round < ROUNDS; round++) {
      long product0 = (counter0 & UNSIGNED) * (MULTIPLIER_0 & UNSIGNED);
      long product1 = (counter2 & UNSIGNED) * (MULTIPLIER_1 & UNSIGNED);
      counter0 = (int) (product1 >>> 32) ^ counter1 ^ key0;
      counter1 = (int) product1;
      counter2 = (int) (product0 >>> 32) ^ counter3 ^ key1;
      counter3 = (int) product0;
      key0 += KEY_STEP_0;
      key1 += KEY_STEP_1;
    }
    return upper ? join(counter2, counter3) : join(counter0, counter1);
  }

  private static long join(int low, int high) {
    return low & UNSIGNED | (long) high << 32;
  }
}
