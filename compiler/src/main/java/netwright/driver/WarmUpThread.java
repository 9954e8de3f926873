package netwright.driver;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.SwitchingProgram;
import netwright.shared.SharedContraction;

/// A thread that warms programs up, one after the other, beside the training that runs them. It starts with the first one.
final class WarmUpThread implements AutoCloseable {
  private final Compilation compilation;
  private final Flavour flavour;
  private final CountDownLatch firstIsWarm = new CountDownLatch(1);
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          Thread.ofPlatform().name("netwright-warm-up").daemon().factory());
  private boolean used;

  /// A thread for programs whose vectors are of `flavour`.
  WarmUpThread(Compilation compilation, Flavour flavour) {
    this.compilation = compilation;
    this.flavour = flavour;
  }

  /// Warms `program` up when those before it are: also its first form, if it is the first of all. The others go on only when
  /// that has run for long enough.
  ///
  /// After [#close], nothing happens.
  ///
  /// @param first the first form of `program`
  void warmUp(Program first, SwitchingProgram program, ProgramSpec spec) {
    if (!thread.isShutdown()) {
      used = true;
      thread.execute(() -> run(first, program, spec));
    }
  }

  /// Waits for the first form of the first program to be warm, if there is one.
  ///
  /// @throws InterruptedException if the thread is interrupted meanwhile
  void awaitFirst(long mostMillis) throws InterruptedException {
    if (used) {
      firstIsWarm.await(mostMillis, TimeUnit.MILLISECONDS);
    }
  }

  /// Ends the thread; what is not warm stays so.
  @Override
  public void close() {
    thread.shutdownNow();
  }

  private void run(Program first, SwitchingProgram program, ProgramSpec spec) {
    try {
      Memory own = spec.madeUp(compilation.precision(), compilation.layout().size());
      if (firstIsWarm.getCount() > 0) {
        SharedContraction.warmUp(flavour.lanes());
        first.run(own, spec.capacity());
        firstIsWarm.countDown();
        program.awaitFirst();
      }
      double operations = Flavours.operations(compilation, spec.capacity());
      program.warmUp(own, spec.capacity(), (long) (operations / Flavours.SCALAR_RATE * 1e9));
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
