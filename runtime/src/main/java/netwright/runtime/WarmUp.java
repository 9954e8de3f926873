package netwright.runtime;

import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/// Gets a program compiled by the virtual machine before it is needed: vector code that is not compiled yet is thousands
/// of times slower.
///
/// The program is first rehearsed as often as HotSpot counts before it compiles, then run in full until it is fast. After each
/// of these the thread rests for as long as that took: the compiler needs a processor, and the user's program another. It
/// works on a memory of its own, so the user's is never touched, and nothing that it computes is looked at.
final class WarmUp {
  /// Nanoseconds to wait for what takes long.
  static final long MOMENT = 1_000_000;

  /// A rehearsal of compiled code is by far more than this many times faster than what was usual before.
  private static final int FASTER = 8;

  /// How many more rehearsals there may be before full runs are tried, fast or not.
  private static final int MORE_REHEARSALS = 300;

  private static final int FAST_RUNS = 3;
  private static final int MANY_RUNS = 300;

  /// For so many nanoseconds full runs are tried, however many these are: a short run may be called often before HotSpot,
  /// which has other methods in its queue and one processor to share, is done with it.
  private static final long PATIENCE = 5_000_000_000L;

  private static final double SETTLED = 1.5;

  private final Rehearsable program;
  private final Memory memory;
  private final int rows;
  private final LongSupplier limit;
  private final Clock clock;

  /// A warm-up of `program`.
  ///
  /// @param memory for `program` alone, with plausible contents
  /// @param rows of a full run
  /// @param limit the nanoseconds that a full run has to stay below
  WarmUp(Rehearsable program, Memory memory, int rows, LongSupplier limit, Clock clock) {
    this.program = program;
    this.memory = memory;
    this.rows = rows;
    this.limit = limit;
    this.clock = clock;
  }

  /// The time, and waiting for a while.
  static class Clock {
    static final Clock SYSTEM = new Clock();

    long nanos() {
      return System.nanoTime();
    }

    /// Leaves the processor to others for so many nanoseconds.
    void pause(long nanos) throws InterruptedException {
      TimeUnit.NANOSECONDS.sleep(nanos);
    }
  }

  /// Warms up on this thread.
  ///
  /// @return whether the program is fast now; else it never got faster than the limit
  /// @throws InterruptedException if the thread is interrupted meanwhile
  boolean run() throws InterruptedException {
    rehearse();
    return runInFull();
  }

  private void rehearse() throws InterruptedException {
    long[] nanos = new long[Rehearsable.REHEARSALS];
    for (int i = 0; i < Rehearsable.REHEARSALS; i++) {
      nanos[i] = rehearsal();
    }
    Arrays.sort(nanos);
    long fast = nanos[Rehearsable.REHEARSALS / 2] / FASTER;
    for (int i = 0; i < MORE_REHEARSALS && rehearsal() > fast; i++) {
      clock.pause(MOMENT);
    }
  }

  private long rehearsal() throws InterruptedException {
    return timed(() -> program.rehearse(memory, rows));
  }

  /// Until some runs one after the other stay below the limit and take about the same time. Many runs that do not may be
  /// waiting for the compiler, so it gets a moment before each of those that follow.
  private boolean runInFull() throws InterruptedException {
    int fast = 0;
    long least = Long.MAX_VALUE;
    long most = 0;
    long end = clock.nanos() + PATIENCE;
    for (int i = 0; i < MANY_RUNS || clock.nanos() < end; i++) {
      if (i >= MANY_RUNS) {
        clock.pause(MOMENT);
      }
      long nanos = timed(() -> program.run(memory, rows));
      boolean isFast = nanos < limit.getAsLong();
      if (fast > 0 && isFast && Math.max(most, nanos) <= SETTLED * Math.min(least, nanos)) {
        fast++;
        least = Math.min(least, nanos);
        most = Math.max(most, nanos);
      } else {
        fast = isFast ? 1 : 0;
        least = nanos;
        most = nanos;
      }
      if (fast == FAST_RUNS) {
        return true;
      }
    }
    return fast > 0;
  }

  /// Nanoseconds of the work, after which it has rested for as long.
  private long timed(Runnable work) throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    long start = clock.nanos();
    work.run();
    long nanos = clock.nanos() - start;
    clock.pause(nanos);
    return nanos;
  }
}
