package netwright.bench;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import netwright.driver.Workload;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Rehearsable;
import netwright.runtime.SwitchingProgram;

/// How long the first steps of a training take in a fresh virtual machine: run
/// `java --add-modules jdk.incubator.vector -cp bench/target/benchmarks.jar netwright.bench.ColdStart`, also under
/// `taskset -c 0`. Arguments: the network, the milliseconds to wait for vector code before scalar code begins, the seconds
/// to go on.
///
/// Times count from the first call of a kernel, which is the warm-up's.
final class ColdStart {
  private static final int NEIGHBOURS = 9;
  private static final double FULL_SPEED = 1.2;
  private static final int MOST_STEPS = 1_000_000;

  private final SwitchingProgram program;
  private final Memory memory;
  private final int rows;
  private final long[] ends = new long[MOST_STEPS];
  private final long[] nanos = new long[MOST_STEPS];
  private int steps;

  private ColdStart(SwitchingProgram program, Memory memory, int rows) {
    this.program = program;
    this.memory = memory;
    this.rows = rows;
  }

  public static void main(String... arguments) throws InterruptedException {
    String network = arguments.length > 0 ? arguments[0] : "w2";
    long wait = arguments.length > 1 ? Long.parseLong(arguments[1]) : 500;
    double seconds = arguments.length > 2 ? Double.parseDouble(arguments[2]) : 6;
    Workload work = Workload.training(Networks.compile(network));
    if (!(work.compiled(Flavour.fastest()) instanceof Rehearsable vector)) {
      System.err.println(Flavour.reasonForScalar());
      return;
    }
    SwitchingProgram program = new SwitchingProgram(work.compiled(Flavour.SCALAR), vector);
    ColdStart start = new ColdStart(program, work.memory(), work.rows());
    start.measure(work.memory(), wait, (long) (seconds * 1e9));
  }

  private void measure(Memory own, long wait, long most) throws InterruptedException {
    CountDownLatch done = new CountDownLatch(1);
    long[] warm = new long[1];
    long start = System.nanoTime();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                program.warmUp(own, rows, Long.MAX_VALUE);
                warm[0] = System.nanoTime();
                done.countDown();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    boolean waited = done.await(wait, TimeUnit.MILLISECONDS);
    long begin = System.nanoTime();
    while (steps < MOST_STEPS && System.nanoTime() - start < most) {
      step();
    }
    thread.join();
    System.out.printf(
        "prewarm %.0f ms; first step %.1f ms, at %.0f ms%s%n",
        millis(warm[0] - start),
        millis(nanos[0]),
        millis(begin - start),
        waited ? "" : " (scalar)");
    report(start, warm[0]);
  }

  private void step() {
    long before = System.nanoTime();
    memory.step++;
    program.run(memory, rows);
    ends[steps] = System.nanoTime();
    nanos[steps] = ends[steps] - before;
    steps++;
  }

  private void report(long start, long warm) {
    long median = median(steps * 3 / 4, steps);
    int first = 0;
    while (first < steps && ends[first] - nanos[first] < warm) {
      first++;
    }
    int full = first;
    while (full + NEIGHBOURS < steps && median(full, full + NEIGHBOURS) > FULL_SPEED * median) {
      full++;
    }
    long worst = first == steps ? 0 : Arrays.stream(nanos, first, steps).max().orElseThrow();
    System.out.printf("scalar steps before: %d; worst step after %.1f ms%n", first, millis(worst));
    System.out.printf(
        "full speed (%.2f ms a step, %d steps) at %.0f ms%n",
        millis(median), steps, millis(ends[Math.min(full, steps - 1)] - start));
    StringBuilder text = new StringBuilder("steps from then on:");
    for (int i = first; i < Math.min(steps, first + 12); i++) {
      text.append(" %.1f".formatted(millis(nanos[i])));
    }
    System.out.println(text);
  }

  private long median(int from, int to) {
    long[] sorted = Arrays.copyOfRange(nanos, from, to);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static double millis(long nanos) {
    return nanos / 1e6;
  }
}
