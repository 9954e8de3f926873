package netwright.emit;

import static netwright.emit.ProgramBuilder.apply;
import static netwright.emit.ProgramBuilder.at;
import static netwright.emit.ProgramBuilder.let;
import static netwright.emit.ProgramBuilder.load;
import static netwright.emit.ProgramBuilder.loop;
import static netwright.emit.ProgramBuilder.parallel;
import static netwright.emit.ProgramBuilder.read;
import static netwright.emit.ProgramBuilder.store;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import netwright.diag.Source;
import netwright.diag.Span;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.Primitive;
import netwright.loop.Space;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import org.junit.jupiter.api.Test;

/// What the emitted class looks like from outside: names, lines, limits.
class ClassEmitterTest {
  private final ProgramBuilder build = new ProgramBuilder();

  @Test
  void stackTracesShowTheSource() {
    Source source = new Source("housing.net", "one\ntwo\nthree\n");
    Loop i = build.loop(5);
    Buffer buffer = build.scratch(5);
    build.kernel(
        new Span(source, 8, 9),
        List.of(loop(i, store(buffer, at(i, 1), ProgramBuilder.constant(1)))));
    List<EmittedClass> classes =
        ClassEmitter.emit(build.build(), "com.acme.HousePrices", "housing.net", new Lanes.Scalar());
    Program program = GeneratedClassLoader.load(classes);
    Memory tooSmall = new Memory(Persistent.of(new float[0]), 2, 0, 0);
    var thrown = assertThrows(ArrayIndexOutOfBoundsException.class, () -> program.run(tooSmall, 1));
    StackTraceElement top = thrown.getStackTrace()[0];
    assertEquals("com.acme.HousePrices", top.getClassName());
    assertEquals("housing.net", top.getFileName());
    assertEquals(3, top.getLineNumber());
    assertEquals(3, thrown.getStackTrace()[1].getLineNumber());
  }

  @Test
  void rowsBeyondTheCapacityAreRefused() {
    build.kernel(store(build.scratch(1), at(0), ProgramBuilder.constant(1)));
    Program program = Agreement.compile(build.build(), new Lanes.Scalar());
    Memory memory = new Memory(Persistent.of(new float[0]), 1, 0, 0);
    assertThrows(IllegalArgumentException.class, () -> program.run(memory, 0));
    assertThrows(
        IllegalArgumentException.class, () -> program.run(memory, ProgramBuilder.CAPACITY + 1));
  }

  @Test
  void aKernelOfManyStatementsIsDivided() {
    List<LoopStmt> body = new ArrayList<>();
    Local scale = build.local(ElementType.F32);
    body.add(let(scale, load(build.scratch(1), at(0))));
    for (int statement = 0; statement < 700; statement++) {
      Loop i = build.loop(3);
      LoopExpr value = apply(Primitive.MULTIPLY, read(scale), load(build.scratch(3), at(i, 1)));
      body.add(parallel(i, store(build.scratch(3), at(i, 1), value)));
    }
    build.kernel(Span.NONE, body);
    Agreement.check(build.build(), 31);
  }

  @Test
  void aLoopWithALargeBodyIsDivided() {
    List<LoopStmt> body = new ArrayList<>();
    Loop outer = build.rows(1);
    Loop inner = build.loop(3);
    for (int statement = 0; statement < 700; statement++) {
      Buffer buffer = build.scratch(63);
      LoopExpr value = apply(Primitive.SQUARE_ROOT, load(buffer, at(outer, 3, inner, 1)));
      body.add(store(buffer, at(outer, 3, inner, 1), value));
    }
    build.kernel(parallel(outer, parallel(inner, body.toArray(LoopStmt[]::new))));
    Agreement.check(build.build(), 32);
  }

  @Test
  void anExpressionTooLargeForAMethodIsAnInternalError() {
    LoopExpr value = load(build.scratch(1), at(0));
    for (int doubling = 0; doubling < 11; doubling++) {
      value = apply(Primitive.ADD, value, value);
    }
    build.kernel(store(build.scratch(1), at(0), value));
    LoopProgram program = build.build();
    assertThrows(
        IllegalStateException.class,
        () -> ClassEmitter.emit(program, "test.Large", "test.net", new Lanes.Scalar()));
  }

  /// A method is a byte larger than its one statement, so what fills one to the last byte does not fit.
  @Test
  void anExpressionIsRefusedOrWrittenWhateverItsSize() {
    Buffer buffer = new Buffer(Space.SCRATCH, 0, 1);
    LoopExpr value = sum(load(buffer, at(0)), 1872);
    int written = 0;
    for (int longer = 0; longer < 20; longer++) {
      value = apply(Primitive.NEGATE, value);
      ProgramBuilder one = new ProgramBuilder();
      LoopProgram program = one.kernel(store(one.scratch(1), at(0), value)).build();
      try {
        ClassEmitter.emit(program, "test.Large", "test.net", new Lanes.Scalar())
            .forEach(emitted ->
                MethodSizes.of(emitted)
                    .forEach(
                        (name, size) -> assertTrue(size <= KernelWriter.LARGEST_METHOD, name)));
        assertEquals(longer, written++, "the smaller ones are written");
      } catch (IllegalStateException tooLarge) {
        assertTrue(tooLarge.getMessage().contains("cannot be divided"), tooLarge.getMessage());
      }
    }
    assertTrue(written > 0 && written < 20, written + " are written");
  }

  private static LoopExpr sum(LoopExpr value, int count) {
    return count == 1
        ? value
        : apply(Primitive.ADD, sum(value, count / 2), sum(value, count - count / 2));
  }

  @Test
  void manyKernelsContinueInFurtherClasses() {
    Buffer buffer = build.buffer(Space.PERSISTENT, 1);
    for (int kernel = 0; kernel < 4_500; kernel++) {
      LoopExpr next = apply(Primitive.ADD, load(buffer, at(0)), ProgramBuilder.constant(kernel));
      build.kernel(store(buffer, at(0), next));
    }
    List<EmittedClass> classes =
        ClassEmitter.emit(build.build(), "test.Deep", "deep.net", new Lanes.Scalar());
    assertEquals(
        List.of("test.Deep", "test.Deep$Part1", "test.Deep$Part2"),
        classes.stream().map(EmittedClass::name).toList());
    Memory memory = new Memory(Persistent.of(new float[1]), 0, 0, 0);
    GeneratedClassLoader.load(classes).run(memory, 1);
    assertEquals(4_499 * 4_500 / 2, memory.persistent[0]);
    for (EmittedClass emitted : classes) {
      MethodSizes.of(emitted)
          .forEach((name, size) -> assertTrue(size <= KernelWriter.LARGEST_METHOD, name));
    }
  }

  @Test
  void theSameProgramGivesTheSameBytes() {
    for (Lanes lanes : Flavours.ALL) {
      byte[] first =
          ClassEmitter.emit(RandomPrograms.program(5), "test.A", "a.net", lanes).getFirst().bytes();
      byte[] second =
          ClassEmitter.emit(RandomPrograms.program(5), "test.A", "a.net", lanes).getFirst().bytes();
      assertTrue(Arrays.equals(first, second));
    }
  }
}
