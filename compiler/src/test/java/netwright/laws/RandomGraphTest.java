package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import netwright.emit.Lanes;
import netwright.fuse.Fusion;
import netwright.fuse.KernelGraph;
import netwright.fuse.UnfusedKernels;
import netwright.ir.Graph;
import netwright.laws.GraphRunner.Trace;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.rewrite.Pipeline;
import org.junit.jupiter.api.Test;

/// Whole training steps made by chance, three in a row, with full and partial batches: interpreted, optimised, compiled, and
/// with each optimisation left out, they leave the same bits.
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
    seeds.parallel().forEach(each -> check(each, seed != null));
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

  private static void check(long seed, boolean all) {
    Trial trial = RandomGraphs.trial(seed);
    GraphRunner runner = new GraphRunner(trial);
    Graph canonical = Pipeline.canonical(trial.graph());
    Graph optimised = Pipeline.optimise(canonical);
    Trace expected = runner.interpret(canonical);
    KernelGraph kernels = Fusion.fuse(optimised);
    Plan plan = Planner.plan(kernels, trial.capacity(), runner.layout());
    same(seed, "optimised", expected, () -> runner.interpret(optimised));
    same(seed, "interpreted program", expected, () -> runner.interpretProgram(optimised, plan));
    same(seed, "scalar", expected, () -> runner.compile(plan, new Lanes.Scalar()));
    if (all || seed % 4 == 0) {
      same(seed, "loops", expected, () -> runner.interpretLoops(plan));
    }
    if (all || seed % 4 == 1) {
      same(
          seed,
          "not optimised",
          expected,
          () -> runner.compile(plan(trial, Fusion.fuse(canonical), runner), new Lanes.Scalar()));
    }
    if (all || seed % 4 == 2) {
      same(
          seed,
          "not fused",
          expected,
          () ->
              runner.compile(
                  plan(trial, UnfusedKernels.of(optimised), runner), new Lanes.Scalar()));
    }
    if (all || seed % 4 == 3) {
      Plan unplanned = UnplannedMemory.plan(kernels, trial.capacity(), runner.layout());
      same(seed, "not planned", expected, () -> runner.compile(unplanned, new Lanes.Scalar()));
    }
    if (all || seed % VECTOR_SHARE == 0) {
      for (Lanes lanes : GraphRunner.FLAVOURS) {
        same(seed, lanes.toString(), expected, () -> runner.compile(plan, lanes));
      }
    }
  }

  private static Plan plan(Trial trial, KernelGraph kernels, GraphRunner runner) {
    return Planner.plan(kernels, trial.capacity(), runner.layout());
  }

  private static void same(long seed, String way, Trace expected, Supplier<Trace> run) {
    String place = "graph of -Dseed=" + seed + ", " + way;
    try {
      assertEquals("", run.get().difference(expected), place);
    } catch (RuntimeException | LinkageError cause) {
      throw new AssertionError(place + " failed", cause);
    }
  }
}
