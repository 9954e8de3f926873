package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.store;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.function.ToIntFunction;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Primitive;
import netwright.loop.Space;
import netwright.runtime.Memory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Updates of large weights, which wait for the gradient: so large that scalar code, not the interpreter, says what the bits are.
class DeferralTest {
  /// One group of 144 and a part of one, whose last tile is not whole.
  private static final int ROWS = 201;

  private final ProgramBuilder build = new ProgramBuilder();

  /// What is more than the second cache holds; one column less than that; and columns that are no whole stripes.
  @ParameterizedTest
  @CsvSource({
    "16, 128, 2112, 144, 1024",
    "16, 128, 2048, 48, 2048",
    "16, 128, 2113, 48, 2128",
    "16, 1024, 320, 48, 320",
    "8, 128, 2112, 144, 1024",
    "4, 128, 2112, 144, 1024"
  })
  void rowsAndColumnsThatWait(int lanes, int steps, int columns, int rows, int atOnce) {
    Deferral deferral = check(lanes, steps, columns, ROWS).deferral().orElseThrow();
    assertEquals(rows, deferral.rows());
    assertEquals(atOnce, deferral.atOnce());
  }

  /// Steps 4 KB apart, and narrow stripes: the rows that wait are copied.
  @ParameterizedTest
  @CsvSource({"16, 201, false", "16, 1024, true", "8, 201, true", "8, 1024, true"})
  void rowsThatWaitAreCopied(int lanes, int apart, boolean copied) {
    Tiling tiling = check(lanes, 128, 2112, apart);
    assertEquals(copied, tiling.rowsPacked());
    assertEquals(144, tiling.deferral().orElseThrow().rows());
  }

  private Tiling check(int lanes, int steps, int columns, int apart) {
    Loop i = build.loop(ROWS);
    Loop o = build.loop(columns);
    Loop k = build.loop(steps);
    Buffer moments = build.buffer(Space.PERSISTENT, ROWS * columns);
    Buffer weights = build.buffer(Space.PERSISTENT, ROWS * columns);
    Contraction contraction =
        build
            .sums(i, o)
            .over(k)
            .of(
                load(build.scratch(steps * apart), at(k, apart, i, 1)),
                load(build.scratch(steps * columns), at(k, columns, o, 1)))
            .withCopies((steps + ROWS) * (columns + 32) + steps * ROWS)
            .then(sum ->
                List.of(
                    store(
                        moments,
                        at(i, columns, o, 1),
                        apply(Primitive.ADD, load(moments, at(i, columns, o, 1)), sum)),
                    store(
                        weights,
                        at(i, columns, o, 1),
                        apply(Primitive.SUBTRACT, load(weights, at(i, columns, o, 1)), sum))));
    LoopProgram program = build.kernel(contraction).build();
    ToIntFunction<Loop> count = loop -> ((Extent.Fixed) loop.extent()).count();
    Tiling tiling =
        Tilings.best(contraction, lanes, new TileCosts(lanes, false), count).orElseThrow();
    assertArrayEquals(
        run(program, new Lanes.Scalar()), run(program, new Lanes.Vector(lanes, false)));
    return tiling;
  }

  private static float[] run(LoopProgram program, Lanes lanes) {
    Memory memory = Agreement.memory(program, 43);
    Agreement.compile(program, lanes).run(memory, 1);
    return memory.persistent;
  }
}
