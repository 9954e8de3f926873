package netwright.cli;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import netwright.driver.Interruption;

/// Gives a training that writes checkpoints the time for a last one when the process is told to end: by Ctrl-C, by the
/// system, or because the process is gone that started this one to go on (see [VectorProcess]).
final class LastCheckpoint implements AutoCloseable {
  /// How long the process outlives the wish, if a step takes very long.
  static final long SECONDS = 30;

  private final Interruption interruption = new Interruption();
  private final CountDownLatch ended = new CountDownLatch(1);
  private final Thread hook = new Thread(this::ask, "netwright-last-checkpoint");

  LastCheckpoint() {
    Runtime.getRuntime().addShutdownHook(hook);
    if (VectorProcess.isContinuation()) {
      ProcessHandle.current()
          .parent()
          .ifPresent(parent -> parent.onExit().thenRun(interruption::request));
    }
  }

  /// What the training is to listen to.
  Interruption interruption() {
    return interruption;
  }

  private void ask() {
    interruption.request();
    try {
      ended.await(SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }

  /// Says that the training has ended, and everything about it been said.
  @Override
  public void close() {
    ended.countDown();
    if (!interruption.isRequested()) {
      forget();
    }
  }

  private void forget() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException _) {
      // The process is about to end: the hook runs, and has nothing to wait for.
    }
  }
}
