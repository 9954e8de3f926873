package netwright.laws;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import netwright.emit.Lanes;
import netwright.fuse.Fusion;
import netwright.fuse.KernelGraph;
import netwright.fuse.UnfusedKernels;
import netwright.ir.Graph;
import netwright.laws.GraphRunner.Trace;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.rewrite.Pipeline;

/// All ways to run one trial, each by its name.
final class Ways {
  private static final Lanes SCALAR = new Lanes.Scalar();

  private final Trial trial;
  private final GraphRunner runner;
  private final Graph canonical;
  private final KernelGraph kernels;
  private final Plan plan;
  private final Trace expected;

  Ways(Trial trial) {
    this.trial = trial;
    runner = new GraphRunner(trial);
    canonical = Pipeline.canonical(trial.graph());
    kernels = Fusion.fuse(canonical);
    plan = planned(kernels);
    expected = runner.interpret(canonical);
  }

  /// What all ways must leave: the canonical graph, interpreted.
  Trace expected() {
    return expected;
  }

  /// The main road.
  Map<String, Supplier<Trace>> always() {
    Map<String, Supplier<Trace>> ways = new LinkedHashMap<>();
    ways.put("compiled", () -> runner.compile(plan, SCALAR));
    ways.put("interpreted sweeps", () -> runner.interpretSweeps(plan, 16));
    return ways;
  }

  /// Each optimisation left out in turn, and the steps of the main road by themselves.
  Map<String, Supplier<Trace>> sometimes() {
    Map<String, Supplier<Trace>> ways = new LinkedHashMap<>();
    ways.put("not fused", () -> runner.compile(planned(UnfusedKernels.of(canonical)), SCALAR));
    ways.put("not planned", () -> runner.compile(unplanned(kernels), SCALAR));
    ways.put("nothing done", () -> runner.compile(unplanned(UnfusedKernels.of(canonical)), SCALAR));
    ways.put("interpreted program", () -> runner.interpretProgram(canonical, plan));
    ways.put("interpreted loops", () -> runner.interpretLoops(plan));
    ways.put("scalar sweeps", () -> runner.compileSweeps(plan, 8, SCALAR));
    return ways;
  }

  /// Some threads, in scalar code.
  Map<String, Supplier<Trace>> threads() {
    Map<String, Supplier<Trace>> ways = new LinkedHashMap<>();
    for (int parts : new int[] {2, 3, 8}) {
      ways.put(parts + " parts", () -> runner.compile(plan, SCALAR, parts));
    }
    return ways;
  }

  /// Vectors of all lengths.
  Map<String, Supplier<Trace>> vectors() {
    Map<String, Supplier<Trace>> ways = new LinkedHashMap<>();
    for (int lanes : new int[] {4, 8, 16}) {
      ways.put(lanes + " lanes", () -> runner.compile(plan, new Lanes.Vector(lanes)));
      ways.put(
          lanes + " lanes in sweeps",
          () -> runner.compileSweeps(plan, lanes, new Lanes.Vector(lanes)));
    }
    ways.put("16 lanes in one piece", () -> runner.compile(plan, new Lanes.Vector(16, true)));
    for (int parts : new int[] {2, 3, 8}) {
      ways.put(parts + " parts in 8 lanes", () -> runner.compile(plan, new Lanes.Vector(8), parts));
    }
    return ways;
  }

  private Plan planned(KernelGraph graph) {
    return Planner.plan(graph, trial.capacity(), runner.layout());
  }

  private Plan unplanned(KernelGraph graph) {
    return UnplannedMemory.plan(graph, trial.capacity(), runner.layout());
  }
}
