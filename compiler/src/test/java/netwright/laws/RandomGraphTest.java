package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import netwright.laws.GraphRunner.Trace;
import org.junit.jupiter.api.Test;

/// Whole training steps made by chance, three in a row, with full and partial batches: interpreted, compiled, and with
/// each optimisation left out, they leave the same bits.
///
/// `-Dgraphs=10000` tries more of them, `-Dseed=7` one alone.
class RandomGraphTest {
  private static final long GRAPHS = Long.getLong("graphs", 1000);

  /// One graph in so many also runs in vectors, which is slow before it is compiled to machine code.
  private static final int VECTOR_SHARE = 20;

  @Test
  void everyWayToRunAGraphLeavesTheSameBits() {
    Long seed = Long.getLong("seed");
    LongStream seeds = seed == null ? LongStream.range(0, GRAPHS) : LongStream.of(seed);
    seeds.parallel().forEach(each -> check(each, RandomGraphs.trial(each), seed != null));
  }

  /// The same graphs with all numbers in f64. One in four is tried.
  @Test
  void everyWayToRunAGraphInDoublePrecisionLeavesTheSameBits() {
    Long seed = Long.getLong("seed");
    LongStream seeds =
        seed == null
            ? LongStream.range(0, GRAPHS).filter(each -> each % 4 == 1)
            : LongStream.of(seed);
    seeds.parallel().forEach(each -> check(each, RandomGraphs.wideTrial(each), seed != null));
  }

  /// Graphs whose losses are all NaN would prove little.
  @Test
  void mostGraphsTrain() {
    long trained = LongStream.range(0, 100).filter(RandomGraphTest::trains).count();
    assertTrue(trained >= 60, () -> "only " + trained + " of 100 random graphs train");
  }

  private static boolean trains(long seed) {
    Trial trial = RandomGraphs.trial(seed);
    Trace trace = new GraphRunner(trial).interpret(trial.graph());
    boolean finite = Double.isFinite(trace.values().get("1 value loss")[0]);
    boolean changed =
        trace.values().entrySet().stream()
            .filter(entry -> entry.getKey().startsWith("1 variable"))
            .anyMatch(entry ->
                !Arrays.equals(
                    entry.getValue(), trace.values().get("2" + entry.getKey().substring(1))));
    return finite && changed;
  }

  private static void check(long seed, Trial trial, boolean all) {
    Ways ways = new Ways(trial);
    ways.always().forEach((name, way) -> requireSame(seed, name, ways.expected(), way));
    inTurn(seed, all, ways.expected(), ways.sometimes());
    inTurn(seed, all, ways.expected(), ways.threads());
    if (all || seed % VECTOR_SHARE < 2) {
      ways.vectors().forEach((name, way) -> requireSame(seed, name, ways.expected(), way));
    }
  }

  private static void inTurn(
      long seed, boolean all, Trace expected, Map<String, Supplier<Trace>> ways) {
    List<Map.Entry<String, Supplier<Trace>>> list = List.copyOf(ways.entrySet());
    for (int i = 0; i < list.size(); i++) {
      if (all || i == seed % list.size()) {
        requireSame(seed, list.get(i).getKey(), expected, list.get(i).getValue());
      }
    }
  }

  private static void requireSame(long seed, String way, Trace expected, Supplier<Trace> run) {
    String place = "graph of -Dseed=" + seed + ", " + way;
    try {
      assertEquals("", run.get().difference(expected), place);
    } catch (RuntimeException | LinkageError cause) {
      throw new AssertionError(place + " failed", cause);
    }
  }
}
