package netwright.emit;

import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.List;
import netwright.loop.Loop;
import netwright.loop.LoopProgram;
import netwright.loop.Space;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.objectweb.asm.tree.MethodNode;

/// Rows that are copied for their tiles, which read them for many stripes of columns.
class RowPackingTest {
  /// More stripes than vectors of eight lanes need for rows to be copied.
  private static final int COLUMNS = 528;

  private static final int SUMS = 19;

  /// @param neighbours whether the rows of a step are neighbours, not the steps of a row
  private static LoopProgram packed(int rowCount, boolean neighbours) {
    ProgramBuilder build = new ProgramBuilder();
    Loop rows = build.loop(rowCount);
    Loop o = build.loop(COLUMNS);
    Loop k = build.loop(SUMS);
    int row = neighbours ? 1 : SUMS;
    int step = neighbours ? rowCount : 1;
    return build
        .kernel(
            build
                .sums(rows, o)
                .over(k)
                .of(
                    load(build.scratch(rowCount * SUMS), at(rows, row, k, step)),
                    load(build.buffer(Space.PERSISTENT, COLUMNS * SUMS), at(k, COLUMNS, o, 1)))
                .withCopies(SUMS * (rowCount + 96) + 1000)
                .into(build.scratch(rowCount * COLUMNS), at(rows, COLUMNS, o, 1)))
        .build();
  }

  /// Whole tiles of six rows, and all numbers of rows that these leave over.
  @ParameterizedTest
  @CsvSource({"24, true", "25, true", "26, true", "27, true", "28, true", "29, true", "29, false"})
  void sameBits(int rows, boolean neighbours) {
    Agreement.check(packed(rows, neighbours), rows);
  }

  /// Six of eight lanes, and four of four; the last step element by element, for nothing comes after it.
  @Test
  void neighboursAreCopiedAsAVector() {
    assertEquals(1, stores("$rows6", packed(28, true), 8));
    assertEquals(1, stores("$rows4", packed(28, true), 8));
    assertEquals(0, stores("$rows6", packed(28, false), 8), "no neighbours");
    assertEquals(0, stores("$rows2", packed(26, true), 8), "two of four lanes");
    assertEquals(0, stores("$rows6", packed(1024, true), 16), "with more registers");
  }

  /// How often the methods whose names contain `name` store a vector.
  private static int stores(String name, LoopProgram program, int lanes) {
    List<MethodNode> methods = EmittedMethods.of(program, lanes, name);
    assertFalse(methods.isEmpty(), name);
    return EmittedMethods.calls(methods, "intoArray");
  }
}
