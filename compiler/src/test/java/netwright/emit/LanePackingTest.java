package netwright.emit;

import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import netwright.loop.Buffer;
import netwright.loop.Loop;
import netwright.loop.LoopProgram;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/// Factors turned over in squares of as many steps and columns as a vector has lanes.
class LanePackingTest {
  private static final int LANES = 16;
  private static final int ROWS = 13;
  private static final int COLUMNS = 48;

  private static LoopProgram turned(int sums) {
    ProgramBuilder build = new ProgramBuilder();
    Loop rows = build.loop(ROWS);
    Loop o = build.loop(COLUMNS);
    Loop k = build.loop(sums);
    Buffer weight = build.buffer(Space.PERSISTENT, COLUMNS * sums);
    build.buffer(
        Space.PERSISTENT, LANES); // so that vectors may be read from anywhere in the weight
    return build
        .kernel(
            build
                .sums(rows, o)
                .over(k)
                .of(
                    load(build.scratch(ROWS * sums), at(rows, sums, k, 1)),
                    load(weight, at(o, sums, k, 1)))
                .withCopies(sums * 64)
                .into(build.scratch(ROWS * COLUMNS), at(rows, COLUMNS, o, 1)))
        .build();
  }

  /// The longest sums are longer than a rehearsal takes them.
  @ParameterizedTest
  @ValueSource(ints = {15, 16, 17, 31, 32, 39, 70})
  void sameBits(int sums) {
    Agreement.check(turned(sums), sums);
  }

  /// With 16 registers no positions are looked up in two vectors.
  @Test
  void loadsPermuteWhereThereAreSixteenRegisters() {
    assertEquals(0, calls(8, "selectFrom"));
    assertEquals(8 * 8 / 2, calls(8, "fromArray"));
    assertEquals(8 * 2, calls(8, "intoArray"), "squares of four, which are half a vector");
    assertEquals(16 * 4, calls(16, "selectFrom"));
    assertEquals(16, calls(16, "fromArray"));
    assertEquals(16, calls(16, "intoArray"));
  }

  /// How often the code that turns a factor of whole squares over calls `name`.
  private static int calls(int lanes, String name) {
    return EmittedMethods.calls(packing(2 * lanes, lanes), name);
  }

  /// The last steps are in a square that starts earlier, not copied one by one, if there are as many as a square has.
  @Test
  void lastStepsAreInASquare() {
    int fewer = singleLoads(LANES - 1);
    assertTrue(fewer >= LANES, () -> fewer + " loads of single elements");
    assertEquals(fewer - LANES, singleLoads(LANES + 1));
    assertEquals(fewer - LANES, singleLoads(3 * LANES - 1));
  }

  /// How many elements are loaded by themselves in the code that turns the factor over.
  private static int singleLoads(int sums) {
    int loads = 0;
    for (MethodNode method : packing(sums, LANES)) {
      for (var instruction : method.instructions) {
        loads += instruction.getOpcode() == Opcodes.FALOAD ? 1 : 0;
      }
    }
    return loads;
  }

  private static List<MethodNode> packing(int sums, int lanes) {
    return EmittedMethods.of(turned(sums), lanes, "$pack");
  }
}
