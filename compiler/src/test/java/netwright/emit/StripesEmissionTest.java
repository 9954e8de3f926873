package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static netwright.loop.ElementType.F32;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt.Contraction;
import netwright.loop.Primitive;
import netwright.loop.Space;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Panels;
import netwright.runtime.Persistent;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Sums so long, of so many rows, that stripes of columns go side by side through a block of them: too large for the
/// interpreter, so scalar code says what the bits are.
class StripesEmissionTest {
  private static final int ROWS = 657;
  private static final int SUMS = 1201;
  private static final int PANEL = Contraction.widestPanel(F32);

  private final ProgramBuilder build = new ProgramBuilder();
  private int rows = ROWS;
  private boolean whole;

  /// More columns than four stripes have, and no whole number of stripes; as much memory as so many stripes need.
  @ParameterizedTest
  @CsvSource({"4, 45, 4", "8, 170, 4", "16, 323, 4", "8, 170, 2", "8, 170, 1"})
  void sideBySide(int lanes, int columns, int stripes) {
    check(SUMS, lanes, columns, stripes, columns, 1, false);
  }

  /// Rows whose block stays in the second cache, but not all blocks of them.
  @ParameterizedTest
  @CsvSource({"false, 1", "true, 4"})
  void sideBySideWhereOnlyABlockIsNear(boolean whole, int stripes) {
    this.rows = 234;
    this.whole = whole;
    check(SUMS, 16, 320, stripes, 320, 1, false);
  }

  /// Sums in one piece, of narrow stripes: side by side only to be copied together.
  @ParameterizedTest
  @CsvSource({"4, 303, 8", "8, 335, 4", "8, 335, 1", "16, 335, 1"})
  void copiedTogether(int lanes, int columns, int stripes) {
    check(300, lanes, columns, stripes, columns, 1, false);
  }

  /// The same with columns that have to be turned over.
  @ParameterizedTest
  @CsvSource({"4, 45, 4", "8, 170, 4", "16, 323, 4"})
  void turnedOver(int lanes, int columns, int stripes) {
    check(SUMS, lanes, columns, stripes, 1, SUMS, false);
  }

  /// The same with columns that are stored in panels, too.
  @ParameterizedTest
  @CsvSource({"8, 170, 4", "16, 323, 4"})
  void stored(int lanes, int columns, int stripes) {
    check(SUMS, lanes, columns, stripes, columns, 1, true);
  }

  private void check(
      int length,
      int lanes,
      int columns,
      int stripes,
      int stepStride,
      int columnStride,
      boolean stored) {
    TileCosts costs = new TileCosts(lanes, whole);
    Loop i = build.loop(rows);
    Loop o = build.loop(columns);
    Loop k = build.loop(length);
    Buffer y = build.scratch(rows * columns);
    boolean blocked = length > Tilings.LONGEST_UNBLOCKED;
    int copiedSteps = blocked ? Tilings.block(length) : length;
    int waitingRows = blocked ? rows : 0;
    int vectors = costs.best(rows, columns, lanes, Integer.MAX_VALUE).vectors();
    Load weights =
        load(build.buffer(Space.PERSISTENT, length * columns), at(k, stepStride, o, columnStride));
    Buffer panels =
        build.buffer(Space.PERSISTENT, stored ? Math.ceilDiv(columns, PANEL) * PANEL * length : 0);
    ContractionBuilder sums =
        build
            .sums(i, o)
            .over(k)
            .of(load(build.scratch(rows * length), at(i, length, k, 1)), weights)
            .startingFrom(load(build.buffer(Space.PERSISTENT, columns), at(o, 1)))
            .withCopies(stripes * vectors * lanes * (copiedSteps + waitingRows) + 16);
    if (stored) {
      sums.withPanels(load(panels, at(0)));
    }
    Contraction contraction =
        sums.into(y, at(i, columns, o, 1), sum -> apply(Primitive.NEGATE, sum));
    LoopProgram program = build.kernel(contraction).build();
    ToIntFunction<Loop> count = loop -> ((Extent.Fixed) loop.extent()).count();
    Tiling tiling = Tilings.best(contraction, lanes, costs, count).orElseThrow();
    assertEquals(stripes, tiling.stripes());
    assertEquals(stored, tiling.packing() == Staging.Packing.STORED);
    Consumer<float[]> fill =
        persistent -> {
          int matrix = weights.buffer().offset();
          Panels copy = new Panels(matrix, length, columns, PANEL, panels.offset());
          if (stored) {
            copy.fill(Persistent.of(persistent), flavour(lanes));
          }
        };
    assertArrayEquals(
        run(program, new Lanes.Scalar(), y, fill),
        run(program, new Lanes.Vector(lanes, whole), y, fill));
  }

  private static Flavour flavour(int lanes) {
    return Arrays.stream(Flavour.values())
        .filter(flavour -> flavour.lanes() == lanes)
        .findFirst()
        .orElseThrow();
  }

  private static int[] run(
      LoopProgram program, Lanes lanes, Buffer result, Consumer<float[]> fill) {
    Memory memory = Agreement.memory(program, 41);
    fill.accept(memory.persistent);
    Agreement.compile(program, lanes).run(memory, 1);
    int[] bits = new int[result.length()];
    for (int position = 0; position < bits.length; position++) {
      float value = memory.scratch[result.offset() + position];
      bits[position] = Float.floatToIntBits(value);
    }
    return bits;
  }
}
