package netwright.driver;

import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import netwright.codegen.LoopLowering;
import netwright.diag.Code;
import netwright.diag.CompilationFailed;
import netwright.emit.ClassEmitter;
import netwright.emit.EmittedClass;
import netwright.emit.GeneratedClassLoader;
import netwright.emit.Lanes;
import netwright.emit.Processor;
import netwright.fuse.Fusion;
import netwright.fuse.KernelGraph;
import netwright.interp.InterpretedProgram;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.loop.LoopProgram;
import netwright.parallel.Schedule;
import netwright.parallel.Scheduler;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.plan.VariableLayout;
import netwright.runtime.Flavour;
import netwright.runtime.ProgramSpec;
import netwright.schedule.Sweeps;

/// The stages from a canonical graph on.
///
/// @param canonical what the interpreter runs
/// @param kernels the same computation, fused
/// @param plan where everything is
/// @param layout the places of variables
record BackEnd(Graph canonical, KernelGraph kernels, Plan plan, VariableLayout layout) {

  /// The stages of `canonical` for runs of at most `capacity` samples.
  ///
  /// @throws CompilationFailed if a run needs more memory than there is
  static BackEnd of(Graph canonical, int capacity, VariableLayout layout) {
    return atMost(canonical, capacity, capacity, layout, Planner::plan)
        .orElseThrow(() -> tooLarge(canonical, capacity));
  }

  /// The stages of `canonical` for runs of `most` samples, or of fewer if that needs more memory than there is.
  ///
  /// @throws CompilationFailed if one sample needs more memory than there is
  static BackEnd inPieces(Graph canonical, int most, VariableLayout layout) {
    return atMost(canonical, most, 1, layout, Planner::plan)
        .orElseThrow(() -> tooLarge(canonical, 1));
  }

  /// The same with variables that never change; see [Planner#planForConstants].
  ///
  /// @throws CompilationFailed if one sample needs more memory than there is
  static BackEnd forConstants(Graph canonical, int most, VariableLayout layout) {
    return atMost(canonical, most, 1, layout, Planner::planForConstants)
        .orElseThrow(() -> tooLarge(canonical, 1));
  }

  private interface Planning {
    Plan plan(KernelGraph kernels, int capacity, VariableLayout layout);
  }

  private static Optional<BackEnd> atMost(
      Graph canonical, int most, int least, VariableLayout layout, Planning planning) {
    KernelGraph kernels = Fusion.fuse(canonical);
    for (int capacity = most; capacity >= least; capacity /= 2) {
      int samples = capacity;
      Optional<Plan> plan =
          fitting(() -> planning.plan(kernels, samples, layout))
              .or(() -> fitting(() -> Planner.planWithoutSweeps(kernels, samples, layout)));
      if (plan.isPresent()) {
        return Optional.of(new BackEnd(canonical, kernels, plan.get(), layout));
      }
    }
    return Optional.empty();
  }

  private static Optional<Plan> fitting(Supplier<Plan> planning) {
    try {
      return Optional.of(planning.get()).filter(plan -> fits(plan.spec()));
    } catch (ArithmeticException tooLarge) {
      return Optional.empty();
    }
  }

  private static boolean fits(ProgramSpec spec) {
    return bytes(spec) < Runtime.getRuntime().maxMemory() / 2;
  }

  /// Bytes that a run needs beside the weights, on one thread.
  static long bytes(ProgramSpec spec) {
    return (long) Float.BYTES * (spec.scratchSize() + (long) spec.lanesSize())
        + (long) Double.BYTES * spec.wideSize();
  }

  private static CompilationFailed tooLarge(Graph canonical, int capacity) {
    String samples = capacity == 1 ? "one sample" : capacity + " samples";
    return Failures.of(
        Code.TOO_LARGE,
        canonical.name() + " needs more memory than there is for " + samples + " at a time",
        capacity == 1
            ? "make the layers smaller"
            : "make the batch smaller: --set train.batch=" + capacity / 2);
  }

  /// The loops of `flavour`, which go over the rows of a tiny network in sweeps.
  LoopProgram loops(Flavour flavour) {
    return Sweeps.of(LoopLowering.lower(plan), plan, flavour.lanes());
  }

  /// The class files of a program, the main one first.
  List<EmittedClass> classes(String className, String sourceFile, Flavour flavour) {
    return ClassEmitter.emit(loops(flavour), className, sourceFile, Lanes.of(flavour));
  }

  /// The class files of a program in each of `flavours`, by whose suffixes `className` is followed; side by side on all cores.
  List<EmittedClass> classes(String className, String sourceFile, List<Flavour> flavours) {
    return flavours.parallelStream()
        .flatMap(each -> classes(className + each.suffix(), sourceFile, each).stream())
        .toList();
  }

  /// The program as loaded classes, for one thread.
  Executable compiled(String className, String sourceFile, Flavour flavour) {
    return compiled(className, sourceFile, flavour, 1);
  }

  /// The program as loaded classes, for at most `threads` threads; a `netwright.threads.ParallelProgram` if there is work
  /// for more than one. Scalar code stays on one: what has little to do is what it is good at. So does a network in f64, whose
  /// sums have one memory for all threads.
  Executable compiled(String className, String sourceFile, Flavour flavour, int threads) {
    Schedule schedule = schedule(loops(flavour), flavour, threads);
    return new Executable(
        GeneratedClassLoader.load(
            ClassEmitter.emit(schedule, className, sourceFile, Processor.lanes(flavour))),
        plan.spec());
  }

  private Schedule schedule(LoopProgram loops, Flavour flavour, int threads) {
    return threads == 1 || flavour == Flavour.SCALAR || layout.dtype() == DType.F64
        ? Schedule.single(loops)
        : Scheduler.schedule(loops, Math.min(threads, mostThreads()));
  }

  /// In what form each kernel is computed by the code of `flavour` in `lanes` for at most `threads` threads, and why.
  String explained(Flavour flavour, Lanes lanes, int threads) {
    Sweeps.Scheduled swept = Sweeps.scheduled(LoopLowering.lower(plan), plan, flavour.lanes());
    Schedule schedule = schedule(swept.program(), flavour, threads);
    return new Explanation(kernels, lanes, swept, schedule, ClassEmitter.explain(schedule, lanes))
        .toString();
  }

  /// How many threads may have scratch memory of their own, which together is to be a small part of all memory.
  private int mostThreads() {
    long each = (long) Float.BYTES * plan.spec().lanesSize();
    return (int) Math.max(1, Runtime.getRuntime().maxMemory() / 8 / each);
  }

  /// The program in plain code around one vector kernel of the width of `flavour`, which is soon warm.
  Executable sharedTile(String className, String sourceFile, Flavour flavour) {
    return new Executable(
        GeneratedClassLoader.load(
            ClassEmitter.emit(
                loops(Flavour.SCALAR), className, sourceFile, new Lanes.Shared(flavour.lanes()))),
        plan.spec());
  }

  /// The program as the interpreter runs it.
  Executable interpreted() {
    return new Executable(
        new InterpretedProgram(canonical, plan.spec(), layout.variables()), plan.spec());
  }
}
