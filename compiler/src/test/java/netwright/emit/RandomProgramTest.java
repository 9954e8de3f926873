package netwright.emit;

import org.junit.jupiter.api.Test;

/// Random programs leave the same bits, interpreted and compiled for any number of lanes.
class RandomProgramTest {
  private static final int PROGRAMS = Integer.getInteger("netwright.randomPrograms", 60);

  @Test
  void interpretedAndCompiledAgree() {
    for (long seed = 0; seed < PROGRAMS; seed++) {
      Agreement.check(RandomPrograms.program(seed), seed);
    }
  }
}
