package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.constant;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopProgram;
import netwright.loop.Primitive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.tree.MethodNode;

/// Tiles whose sums leave few of the registers.
class CrowdedTileTest {
  private static final int ROWS = 48;
  private static final int COLUMNS = 64;
  private static final int SUMS = 40;
  private static final int REGISTERS = 16;
  private static final int BROADCASTS = 2;

  private static LoopProgram product() {
    return product(ROWS, COLUMNS, SUMS);
  }

  private static LoopProgram product(int height, int width, int sums) {
    return product(height, width, sums, 0);
  }

  /// A product whose sums go through so many maxima.
  private static LoopProgram product(int height, int width, int sums, int maxima) {
    ProgramBuilder build = new ProgramBuilder();
    Loop rows = build.loop(height);
    Loop columns = build.loop(width);
    Loop steps = build.loop(sums);
    return build
        .kernel(
            build
                .sums(rows, columns)
                .over(steps)
                .of(
                    load(build.scratch(height * sums), at(rows, sums, steps, 1)),
                    load(build.scratch(sums * width), at(steps, width, columns, 1)))
                .into(
                    build.scratch(height * width),
                    at(rows, width, columns, 1),
                    sum -> maxima(sum, maxima)))
        .build();
  }

  /// Twelve sums, the two vectors of a step and two broadcasts.
  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void vectorsAreThereBeforeTheFirstBroadcast(int lanes) {
    assertEquals(List.of("6x2"), fenced(lanes));
    Agreement.check(product(), lanes);
  }

  /// Twenty-four sums, the four vectors of a step and three broadcasts.
  @Test
  void ofThirtyTwoRegistersTheyLeaveAFew() {
    assertEquals(List.of("6x4"), fenced(16));
    Agreement.check(product(), 16);
  }

  /// A fence before each three rows, in each of two steps, and one between these; where a step may be left over, in that too.
  @Test
  void twoStepsAtATime() {
    assertEquals(2 * 2 + 1, fencesOfTile(product()));
    assertEquals(2 * 2 + 1 + 2, fencesOfTile(product(ROWS, COLUMNS, SUMS + 1)));
    Agreement.check(product(ROWS, COLUMNS, SUMS + 1), 16);
  }

  /// A single step that is left over is no loop.
  @ParameterizedTest
  @ValueSource(ints = {8, 16})
  void theLastStepIsNoLoop(int lanes) {
    assertEquals(loops(product(), lanes), loops(product(ROWS, COLUMNS, SUMS + 1), lanes));
  }

  private static long loops(LoopProgram program, int lanes) {
    return EmittedMethods.of(program, lanes).stream()
        .filter(method -> fences(method) > 0)
        .flatMap(method -> Arrays.stream(method.instructions.toArray()))
        .filter(instruction -> instruction.getOpcode() == Opcodes.GOTO)
        .count();
  }

  /// HotSpot's first compiler runs out of registers for two steps and a long formula in one method.
  @Test
  void oneStepWhereTheMethodWouldBeTooLarge() {
    assertEquals(2 * 2 + 1, fencesOfTile(withMaxima(30)));
    assertEquals(2, fencesOfTile(withMaxima(80)));
  }

  private static LoopProgram withMaxima(int depth) {
    return product(ROWS, COLUMNS, SUMS, depth);
  }

  private static LoopExpr maxima(LoopExpr sum, int depth) {
    return depth == 0 ? sum : apply(Primitive.MAXIMUM, maxima(sum, depth - 1), constant(depth));
  }

  private static long fencesOfTile(LoopProgram program) {
    return EmittedMethods.of(program, 16).stream()
        .filter(method -> method.name.endsWith("$6x4"))
        .mapToLong(CrowdedTileTest::fences)
        .sum();
  }

  /// Where a fence is an instruction there is none: each class with fences finds out where it is.
  @Test
  void classesWithFencesAskWhatTheyRunOn() {
    assertTrue(asks(product(), 8));
    assertTrue(asks(product(), 16));
    assertFalse(asks(product(8, 32, SUMS), 16));
  }

  private static boolean asks(LoopProgram program, int lanes) {
    return EmittedMethods.of(program, lanes).stream()
        .anyMatch(method -> method.name.equals("<clinit>"));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void allTilesFitSixteenRegisters(int lanes) {
    for (TileShape shape :
        new TileCosts(lanes, false).ranked(ROWS, COLUMNS, lanes, Integer.MAX_VALUE)) {
      int vectors = shape.vectors() > shape.rows() ? 1 : shape.vectors();
      int live = shape.rows() * shape.vectors() + vectors + BROADCASTS;
      assertTrue(live <= REGISTERS, shape + " needs " + live);
    }
  }

  /// The shapes of the tiles with a fence in each step.
  private static List<String> fenced(int lanes) {
    return EmittedMethods.of(product(), lanes).stream()
        .filter(method -> fences(method) > 0)
        .map(method -> method.name.substring(method.name.indexOf('$') + 1))
        .toList();
  }

  private static int fences(MethodNode method) {
    return EmittedMethods.calls(List.of(method), "loadLoadFence");
  }
}
