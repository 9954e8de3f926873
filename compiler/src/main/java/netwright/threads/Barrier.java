package netwright.threads;

import java.util.concurrent.atomic.AtomicLong;

/// Where threads wait for each other, again and again.
final class Barrier {
  private final int threads;
  private final AtomicLong arrivals = new AtomicLong();
  private final Turnstile turnstile;

  Barrier(int threads) {
    this.threads = threads;
    this.turnstile = new Turnstile(threads);
  }

  /// Waits until all threads have called this as often as the present one.
  ///
  /// @param thread the number of the present thread, from 0
  void await(int thread) {
    long arrived = arrivals.incrementAndGet();
    long round = Math.ceilDiv(arrived, threads);
    if (arrived == round * threads) {
      turnstile.advance();
    } else {
      turnstile.await(round, thread);
    }
  }
}
