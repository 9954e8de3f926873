package netwright.runtime.random;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PermutationTest {
  private static final int STREAM = Purpose.SHUFFLE.stream(0);

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3, 100, 60_000})
  void holdsEveryIndexOnce(int count) {
    int[] sorted = Permutation.shuffled(count, 5, STREAM, 1);
    Arrays.sort(sorted);
    assertArrayEquals(IntStream.range(0, count).toArray(), sorted);
  }

  @Test
  void dependsOnSeedStreamAndEpoch() {
    int[] one = Permutation.shuffled(50, 5, STREAM, 1);
    assertArrayEquals(one, Permutation.shuffled(50, 5, STREAM, 1));
    assertFalse(Arrays.equals(one, Permutation.shuffled(50, 6, STREAM, 1)));
    assertFalse(Arrays.equals(one, Permutation.shuffled(50, 5, STREAM + 1, 1)));
    assertFalse(Arrays.equals(one, Permutation.shuffled(50, 5, STREAM, 2)));
  }

  /// The result of a second implementation, in another language.
  @Test
  void isKnown() {
    int[] expected = {8, 4, 3, 0, 9, 5, 1, 7, 2, 6};
    assertArrayEquals(expected, Permutation.shuffled(10, 5, STREAM, 1));
  }

  /// Counts on both sides of every multiple of four, and one with draws that are repeated.
  @Test
  void drawsAreThoseOfTheirPlaces() {
    for (int count = 0; count < 70; count++) {
      assertArrayEquals(drawnOneByOne(count, 9), Permutation.shuffled(count, 5, STREAM, 9));
    }
    int large = 3_000_003;
    assertArrayEquals(
        drawnOneByOne(large, 1L << 40), Permutation.shuffled(large, 5, STREAM, 1L << 40));
  }

  private static int[] drawnOneByOne(int count, long epoch) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      long place = i;
      long product;
      do {
        product = (Philox.bits(5, STREAM, epoch, place) & 0xFFFFFFFFL) * (i + 1);
        place += 1L << 32;
      } while ((product & 0xFFFFFFFFL) < (1L << 32) % (i + 1));
      int j = (int) (product >>> 32);
      int swapped = order[i];
      order[i] = order[j];
      order[j] = swapped;
    }
    return order;
  }

  @Test
  void leavesTheRestOfTheArrayAlone() {
    int[] target = new int[60];
    Arrays.fill(target, -7);
    Permutation.shuffle(target, 50, 5, STREAM, 1);
    assertArrayEquals(Permutation.shuffled(50, 5, STREAM, 1), Arrays.copyOf(target, 50));
    assertEquals(10, IntStream.of(target).filter(value -> value == -7).count());
    assertThrows(
        IndexOutOfBoundsException.class, () -> Permutation.shuffle(target, 61, 5, STREAM, 1));
  }

  /// 24 permutations, each expected 2,000 times; chi squared with 23 degrees of freedom.
  @Test
  void everyOrderIsEquallyLikely() {
    Map<String, Integer> counts = new HashMap<>();
    for (int epoch = 0; epoch < 48_000; epoch++) {
      counts.merge(Arrays.toString(Permutation.shuffled(4, 5, STREAM, epoch)), 1, Integer::sum);
    }
    double squares = counts.values().stream().mapToDouble(n -> (n - 2000.0) * (n - 2000)).sum();
    assertEquals(24, counts.size());
    assertEquals(23, squares / 2000, 27);
  }
}
