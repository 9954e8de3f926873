package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.function.Consumer;
import netwright.loop.ElementType;
import netwright.loop.LoopProgram;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/// The members that make a class a `netwright.runtime.Program`: its constructor and `run`. A class for several threads is a
/// `netwright.threads.ParallelProgram`.
final class ProgramMembers {
  private static final String ILLEGAL_ARGUMENT = "java/lang/IllegalArgumentException";
  private static final int THIS = 0, MEMORY = 1, ROWS = 2, LIMIT = 3;
  private static final int LANES_OF_PART = 2,
      ROWS_OF_PART = 3,
      LIMIT_OF_PART = 4,
      STAGE = 5,
      PART = 6;

  private final String className;
  private final int capacity;
  private final ElementType variables;
  private final int parts;
  private final boolean rehearsable;

  /// @param rehearsable whether a program of one part is a `netwright.runtime.Rehearsable`
  ProgramMembers(String className, LoopProgram program, int parts, boolean rehearsable) {
    this.className = className;
    this.capacity = program.capacity();
    this.variables = program.variables();
    this.parts = parts;
    this.rehearsable = rehearsable;
  }

  /// @param drivers the names of the methods that call the kernels of each stage
  void accept(ClassVisitor writer, List<String> drivers) {
    method(writer, "<init>", "()V", this::constructor);
    if (parts == 1) {
      whole(writer, drivers.getFirst());
    } else {
      method(writer, "parts", "()I", code -> constant(code, parts));
      method(writer, "stages", "()I", code -> constant(code, drivers.size()));
      method(writer, "run", "(L" + Calls.MEMORY + ";[FIIII)V", code -> run(code, drivers));
    }
  }

  private void whole(ClassVisitor writer, String driver) {
    method(
        writer,
        "run",
        "(L" + Calls.MEMORY + ";I)V",
        code -> run(code, driver, () -> code.constant(Integer.MAX_VALUE)));
    if (rehearsable) {
      method(
          writer,
          "rehearse",
          "(L" + Calls.MEMORY + ";II)V",
          code -> run(code, driver, () -> code.variable(ILOAD, LIMIT)));
    }
  }

  private static void constant(Code code, int value) {
    code.constant(value);
    code.op(IRETURN);
  }

  private static void method(
      ClassVisitor writer, String name, String descriptor, Consumer<Code> content) {
    MethodVisitor visitor = writer.visitMethod(ACC_PUBLIC, name, descriptor, null, null);
    visitor.visitCode();
    content.accept(new Code(visitor));
    visitor.visitMaxs(0, 0);
    visitor.visitEnd();
  }

  private void constructor(Code code) {
    code.variable(ALOAD, THIS);
    code.invokeSpecial("java/lang/Object", "<init>", "()V");
    code.op(RETURN);
  }

  private void run(Code code, String driver, Runnable limit) {
    Label wrong = new Label();
    requireRows(code, ROWS, wrong);
    arguments(code, () -> field(code, "lanes", "[F"), ROWS);
    limit.run();
    code.invokeStatic(className, driver, Signature.KERNEL.descriptor(variables));
    code.op(RETURN);
    refuseRows(code, wrong);
  }

  private void run(Code code, List<String> drivers) {
    Label wrong = new Label();
    Label noStage = new Label();
    Label[] stages = drivers.stream().map(_ -> new Label()).toArray(Label[]::new);
    requireRows(code, ROWS_OF_PART, wrong);
    arguments(code, () -> code.variable(ALOAD, LANES_OF_PART), ROWS_OF_PART);
    code.variable(ILOAD, LIMIT_OF_PART);
    code.variable(ILOAD, PART);
    code.variable(ILOAD, STAGE);
    code.jump(noStage, stages);
    for (int stage = 0; stage < stages.length; stage++) {
      code.place(stages[stage]);
      code.invokeStatic(className, drivers.get(stage), DriverWriter.STAGE.descriptor(variables));
      code.op(RETURN);
    }
    code.place(noStage);
    code.op(RETURN);
    refuseRows(code, wrong);
  }

  private void arguments(Code code, Runnable lanes, int rows) {
    if (variables == ElementType.F32) {
      field(code, "persistent", "[F");
    } else {
      field(code, "widePersistent", "[D");
    }
    field(code, "scratch", "[F");
    field(code, "wide", "[D");
    lanes.run();
    code.variable(ILOAD, rows);
    field(code, "seed", "J");
    field(code, "step", "J");
  }

  private void requireRows(Code code, int rows, Label wrong) {
    code.variable(ILOAD, rows);
    code.jump(IFLE, wrong);
    code.variable(ILOAD, rows);
    code.constant(capacity);
    code.jump(IF_ICMPGT, wrong);
  }

  private void refuseRows(Code code, Label wrong) {
    code.place(wrong);
    code.type(NEW, ILLEGAL_ARGUMENT);
    code.op(DUP);
    code.text("rows are from 1 to " + capacity);
    code.invokeSpecial(ILLEGAL_ARGUMENT, "<init>", "(Ljava/lang/String;)V");
    code.op(ATHROW);
  }

  private static void field(Code code, String name, String descriptor) {
    code.variable(ALOAD, MEMORY);
    code.getField(Calls.MEMORY, name, descriptor);
  }
}
