package netwright.facade;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Method;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.LongSupplier;
import netwright.runtime.Predictor;
import netwright.runtime.io.TensorFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// One predictor in the hands of many threads, while its weights are swapped.
class SharedPredictorTest {
  private static final int THREADS = 24;
  private static final int CALLS = 1_000_000;

  private static final String NETWORK =
      """
      network Prices {
        input  x: [2]
        target y: [1]
        output price = x -> linear(4) -> relu -> linear(3) -> relu -> linear(1)
        loss mse(price, y)
        train { optimizer = adam(lr = 0.01)  batch = 4  epochs = 1 }
        data  { file = "d.csv"  x = [0, 1]  y = [2] }
      }
      """;

  /// A program that predicts, looks at each answer, and allocates nothing itself.
  private static final String PROGRAM =
      """
      import java.lang.foreign.Arena;
      import java.lang.foreign.MemorySegment;
      import java.lang.foreign.ValueLayout;
      import java.util.function.LongSupplier;

      /** Uses a predictor. */
      public final class Use {
        private static final int SAMPLES = 16;

        private Use() {}

        /**
         * Counts answers that are neither those of the old weights nor those of the new ones.
         *
         * @param prices to be asked
         * @param old prices with the old weights
         * @param other prices with the new ones
         * @param calls how many questions
         * @return the number
         */
        public static Integer wrong(Prices prices, Prices old, Prices other, int calls) {
          float[][] x = new float[SAMPLES][];
          float[] expected = new float[SAMPLES];
          float[] another = new float[SAMPLES];
          for (int i = 0; i < SAMPLES; i++) {
            x[i] = new float[] {i - 7.5f, 3f / (i + 1)};
            expected[i] = old.price(x[i]);
            another[i] = other.price(x[i]);
          }
          float[] three = {x[0][0], x[0][1], x[1][0], x[1][1], x[2][0], x[2][1]};
          float[] said = new float[3];
          int wrong = 0;
          for (int call = 0; call < calls; call++) {
            int i = call % SAMPLES;
            float price = prices.price(x[i]);
            if (price != expected[i] && price != another[i]) {
              wrong++;
            }
            if (i == 0) {
              prices.predictInto(three, said);
              boolean before = said[0] == expected[0] && said[1] == expected[1] && said[2] == expected[2];
              boolean after = said[0] == another[0] && said[1] == another[1] && said[2] == another[2];
              wrong += before || after ? 0 : 1;
            }
          }
          return wrong;
        }

        /**
         * Counts the bytes that predictions allocate, in the best of some rounds: in the others, compiled code may be given up
         * for better one, and what it kept in registers becomes an object once.
         *
         * @param prices to be asked
         * @param allocated what this thread has allocated so far
         * @return the number
         */
        public static Long bytes(Prices prices, LongSupplier allocated) {
          try (Arena arena = Arena.ofConfined()) {
            float[] x = {1, 2};
            float[] many = new float[2000];
            float[] price = new float[1];
            float[] manyPrices = new float[1000];
            MemorySegment segment = arena.allocateFrom(ValueLayout.JAVA_FLOAT, many);
            MemorySegment prediction = arena.allocate(ValueLayout.JAVA_FLOAT, 1000);
            long least = Long.MAX_VALUE;
            for (int round = 0; round < 6; round++) {
              long before = allocated.getAsLong();
              for (int i = 0; i < 20_000; i++) {
                prices.predictInto(x, price);
                price[0] += prices.price(x);
                if (i % 100 == 0) {
                  prices.predictInto(many, manyPrices);
                  prices.predictInto(segment, prediction);
                }
              }
              least = Math.min(least, allocated.getAsLong() - before);
            }
            return least;
          }
        }
      }
      """;

  @TempDir Path folder;
  private FacadeFolder facade;
  private Class<?> program;
  private Class<?> type;

  @BeforeEach
  void compile() throws IOException, ReflectiveOperationException, URISyntaxException {
    facade = new FacadeFolder(folder, NETWORK);
    facade.javac("Use.java", PROGRAM);
    program = facade.load("Use");
    type = facade.load("Prices");
  }

  private Predictor prices(TensorFile weights) throws ReflectiveOperationException {
    return (Predictor) type.getMethod("load", TensorFile.class).invoke(null, weights);
  }

  @Test
  void everyAnswerIsThatOfTheOldOrOfTheNewWeights() throws Exception {
    try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
      assertEquals(0, wrong(threads, CALLS));
    }
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      assertEquals(0, wrong(threads, CALLS / 10));
    }
  }

  private int wrong(ExecutorService threads, int calls) throws Exception {
    TensorFile[] weights = {facade.weights(1, Map.of()), facade.weights(2, Map.of())};
    Predictor shared = prices(weights[0]);
    Method method = program.getMethod("wrong", type, type, type, int.class);
    List<Future<Integer>> wrong = new ArrayList<>();
    for (int thread = 0; thread < THREADS; thread++) {
      Object[] arguments = {shared, prices(weights[0]), prices(weights[1]), calls};
      Callable<Integer> task = () -> (Integer) method.invoke(null, arguments);
      wrong.add(threads.submit(task));
    }
    int swaps = 0;
    while (wrong.stream().anyMatch(count -> !count.isDone())) {
      shared.swapWeights(weights[++swaps % 2]);
      Thread.sleep(1);
    }
    assertTrue(swaps > 10, "only " + swaps + " swaps");
    int sum = 0;
    for (Future<Integer> count : wrong) {
      sum += count.get();
    }
    return sum;
  }

  @Test
  void predictionsAllocateNothing() throws ReflectiveOperationException {
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    LongSupplier allocated = threads::getCurrentThreadAllocatedBytes;
    Predictor prices = prices(facade.weights(1, Map.of()));
    Method bytes = program.getMethod("bytes", type, LongSupplier.class);
    assertEquals(0L, bytes.invoke(null, prices, allocated));
  }
}
