package netwright.emit;

import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import netwright.loop.Loop;
import netwright.loop.LoopProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/// Tiles whose sums leave few of the registers.
class CrowdedTileTest {
  private static final int ROWS = 48;
  private static final int COLUMNS = 64;
  private static final int SUMS = 40;
  private static final int REGISTERS = 16;
  private static final int BROADCASTS = 2;

  private static LoopProgram product() {
    return product(ROWS, COLUMNS);
  }

  private static LoopProgram product(int height, int width) {
    ProgramBuilder build = new ProgramBuilder();
    Loop rows = build.loop(height);
    Loop columns = build.loop(width);
    Loop steps = build.loop(SUMS);
    return build
        .kernel(
            build
                .sums(rows, columns)
                .over(steps)
                .of(
                    load(build.scratch(height * SUMS), at(rows, SUMS, steps, 1)),
                    load(build.scratch(SUMS * width), at(steps, width, columns, 1)))
                .into(build.scratch(height * width), at(rows, width, columns, 1)))
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

  /// Where a fence is an instruction there is none: each class with fences finds out where it is.
  @Test
  void classesWithFencesAskWhatTheyRunOn() {
    assertTrue(asks(product(), 8));
    assertTrue(asks(product(), 16));
    assertFalse(asks(product(8, 32), 16));
  }

  private static boolean asks(LoopProgram program, int lanes) {
    return emit(program, lanes).stream()
        .flatMap(emitted -> methods(emitted).stream())
        .anyMatch(method -> method.name.equals("<clinit>"));
  }

  @ParameterizedTest
  @ValueSource(ints = {4, 8})
  void allTilesFitSixteenRegisters(int lanes) {
    for (TileShape shape : TileShape.ranked(ROWS, COLUMNS, lanes, lanes, Integer.MAX_VALUE)) {
      int vectors = shape.vectors() > shape.rows() ? 1 : shape.vectors();
      int live = shape.rows() * shape.vectors() + vectors + BROADCASTS;
      assertTrue(live <= REGISTERS, shape + " needs " + live);
    }
  }

  /// The shapes of the tiles with a fence in each step.
  private static List<String> fenced(int lanes) {
    return emit(product(), lanes).stream()
        .flatMap(emitted -> methods(emitted).stream())
        .filter(CrowdedTileTest::hasFence)
        .map(method -> method.name.substring(method.name.indexOf('$') + 1))
        .toList();
  }

  private static List<EmittedClass> emit(LoopProgram program, int lanes) {
    return ClassEmitter.emit(program, "test.Generated", "test.net", new Lanes.Vector(lanes));
  }

  private static List<MethodNode> methods(EmittedClass emitted) {
    ClassNode node = new ClassNode();
    new ClassReader(emitted.bytes()).accept(node, 0);
    return node.methods;
  }

  private static boolean hasFence(MethodNode method) {
    for (var instruction : method.instructions) {
      if (instruction instanceof MethodInsnNode call && call.name.equals("loadLoadFence")) {
        return true;
      }
    }
    return false;
  }
}
