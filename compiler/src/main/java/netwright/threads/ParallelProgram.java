package netwright.threads;

import netwright.runtime.Memory;
import netwright.runtime.Rehearsable;

/// A program cut into parts that may run at the same time, stage after stage: a stage begins when all parts of the one
/// before have ended. Each result is computed by one part as it would be without the others, so the bits depend neither
/// on how many parts there are nor on which threads run them.
///
/// A [Team] runs it with a thread for each part; [#run(Memory, int)] runs it alone.
public interface ParallelProgram extends Rehearsable {

  /// How many parts there are.
  int parts();

  /// How many stages there are.
  int stages();

  /// Runs one part of one stage.
  ///
  /// @param lanes for this part alone, as long as those of `memory`
  /// @param rows from 1 to the capacity that the program was planned for
  /// @param limit iterations of a long loop, if this is a rehearsal; else [Integer#MAX_VALUE]
  /// @param stage from 0
  /// @param part from 0
  void run(Memory memory, float[] lanes, int rows, int limit, int stage, int part);

  @Override
  default void run(Memory memory, int rows) {
    rehearse(memory, rows, Integer.MAX_VALUE);
  }

  @Override
  default void rehearse(Memory memory, int rows, int limit) {
    int stages = stages();
    int parts = parts();
    for (int stage = 0; stage < stages; stage++) {
      for (int part = 0; part < parts; part++) {
        run(memory, memory.lanes, rows, limit, stage, part);
      }
    }
  }
}
