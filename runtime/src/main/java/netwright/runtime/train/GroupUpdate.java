package netwright.runtime.train;

import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;

/// The optimizer's step where it is a program of its own, after a group of batches whose gradients were summed up.
///
/// The program reads the number of the group's rows at the input `accumulated`.
///
/// @param batches in a group; the last one of an epoch has what is left
/// @param memory around the same weights as that of the program that sums up
public record GroupUpdate(int batches, Program program, ProgramSpec spec, Memory memory) {

  /// @throws IllegalArgumentException if a group has no batches
  public GroupUpdate {
    if (batches < 1) {
      throw new IllegalArgumentException("a group has at least 1 batch");
    }
  }
}
