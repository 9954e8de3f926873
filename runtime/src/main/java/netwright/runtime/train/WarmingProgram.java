package netwright.runtime.train;

import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Rehearsable;
import netwright.runtime.SwitchingProgram;

/// A program in scalar code that goes on in vectors when it has run for long enough to be worth it. A thread of its own then
/// warms the vectors up, and ends.
final class WarmingProgram implements Program, Runnable {
  private final SwitchingProgram program;
  private final ProgramSpec spec;
  private final Persistent weights;
  private boolean started;

  WarmingProgram(Program scalar, Rehearsable vectors, ProgramSpec spec, Persistent weights) {
    this.program = new SwitchingProgram(scalar, vectors);
    this.spec = spec;
    this.weights = weights;
  }

  @Override
  public void run(Memory memory, int rows) {
    program.run(memory, rows);
    if (!started && program.isWorthWarming()) {
      started = true;
      Thread.ofPlatform().name("netwright-warm-up").daemon().start(this);
    }
  }

  /// Warms the vectors up.
  @Override
  public void run() {
    Memory memory = spec.madeUp(weights.precision(), weights.size());
    try {
      program.warmUp(memory, spec.capacity(), Long.MAX_VALUE);
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
  }
}
