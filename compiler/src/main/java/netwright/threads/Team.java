package netwright.threads;

import java.util.concurrent.atomic.AtomicReference;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.Rehearsable;

/// Runs a [ParallelProgram] with a thread for each of its parts: the caller's for the first, daemon threads for the
/// others, which sleep between runs. A run allocates nothing.
///
/// Several threads may call [#run]; they take turns. After [#close] the program runs on the caller's thread alone.
public final class Team implements Rehearsable, AutoCloseable {
  private final ParallelProgram program;
  private final int parts;
  private final int stages;
  private final Turnstile start;
  private final Barrier barrier;
  private final AtomicReference<Throwable> failure = new AtomicReference<>();

  // What runs: written before `start` advances, read after it.
  private Memory memory;
  private int rows;
  private boolean closed;

  /// A team for `program`; its threads start now.
  ///
  /// @param lanesSize elements of the scratch memory that each part needs
  public Team(ParallelProgram program, int lanesSize) {
    this.program = program;
    this.parts = program.parts();
    this.stages = program.stages();
    this.start = new Turnstile(parts);
    this.barrier = new Barrier(parts);
    for (int part = 1; part < parts; part++) {
      int number = part;
      float[] lanes = new float[lanesSize];
      Thread.ofPlatform()
          .name("netwright-part-" + number)
          .daemon()
          .start(() -> work(number, lanes));
    }
  }

  /// `program` as it runs fastest: with a team if it has parts, else as it is.
  public static Program of(Program program, ProgramSpec spec) {
    return program instanceof ParallelProgram parallel
        ? new Team(parallel, spec.lanesSize())
        : program;
  }

  @Override
  public synchronized void run(Memory runMemory, int runRows) {
    if (closed) {
      program.run(runMemory, runRows);
      return;
    }
    memory = runMemory;
    rows = runRows;
    start.advance();
    stages(0, runMemory.lanes);
    memory = null;
    Throwable thrown = failure.getAndSet(null);
    switch (thrown) {
      case null -> {}
      case RuntimeException exception -> throw exception;
      case Error error -> throw error;
      default -> throw new IllegalStateException(thrown);
    }
  }

  /// Rehearses on the caller's thread: the other processors are for the virtual machine's compilers.
  @Override
  public void rehearse(Memory rehearsed, int some, int limit) {
    program.rehearse(rehearsed, some, limit);
  }

  /// Ends the threads.
  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      start.advance();
    }
  }

  private void work(int part, float[] lanes) {
    for (long run = 1; ; run++) {
      start.await(run, part);
      if (closed) {
        return;
      }
      stages(part, lanes);
    }
  }

  /// Runs `part` of all stages. Who fails still comes to the barriers, so nobody waits in vain.
  private void stages(int part, float[] lanes) {
    for (int stage = 0; stage < stages; stage++) {
      if (failure.get() == null) {
        try {
          program.run(memory, lanes, rows, Integer.MAX_VALUE, stage, part);
        } catch (RuntimeException | Error thrown) {
          failure.compareAndSet(null, thrown);
        }
      }
      barrier.await(part);
    }
  }
}
