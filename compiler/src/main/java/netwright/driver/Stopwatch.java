package netwright.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import netwright.runtime.Rehearsable;

/// Times a program, run after run: first until the times settle and the virtual machine's compilers rest, then for the
/// figures. Before each sample the weights are set back, so that all runs compute the same.
final class Stopwatch {
  private static final double SAMPLE_NANOS = 10e6;
  private static final int WINDOW = 5;
  private static final double STEADY = 0.05;
  private static final double MOSTLY_IDLE = 0.1;
  private static final int SAMPLES = 25;

  private final Program program;
  private final Memory memory;
  private final int rows;
  private final Persistent weights;
  private final Limits limits;
  private long runs;
  private long leastBytes;

  Stopwatch(Program program, Memory memory, int rows, Persistent weights, Limits limits) {
    this.program = program;
    this.memory = memory;
    this.rows = rows;
    this.weights = weights;
    this.limits = limits;
  }

  /// What came out.
  ///
  /// @param nanos of a run, the median of the samples
  /// @param runs that went into the samples
  /// @param bytes that a run allocates
  /// @param settled whether the times had settled before, and the compilers rested
  record Times(double nanos, long runs, OptionalLong bytes, boolean settled) {}

  /// Warms up for a sixth to two thirds of the limits, and measures for at most a sixth.
  Times measure() {
    double first = sample(1);
    boolean settled = warmUp(first);
    long before = runs;
    long start = System.nanoTime();
    leastBytes = Long.MAX_VALUE;
    List<Double> times = new ArrayList<>();
    do {
      times.add(sample(times.isEmpty() ? first : times.getLast(), limits.steps() - runs));
    } while (times.size() < SAMPLES && runs < limits.steps() && isWithin(start, 1));
    OptionalLong bytes = Allocation.COUNTED ? OptionalLong.of(leastBytes) : OptionalLong.empty();
    return new Times(median(times), runs - before, bytes, settled);
  }

  /// @return whether the times settled
  private boolean warmUp(double first) {
    List<Double> times = new ArrayList<>(List.of(first));
    long start = System.nanoTime();
    rehearse(start);
    JitLoad compilers = new JitLoad();
    boolean idle = false;
    long most = limits.steps() / 2;
    while (runs < most && isWithin(start, 4)) {
      times.add(sample(times.getLast(), most - runs));
      if (times.size() % WINDOW == 0) {
        idle = compilers.sinceLastCall() < MOSTLY_IDLE;
      }
      if (idle && isSteady(times) && !isWithin(start, 1)) {
        return true;
      }
    }
    return idle && isSteady(times);
  }

  /// Runs through code that can be, so that a compiler has it all before it would in full runs, which are slow until then.
  private void rehearse(long start) {
    if (!(program instanceof Rehearsable rehearsable)) {
      return;
    }
    long most = Math.min(Rehearsable.REHEARSALS, limits.steps());
    for (long i = 0; i < most && isWithin(start, 3); i++) {
      memory.persistent().set(weights);
      rehearsable.rehearse(memory, rows);
    }
  }

  private boolean isWithin(long start, int sixths) {
    return System.nanoTime() - start < limits.seconds() * 1e9 / 6 * sixths;
  }

  private static boolean isSteady(List<Double> times) {
    int count = times.size();
    if (count < 2 * WINDOW) {
      return false;
    }
    double before = median(times.subList(count - 2 * WINDOW, count - WINDOW));
    double now = median(times.subList(count - WINDOW, count));
    return Math.abs(before - now) <= STEADY * before;
  }

  /// The nanoseconds of a run, in a sample of several runs if they are short.
  private double sample(double expected, long most) {
    return sample(Math.clamp((long) (SAMPLE_NANOS / expected), 1, Math.max(most, 1)));
  }

  private double sample(long count) {
    memory.persistent().set(weights);
    long asked = Allocation.bytes();
    long before = Allocation.bytes();
    long start = System.nanoTime();
    for (long i = 0; i < count; i++) {
      memory.step++;
      program.run(memory, rows);
    }
    long nanos = System.nanoTime() - start;
    leastBytes = Math.min(leastBytes, bytes(asked, before, Allocation.bytes()) / count);
    runs += count;
    return Math.max(nanos, 1) / (double) count;
  }

  /// What was allocated since `before`, without what asking allocates.
  private static long bytes(long asked, long before, long after) {
    return Math.max(0, after - before - (before - asked));
  }

  private static double median(List<Double> times) {
    List<Double> sorted = times.stream().sorted().toList();
    return sorted.get(sorted.size() / 2);
  }
}
