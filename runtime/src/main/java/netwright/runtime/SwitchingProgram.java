package netwright.runtime;

/// A program in two forms, one that is fast at once and one that has to be warmed up first. It runs in the first until
/// [#warmUp] is done with the second. Both leave the same bits in the same places, so a change between two runs cannot be
/// told from the results.
public final class SwitchingProgram implements Program {
  private static final int NO_RUN_YET = 0;

  /// Nanoseconds of runs after which the first form is compiled, as far as it will be.
  private static final long SETTLED = 1_500_000_000;

  /// The same where a warm-up takes its time from the runs: some five seconds, which the second form makes up for in about as
  /// many runs again. A training that ends before has lost nothing.
  private static final long WORTHWHILE = 30_000_000_000L;

  private final Program first;
  private final Rehearsable second;
  private final WarmUp.Clock clock;
  private final long enough;

  /// The limit for the second form: that run had the same processors to share with the warm-up as its own runs have.
  private volatile long latestOfFirst = NO_RUN_YET;

  private volatile long allOfFirst;

  private volatile boolean switched;

  /// A program that runs as `first`, and as `second` once that is warm.
  public SwitchingProgram(Program first, Rehearsable second) {
    this(first, second, Runtime.getRuntime().availableProcessors() == 1, WarmUp.Clock.SYSTEM);
  }

  /// @param sharesProcessor whether a warm-up takes its time from the runs
  SwitchingProgram(Program first, Rehearsable second, boolean sharesProcessor, WarmUp.Clock clock) {
    this.first = first;
    this.second = second;
    this.clock = clock;
    this.enough = sharesProcessor ? WORTHWHILE : SETTLED;
  }

  @Override
  public void run(Memory memory, int rows) {
    if (switched) {
      second.run(memory, rows);
      return;
    }
    long start = clock.nanos();
    first.run(memory, rows);
    latestOfFirst = Math.max(1, clock.nanos() - start);
    settled(latestOfFirst);
  }

  private synchronized void settled(long nanos) {
    allOfFirst += nanos;
  }

  /// Waits until the first form has run for long enough to be compiled itself: a warm-up before that is in its way. On a
  /// single processor it always is, so there it waits for longer.
  ///
  /// @throws InterruptedException if the thread is interrupted meanwhile
  public void awaitFirst() throws InterruptedException {
    while (allOfFirst < enough) {
      clock.pause(WarmUp.MOMENT);
    }
  }

  /// Whether the first form has run for so long that a warm-up is not in its way any more.
  public boolean isWorthWarming() {
    return allOfFirst >= enough;
  }

  /// Warms the second form up on this thread, which may be another than that of [#run], and switches to it if it is the
  /// faster one.
  ///
  /// @param memory for this warm-up alone; its contents do not matter, but should be plausible
  /// @param rows of a usual run
  /// @param expected the nanoseconds that a run of the first form takes, used until there has been one
  /// @return whether the second form runs from now on
  /// @throws InterruptedException if the thread is interrupted meanwhile
  public boolean warmUp(Memory memory, int rows, long expected) throws InterruptedException {
    WarmUp warmUp = new WarmUp(second, memory, rows, () -> limit(expected), clock);
    switched = warmUp.run() || switched;
    return switched;
  }

  /// Whether the second form runs.
  public boolean isSwitched() {
    return switched;
  }

  private long limit(long expected) {
    return latestOfFirst == NO_RUN_YET ? expected : latestOfFirst;
  }
}
