package netwright.parallel;

import java.util.ArrayList;
import java.util.List;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;

/// Turns a loop program into stages. Kernels with enough to do are divided among the parts, the others are left to the
/// first; a stage goes on as long as no part uses what another one writes in it.
public final class Scheduler {
  /// Work of a part that is worth meeting the others for: four microseconds.
  private static final double LEAST_PART = 400_000;

  /// Work of a program that is worth threads: a millisecond.
  private static final double LEAST_PROGRAM = 100e6;

  private static final double MICROSECOND = 100e3;

  private final LoopProgram program;
  private final int threads;
  private final double leastPart;
  private final List<List<Task>> stages = new ArrayList<>();
  private final List<Task> stage = new ArrayList<>();

  /// What the kernels of the present stage use: all of them, and those that are divided.
  private Footprint all = new Footprint();

  private Footprint divided = new Footprint();
  private int parts = 1;

  private Scheduler(LoopProgram program, int threads, double leastPart) {
    this.program = program;
    this.threads = threads;
    this.leastPart = leastPart;
  }

  /// A schedule of `program` for at most `threads` threads; for one if it has little to do.
  public static Schedule schedule(LoopProgram program, int threads) {
    Work work = new Work(program.capacity());
    double whole = program.kernels().stream().mapToDouble(work::of).sum();
    return whole < LEAST_PROGRAM
        ? Schedule.single(
            program,
            "one thread: some %.0f µs of work, others would help from %.0f µs on"
                .formatted(whole / MICROSECOND, LEAST_PROGRAM / MICROSECOND))
        : schedule(program, threads, LEAST_PART);
  }

  /// A schedule for at most `threads` threads.
  ///
  /// @param leastPart the work that a part of a kernel has at least
  public static Schedule schedule(LoopProgram program, int threads, double leastPart) {
    return new Scheduler(program, threads, leastPart).schedule();
  }

  private Schedule schedule() {
    program.kernels().forEach(this::add);
    endStage();
    if (parts == 1) {
      return Schedule.single(program, "one thread: no kernel has enough work for two");
    }
    return Schedule.of(
        program,
        parts,
        stages,
        "%d threads: kernels are divided into parts of %.0f µs and more; they wait for each other %d times"
            .formatted(parts, leastPart / MICROSECOND, stages.size() - 1));
  }

  private void add(LoopKernel kernel) {
    Accesses accesses = Accesses.of(kernel);
    double work = new Work(program.capacity()).of(kernel);
    int most = (int) Math.min(threads, work / leastPart);
    List<Task> tasks =
        most < 2 ? List.of() : new Splitting(program, kernel, accesses, most).tasks();
    if (tasks.isEmpty()) {
      whole(kernel, accesses);
    } else {
      parts = Math.max(parts, most);
      divided(tasks, accesses);
    }
  }

  /// Adds a kernel that the first part does alone; it waits for others only where these are divided.
  private void whole(LoopKernel kernel, Accesses accesses) {
    if (accesses.conflictsWith(divided)) {
      endStage();
    }
    stage.add(new Task.ByPart(kernel, 0));
    accesses.addTo(all);
  }

  private void divided(List<Task> tasks, Accesses accesses) {
    if (accesses.conflictsWith(all)) {
      endStage();
    }
    stage.addAll(tasks);
    accesses.addTo(all);
    accesses.addTo(divided);
  }

  private void endStage() {
    if (!stage.isEmpty()) {
      stages.add(List.copyOf(stage));
      stage.clear();
      all = new Footprint();
      divided = new Footprint();
    }
  }
}
