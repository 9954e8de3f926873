package netwright.emit;

import netwright.loop.Buffer;

/// How a sum in sixteen lanes keeps what one lane has added up: as a number or, where many such sums run side by side,
/// as a vector.
sealed interface Accumulators permits ScalarAccumulators, VectorAccumulators {
  /// Pushes +0.
  void zero();

  /// Pops into a new variable.
  int keep();

  void push(int variable);

  void pop(int variable);

  /// Pops two, pushes their sum.
  void add();

  /// How many elements of memory one takes.
  int width();

  /// Memory for sixteen.
  Buffer memory();

  /// Pushes the one in memory at the position that `position` pushes.
  void load(Runnable position);

  /// Pops one, and stores it at the position that `position` pushes.
  void store(Runnable position);

  /// How much code for sixteen elements may be written out rather than looped over.
  int largestUnrolled();
}
