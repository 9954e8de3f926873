package netwright.runtime;

/// A program whose code can be run through quickly, so that the virtual machine compiles it before it is needed.
public interface Rehearsable extends Program {
  /// HotSpot compiles for good what was called 600 times and went round its loops often enough for both to make 15,000.
  int REHEARSALS = 640;

  /// Runs as [#run], but ends each long loop after about `limit` iterations. What it leaves in `memory` is worthless.
  ///
  /// @param rows from 1 to the capacity that the program was planned for
  /// @param limit at least 1
  void rehearse(Memory memory, int rows, int limit);

  /// One of [#REHEARSALS]: some whole tiles and what is left after them, if there are so many rows, and of each loop enough.
  default void rehearse(Memory memory, int rows) {
    rehearse(memory, Math.min(rows, 19), 24);
  }
}
