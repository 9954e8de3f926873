package netwright.driver;

import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;

/// A program and how to talk to it.
record Executable(Program program, ProgramSpec spec) {

  /// Memory for this program around the weights `persistent`.
  Memory memory(Persistent persistent) {
    return spec.memory(persistent);
  }
}
