package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;

/// The members that make a class a `netwright.runtime.Program`: its constructor and `run`.
final class ProgramMembers {
  private static final String ILLEGAL_ARGUMENT = "java/lang/IllegalArgumentException";
  private static final int THIS = 0, MEMORY = 1, ROWS = 2, LIMIT = 3;

  private final String className;
  private final int capacity;
  private final boolean rehearsable;

  /// @param rehearsable whether it is a `netwright.runtime.Rehearsable`
  ProgramMembers(String className, int capacity, boolean rehearsable) {
    this.className = className;
    this.capacity = capacity;
    this.rehearsable = rehearsable;
  }

  /// @param driver the name of the method that calls the kernels
  void accept(ClassVisitor writer, String driver) {
    method(writer, "<init>", "()V", this::constructor);
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

  private static void method(
      ClassVisitor writer,
      String name,
      String descriptor,
      java.util.function.Consumer<Code> content) {
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
    code.variable(ILOAD, ROWS);
    code.jump(IFLE, wrong);
    code.variable(ILOAD, ROWS);
    code.constant(capacity);
    code.jump(IF_ICMPGT, wrong);
    field(code, "persistent", "[F");
    field(code, "scratch", "[F");
    field(code, "wide", "[D");
    code.variable(ILOAD, ROWS);
    field(code, "seed", "J");
    field(code, "step", "J");
    limit.run();
    code.invokeStatic(className, driver, Signature.KERNEL.descriptor());
    code.op(RETURN);
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
