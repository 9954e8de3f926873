package netwright.bench;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import netwright.driver.Workload;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.Rehearsable;
import netwright.runtime.SwitchingProgram;
import netwright.shared.SharedContraction;

/// How long the first steps of a training take in a fresh virtual machine: run
/// `java --add-modules jdk.incubator.vector -cp bench/target/benchmarks.jar netwright.bench.ColdStart`, with the options that
/// `netc` gives to long trainings (docs/performance.md), also under `taskset -c 0`. Arguments: the network, the milliseconds to
/// wait for the shared kernel at most, the seconds to go on.
///
/// Where the own kernels are not reached in that time, the final time is that of the shared kernel.
///
/// Times count from the first call of a kernel, which is the warm-up's.
final class ColdStart {
  private static final int NEIGHBOURS = 9;
  private static final double FULL_SPEED = 1.2;
  private static final long HALF_SECOND = 500_000_000;
  private static final int MOST_STEPS = 1_000_000;

  private final Program first;
  private final SwitchingProgram program;
  private final Memory memory;
  private final int rows;
  private final long[] ends = new long[MOST_STEPS];
  private final long[] nanos = new long[MOST_STEPS];
  private int steps;

  private ColdStart(Program first, SwitchingProgram program, Memory memory, int rows) {
    this.first = first;
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
    Program first = work.sharedTile(Flavour.fastest());
    SwitchingProgram program = new SwitchingProgram(first, vector);
    ColdStart start = new ColdStart(first, program, work.memory(), work.rows());
    start.measure(work.memory(), wait, (long) (seconds * 1e9));
  }

  private void measure(Memory own, long wait, long most) throws InterruptedException {
    CountDownLatch soon = new CountDownLatch(1);
    long[] warm = new long[3];
    long start = System.nanoTime();
    Thread thread =
        Thread.ofPlatform()
            .daemon()
            .start(() -> {
              try {
                SharedContraction.warmUp(Flavour.fastest().lanes());
                first.run(own, rows);
                warm[0] = System.nanoTime();
                soon.countDown();
                program.awaitFirst();
                warm[2] = System.nanoTime();
                program.warmUp(own, rows, Long.MAX_VALUE);
                warm[1] = System.nanoTime();
              } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
              }
            });
    boolean waited = soon.await(wait, TimeUnit.MILLISECONDS);
    long begin = System.nanoTime();
    while (steps < MOST_STEPS && System.nanoTime() - start < most) {
      step();
    }
    if (!program.isWorthWarming()) {
      thread.interrupt();
    }
    thread.join();
    System.out.printf(
        "prewarm %.0f ms%s; first step %.1f ms, at %.0f ms%n",
        millis(warm[0] - start),
        waited ? "" : " (not waited for)",
        millis(nanos[0]),
        millis(begin - start));
    worst();
    if (!program.isWorthWarming()) {
      shares(start);
      System.out.println("own kernels not tried: too short a time for that");
      return;
    }
    report(start, warm[1]);
    shares(start);
    System.out.printf(
        "%.2f ms a step in the last half second before the own kernels are rehearsed%n",
        millis(during(warm[2] - HALF_SECOND, warm[2])));
    System.out.printf(
        "%.2f ms a step while the kernels are rehearsed, from %.0f ms on; %.2f ms in the mean%n",
        millis(during(warm[2], warm[1])),
        millis(warm[2] - start),
        meanDuring(warm[2], warm[1]) / 1e6);
  }

  /// The steps that end between two times.
  private LongStream stepsDuring(long from, long to) {
    return IntStream.range(0, steps)
        .filter(i -> ends[i] > from && ends[i] < to)
        .mapToLong(i -> nanos[i]);
  }

  private double meanDuring(long from, long to) {
    return stepsDuring(from, to).average().orElse(0);
  }

  /// The median of these steps.
  private long during(long from, long to) {
    long[] sorted = stepsDuring(from, to).sorted().toArray();
    return sorted.length == 0 ? 0 : sorted[sorted.length / 2];
  }

  private void step() {
    long before = System.nanoTime();
    memory.step++;
    program.run(memory, rows);
    ends[steps] = System.nanoTime();
    nanos[steps] = ends[steps] - before;
    steps++;
  }

  private void worst() {
    System.out.printf(
        "worst step %.1f ms%n", millis(Arrays.stream(nanos, 0, steps).max().orElseThrow()));
  }

  private void report(long start, long warm) {
    System.out.printf(
        "own kernels %s %.0f ms%n",
        program.isSwitched() ? "from" : "not taken, but tried until", millis(warm - start));
  }

  private void shares(long start) {
    long median = median(steps * 3 / 4, steps);
    for (double share : new double[] {4, 2, FULL_SPEED}) {
      int reached = 0;
      while (reached + NEIGHBOURS < steps
          && median(reached, reached + NEIGHBOURS) > share * median) {
        reached++;
      }
      System.out.printf(
          "at most %.1f times the final %.2f ms a step from %.0f ms on%n",
          share, millis(median), millis(ends[reached] - start));
    }
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
