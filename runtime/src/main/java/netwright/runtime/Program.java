package netwright.runtime;

/// A static computation over flat memory: a training step, an evaluation, a prediction.
///
/// Compiled classes implement it, and so does the interpreter; the bits they leave in memory are the same.
public interface Program {

  /// Runs once on the first `rows` samples of the batch in `memory`. Allocates nothing when compiled.
  ///
  /// @param rows from 1 to the capacity that the program was planned for
  void run(Memory memory, int rows);
}
