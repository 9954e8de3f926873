package netwright.emit;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.IFEQ;
import static org.objectweb.asm.Opcodes.RETURN;

import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.tree.FieldInsnNode;
import org.objectweb.asm.tree.MethodNode;

/// A fence that keeps C2 from loading early what is written behind it. x86 has no instruction for it, as it loads in order
/// anyway; other processors have one, which takes long. So a class with such fences asks where it is when it is loaded.
final class LoadFence {
  private static final String FREE = "LOAD_FENCES_ARE_FREE";
  private static final String X86 = "amd64 x86_64";

  private LoadFence() {}

  /// @param className the internal name of the class that `code` belongs to
  static void write(Code code, String className) {
    Label behind = new Label();
    code.getStatic(className, FREE, "Z");
    code.jump(IFEQ, behind);
    code.invokeStatic("java/lang/invoke/VarHandle", "loadLoadFence", "()V");
    code.place(behind);
  }

  static boolean isIn(MethodNode method) {
    for (var instruction : method.instructions) {
      if (instruction.getOpcode() == GETSTATIC
          && instruction instanceof FieldInsnNode field
          && field.name.equals(FREE)) {
        return true;
      }
    }
    return false;
  }

  /// Adds the constant that fences need to the class `className`.
  static void define(ClassVisitor visitor, String className) {
    visitor.visitField(ACC_PRIVATE | ACC_STATIC | ACC_FINAL, FREE, "Z", null, null).visitEnd();
    MethodVisitor start = visitor.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    start.visitCode();
    Code code = new Code(start);
    code.text(X86);
    code.text("os.arch");
    code.invokeStatic("java/lang/System", "getProperty", "(Ljava/lang/String;)Ljava/lang/String;");
    code.invokeVirtual("java/lang/String", "contains", "(Ljava/lang/CharSequence;)Z");
    code.putStatic(className, FREE, "Z");
    code.op(RETURN);
    start.visitMaxs(0, 0);
    start.visitEnd();
  }
}
