package netwright.driver;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import java.util.Map;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.Program;
import netwright.runtime.ProgramSpec;
import netwright.runtime.train.DataSet;
import org.junit.jupiter.api.Test;

class ForwardPassTest {
  private static final ProgramSpec SPEC =
      new ProgramSpec(
          "predict",
          3,
          30,
          3,
          0,
          List.of(new Port("x", false, 0, 9, true)),
          List.of(new Port("first", false, 27, 1, true), new Port("sum", true, 0, 1, true)));

  @Test
  void collectsChunkAfterChunk() {
    Program program = ForwardPassTest::sums;
    float[] x = new float[8 * 9];
    for (int i = 0; i < x.length; i++) {
      x[i] = i;
    }
    Memory memory = SPEC.memory(Persistent.of(new float[0]));
    Map<String, double[]> outputs =
        ForwardPass.run(program, SPEC, memory, new DataSet(8, Map.of("x", x)));
    assertArrayEquals(new double[] {0, 9, 18, 27, 36, 45, 54, 63}, outputs.get("first"));
    assertArrayEquals(new double[] {36, 117, 198, 279, 360, 441, 522, 603}, outputs.get("sum"));
  }

  private static void sums(Memory memory, int rows) {
    for (int row = 0; row < rows; row++) {
      memory.scratch[27 + row] = memory.scratch[row * 9];
      memory.wide[row] = 0;
      for (int i = 0; i < 9; i++) {
        memory.wide[row] += memory.scratch[row * 9 + i];
      }
    }
  }
}
