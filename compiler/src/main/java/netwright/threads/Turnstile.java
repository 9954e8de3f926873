package netwright.threads;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;

/// A number that grows, and threads that wait until it is large enough: for a while awake, then asleep.
final class Turnstile {
  /// Nanoseconds that a thread waits awake. To fall asleep and be woken takes some twenty microseconds in each thread, and one that
  /// sleeps while the other computes a layer's few outputs alone makes both wait. On one processor, whom one waits for cannot run
  /// meanwhile.
  private static final long PATIENCE =
      Runtime.getRuntime().availableProcessors() == 1 ? 0 : 200_000;

  private final AtomicLong count = new AtomicLong();
  private final AtomicReferenceArray<Thread> sleepers;

  /// A turnstile at 0, for `threads` threads.
  Turnstile(int threads) {
    sleepers = new AtomicReferenceArray<>(threads);
  }

  /// Adds one, and wakes all who sleep.
  void advance() {
    count.getAndIncrement();
    for (int i = 0; i < sleepers.length(); i++) {
      Thread sleeper = sleepers.get(i);
      if (sleeper != null) {
        LockSupport.unpark(sleeper);
      }
    }
  }

  /// Waits until the number is at least `least`. Interrupts do not end it.
  ///
  /// @param thread the number of the present thread among those that wait here
  void await(long least, int thread) {
    long start = System.nanoTime();
    while (count.get() < least) {
      if (System.nanoTime() - start >= PATIENCE) {
        sleep(least, thread);
        return;
      }
      Thread.onSpinWait();
    }
  }

  private void sleep(long least, int thread) {
    boolean interrupted = false;
    sleepers.set(thread, Thread.currentThread());
    while (count.get() < least) {
      LockSupport.park(this);
      interrupted |= Thread.interrupted(); // else the next call would not sleep
    }
    sleepers.set(thread, null);
    if (interrupted) {
      Thread.currentThread().interrupt();
    }
  }
}
