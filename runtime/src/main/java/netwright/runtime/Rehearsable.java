package netwright.runtime;

/// A program whose code can be run through quickly, so that the virtual machine compiles it before it is needed.
public interface Rehearsable extends Program {

  /// Runs as [#run], but ends each long loop after about `limit` iterations. What it leaves in `memory` is worthless.
  ///
  /// @param rows from 1 to the capacity that the program was planned for
  /// @param limit at least 1
  void rehearse(Memory memory, int rows, int limit);
}
