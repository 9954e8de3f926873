package netwright.data;

import static netwright.data.TestData.NOTHING;
import static netwright.data.TestData.share;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SplitTest {
  private static long of(int kind, int[] rows, float... classes) {
    return Arrays.stream(rows).filter(row -> classes[row] == kind).count();
  }

  private static float[] skewed() {
    float[] classes = new float[100];
    for (int row = 0; row < 100; row++) {
      classes[row] = row < 70 ? 0 : row < 95 ? 1 : 2;
    }
    return classes;
  }

  @Test
  void everyClassIsHeldOutAsOftenAsItOccurs() {
    float[] classes = skewed();
    for (int seed = 0; seed < 20; seed++) {
      Split split = Split.of(100, share(0.2), share(0.25), seed, classes);
      assertArrayEquals(
          new long[] {14, 5, 1},
          new long[] {
            of(0, split.test(), classes), of(1, split.test(), classes), of(2, split.test(), classes)
          });
      assertArrayEquals(
          new long[] {14, 5, 1},
          new long[] {
            of(0, split.validation(), classes),
            of(1, split.validation(), classes),
            of(2, split.validation(), classes)
          });
      assertComplete(split);
    }
  }

  private static void assertComplete(Split split) {
    int[] joined =
        IntStream.concat(
                IntStream.of(split.train()),
                IntStream.concat(IntStream.of(split.validation()), IntStream.of(split.test())))
            .sorted()
            .toArray();
    assertArrayEquals(IntStream.range(0, 100).toArray(), joined);
  }

  /// 3 of 10 rows, of classes with 4, 3 and 3: quotas 1.2, 0.9, 0.9.
  @Test
  void remaindersGoToTheLargest() {
    float[] classes = {0, 0, 0, 0, 1, 1, 1, 2, 2, 2};
    Split split = Split.of(10, share(0.3), NOTHING, 5, classes);
    assertEquals(1, of(0, split.test(), classes));
    assertEquals(1, of(1, split.test(), classes));
    assertEquals(1, of(2, split.test(), classes));
  }

  @Test
  void oneClassIsNoClass() {
    Split plain = Split.of(50, share(0.2), share(0.1), 3);
    Split single = Split.of(50, share(0.2), share(0.1), 3, new float[50]);
    assertArrayEquals(plain.test(), single.test());
    assertArrayEquals(plain.validation(), single.validation());
    assertArrayEquals(plain.train(), single.train());
  }
}
