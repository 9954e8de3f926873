package netwright.laws;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.threads.ParallelProgram;

/// Runs the parts of each stage one after the other, the order decided by chance: what depends on it shows.
record PartsInTurn(ParallelProgram program, long seed) implements Program {

  @Override
  public void run(Memory memory, int rows) {
    Random random = new Random(seed);
    List<Integer> parts = new ArrayList<>();
    for (int part = 0; part < program.parts(); part++) {
      parts.add(part);
    }
    for (int stage = 0; stage < program.stages(); stage++) {
      Collections.shuffle(parts, random);
      for (int part : parts) {
        program.run(memory, new float[memory.lanes.length], rows, Integer.MAX_VALUE, stage, part);
      }
    }
  }
}
