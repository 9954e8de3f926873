package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import netwright.loop.Buffer;
import netwright.loop.Loop;
import netwright.loop.LoopProgram;
import netwright.loop.Primitive;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The lane forms of the elementary functions have the bits of the scalar functions, over a stride of all floats.
///
/// `-Dnetwright.floatStride=1` tries them all.
class LaneFunctionsTest {
  private static final int BLOCK = 1 << 12;
  private static final int STRIDE = Integer.getInteger("netwright.floatStride", 104_729);

  static Stream<Primitive> functions() {
    return Arrays.stream(Primitive.values()).filter(LaneFunctions::knows);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void lanesHaveTheBitsOfOneFloat(Primitive function) {
    LoopProgram program = program(function);
    Program scalar = Agreement.compile(program, new Lanes.Scalar());
    List<EmittedClass> classes =
        ClassEmitter.emit(program, "test.Lanes", "test.net", new Lanes.Vector(16));
    assertFalse(MethodSizes.of(classes.getFirst()).isEmpty());
    Program vector = GeneratedClassLoader.load(classes);
    Memory expected = new Memory(Persistent.of(new float[0]), 2 * BLOCK, 0, 0);
    Memory actual = new Memory(Persistent.of(new float[0]), 2 * BLOCK, 0, 0);
    for (long bits = 0; bits < 1L << Integer.SIZE; bits += (long) BLOCK * STRIDE) {
      for (int i = 0; i < BLOCK; i++) {
        expected.scratch[i] = Float.intBitsToFloat((int) (bits + (long) i * STRIDE));
        actual.scratch[i] = expected.scratch[i];
      }
      scalar.run(expected, 1);
      vector.run(actual, 1);
      for (int i = BLOCK; i < 2 * BLOCK; i++) {
        int wanted = Float.floatToIntBits(expected.scratch[i]);
        float x = expected.scratch[i - BLOCK];
        assertEquals(wanted, Float.floatToIntBits(actual.scratch[i]), () -> function + " of " + x);
      }
    }
  }

  private static LoopProgram program(Primitive function) {
    ProgramBuilder build = new ProgramBuilder();
    Loop i = build.loop(BLOCK);
    Buffer from = build.scratch(BLOCK);
    Buffer to = build.scratch(BLOCK);
    return build
        .kernel(parallel(i, store(to, at(i, 1), apply(function, load(from, at(i, 1))))))
        .build();
  }
}
