package netwright.emit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.LoopKernel;
import netwright.loop.LoopPrinter;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.Space;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import netwright.runtime.Rehearsable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.util.CheckClassAdapter;

/// Runs a program interpreted and compiled for every number of lanes, and demands the same bits everywhere in memory; the
/// same with doubles in place of floats, where that can be.
final class Agreement {
  private static final float[] SPECIAL = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -1e-40f,
    3e38f
  };

  private Agreement() {}

  /// Checks `program` with 1 row, a part of the capacity and all of it, on memory filled from `seed`.
  static void check(LoopProgram program, long seed) {
    agree(program, seed);
    InDoublePrecision.of(program).ifPresent(wide -> agree(wide, seed));
  }

  private static void agree(LoopProgram program, long seed) {
    List<Program> compiled = Flavours.ALL.stream().map(lanes -> compile(program, lanes)).toList();
    for (int rows : List.of(1, 13, program.capacity())) {
      Memory expected = memory(program, seed);
      new LoopInterpreter(program).run(expected, rows);
      for (int number = 0; number < compiled.size(); number++) {
        Memory actual = memory(program, seed);
        rehearse(compiled.get(number), memory(program, seed), rows);
        compiled.get(number).run(actual, rows);
        compare(
            program,
            expected,
            actual,
            Flavours.ALL.get(number) + ", rows " + rows + ", seed " + seed);
      }
    }
  }

  /// A rehearsal reads and writes where a run does, or it fails here; it changes nothing for runs on other memory.
  private static void rehearse(Program compiled, Memory memory, int rows) {
    if (compiled instanceof Rehearsable rehearsable) {
      rehearsable.rehearse(memory, rows, 1);
      rehearsable.rehearse(memory, rows, 24);
    }
  }

  static Program compile(LoopProgram program, Lanes lanes) {
    List<EmittedClass> classes = ClassEmitter.emit(program, "test.Generated", "test.net", lanes);
    classes.forEach(Agreement::verify);
    return GeneratedClassLoader.load(classes);
  }

  private static void verify(EmittedClass emitted) {
    StringWriter complaints = new StringWriter();
    CheckClassAdapter.verify(
        new ClassReader(emitted.bytes()),
        Agreement.class.getClassLoader(),
        false,
        new PrintWriter(complaints));
    assertEquals("", complaints.toString());
    MethodSizes.of(emitted)
        .forEach((name, size) -> assertTrue(size < 8_000, name + " has " + size + " bytes"));
  }

  static Memory memory(LoopProgram program, long seed) {
    Random random = new Random(seed);
    float[] persistent = floats(random, program.persistentSize());
    boolean single = program.variables() == ElementType.F32;
    Memory memory =
        new Memory(
            single ? Persistent.of(persistent) : Persistent.of(doubles(persistent)),
            program.scratchSize(),
            program.wideSize(),
            program.lanesSize());
    float[] scratch = floats(random, program.scratchSize());
    System.arraycopy(scratch, 0, memory.scratch, 0, scratch.length);
    for (int i = 0; i < memory.wide.length; i++) {
      boolean special = !single && random.nextInt(64) == 0;
      memory.wide[i] = special ? SPECIAL[random.nextInt(SPECIAL.length)] : random.nextGaussian();
    }
    memory.seed = seed;
    memory.step = 1 + random.nextInt(1000);
    return memory;
  }

  private static double[] doubles(float[] floats) {
    double[] doubles = new double[floats.length];
    for (int i = 0; i < floats.length; i++) {
      doubles[i] = Math.PI * floats[i];
    }
    return doubles;
  }

  private static float[] floats(Random random, int length) {
    float[] values = new float[length];
    for (int i = 0; i < length; i++) {
      boolean special = random.nextInt(64) == 0;
      values[i] = special ? SPECIAL[random.nextInt(SPECIAL.length)] : (float) random.nextGaussian();
    }
    return values;
  }

  private static void compare(LoopProgram program, Memory expected, Memory actual, String what) {
    List<Buffer> lanes = lanes(program);
    compare(program, Space.PERSISTENT, lanes, expected.persistent, actual.persistent, what);
    compare(program, Space.SCRATCH, lanes, expected.scratch, actual.scratch, what);
    compare(program, Space.WIDE, lanes, expected.wide, actual.wide, what);
    double[] persistent = expected.widePersistent;
    compare(program, Space.WIDE_PERSISTENT, lanes, persistent, actual.widePersistent, what);
  }

  private static void compare(
      LoopProgram program,
      Space space,
      List<Buffer> lanes,
      double[] expected,
      double[] actual,
      String what) {
    for (int i = 0; i < expected.length; i++) {
      if (Double.doubleToLongBits(expected[i]) != Double.doubleToLongBits(actual[i])
          && !within(lanes, space, i)) {
        assertEquals(expected[i], actual[i], message(program, space, i, what).get());
      }
    }
  }

  private static void compare(
      LoopProgram program,
      Space space,
      List<Buffer> lanes,
      float[] expected,
      float[] actual,
      String what) {
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])
          && !within(lanes, space, i)) {
        assertEquals(expected[i], actual[i], message(program, space, i, what).get());
      }
    }
  }

  private static java.util.function.Supplier<String> message(
      LoopProgram program, Space space, int at, String what) {
    return () -> what + ": " + space + " " + at + " in\n" + LoopPrinter.print(program);
  }

  private static boolean within(List<Buffer> buffers, Space space, int at) {
    return buffers.stream()
        .anyMatch(buffer ->
            buffer.space() == space
                && at >= buffer.offset()
                && at < buffer.offset() + buffer.length());
  }

  /// The scratch memory of sums, whose contents are nobody's business.
  private static List<Buffer> lanes(LoopProgram program) {
    List<Buffer> lanes = new ArrayList<>();
    for (LoopKernel kernel : program.kernels()) {
      lanes(kernel.body(), lanes);
    }
    return lanes;
  }

  private static void lanes(List<LoopStmt> statements, List<Buffer> lanes) {
    for (LoopStmt statement : statements) {
      switch (statement) {
        case LoopStmt.For loop -> lanes(loop.body(), lanes);
        case LoopStmt.Reduction reduction -> lanes.add(reduction.lanes());
        case LoopStmt.Contraction contraction -> {
          lanes.add(contraction.lanes());
          lanes(contraction.epilogue(), lanes);
        }
        case LoopStmt.Sweep sweep -> {
          lanes.add(sweep.memory());
          sweep.sums().forEach(sum -> lanes.add(sum.lanes()));
        }
        case LoopStmt.Let _, LoopStmt.Store _, LoopStmt.ScatterAdd _ -> {}
      }
    }
  }
}
