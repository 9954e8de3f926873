import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/// Changes the class files in a folder, in place: `java -cp asm.jar Prelink.java FOLDER`. Run by Maven after the compiler,
/// with the JDK that Maven itself runs on, so Java 17 has to read it.
///
/// Switches over types, and `equals` and `hashCode` of records, become plain methods with the same results. As the compiler leaves them
/// the JVM makes a class for each that is reached, in every run, and no AOT cache keeps them: an eighth of the instructions of compiling a
/// large network for the first time, 5 to 7 % of the time. Lambdas stay, which a cache does keep. Classes that have none of this stay as they are, byte for byte.
public final class Prelink {

  public static void main(String[] arguments) throws IOException {
    List<Path> files;
    try (Stream<Path> all = Files.walk(Path.of(arguments[0]))) {
      files = all.filter(file -> file.toString().endsWith(".class")).toList();
    }
    for (Path file : files) {
      link(file);
    }
  }

  private static void link(Path file) throws IOException {
    var writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    var link = new Link(writer);
    new ClassReader(Files.readAllBytes(file)).accept(link, 0);
    if (link.made > 0) {
      Files.write(file, writer.toByteArray());
    }
  }

  /// Puts calls of methods in the place of instructions that would be linked at run time.
  private static final class Link extends ClassVisitor {
    private String owner;
    private boolean isInterface;
    private int made;

    Link(ClassVisitor next) {
      super(Opcodes.ASM9, next);
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String parent,
        String[] interfaces) {
      owner = name;
      isInterface = (access & Opcodes.ACC_INTERFACE) != 0;
      super.visit(version, access, name, signature, parent, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      return new MethodVisitor(Opcodes.ASM9, next) {
        @Override
        public void visitInvokeDynamicInsn(
            String called, String type, Handle bootstrap, Object... constants) {
          String linked = linked(called, type, bootstrap, constants);
          if (linked.isEmpty()) {
            super.visitInvokeDynamicInsn(called, type, bootstrap, constants);
          } else {
            super.visitMethodInsn(Opcodes.INVOKESTATIC, owner, linked, type, isInterface);
          }
        }
      };
    }

    /// The name of a method that does what the instruction does; empty if it is to stay.
    private String linked(String called, String type, Handle bootstrap, Object[] constants) {
      if (bootstrap.getName().equals("typeSwitch") && areTypes(constants)) {
        return typeSwitch(type, constants);
      }
      boolean ofRecord = bootstrap.getOwner().equals("java/lang/runtime/ObjectMethods");
      return ofRecord && called.equals("equals")
          ? recordEquals(type, constants)
          : ofRecord && called.equals("hashCode") ? recordHash(type, constants) : "";
    }

    private static boolean areTypes(Object[] constants) {
      for (Object constant : constants) {
        if (!(constant instanceof Type type) || type.getSort() < Type.ARRAY) {
          return false;
        }
      }
      return true;
    }

    private MethodVisitor begin(String name, String type) {
      int access = Opcodes.ACC_PRIVATE | Opcodes.ACC_STATIC | Opcodes.ACC_SYNTHETIC;
      MethodVisitor code = cv.visitMethod(access, name, type, null, null);
      code.visitCode();
      return code;
    }

    private static void end(MethodVisitor code) {
      code.visitInsn(Opcodes.IRETURN);
      code.visitMaxs(0, 0);
      code.visitEnd();
    }

    /// `int typeSwitch(Object value, int from)`: the first label, not below `from`, that `value` is an instance of;
    /// the number of labels if none; -1 for null.
    private String typeSwitch(String type, Object[] labels) {
      String name = "typeSwitch$" + made++;
      MethodVisitor code = begin(name, type);
      Label present = new Label();
      code.visitVarInsn(Opcodes.ALOAD, 0);
      code.visitJumpInsn(Opcodes.IFNONNULL, present);
      code.visitInsn(Opcodes.ICONST_M1);
      code.visitInsn(Opcodes.IRETURN);
      same(code, present);
      for (int i = 0; i < labels.length; i++) {
        Label next = new Label();
        code.visitVarInsn(Opcodes.ILOAD, 1);
        code.visitIntInsn(Opcodes.SIPUSH, i);
        code.visitJumpInsn(Opcodes.IF_ICMPGT, next);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitTypeInsn(Opcodes.INSTANCEOF, ((Type) labels[i]).getInternalName());
        code.visitJumpInsn(Opcodes.IFEQ, next);
        code.visitIntInsn(Opcodes.SIPUSH, i);
        code.visitInsn(Opcodes.IRETURN);
        same(code, next);
      }
      code.visitIntInsn(Opcodes.SIPUSH, labels.length);
      end(code);
      return name;
    }

    /// `boolean equals(R left, Object right)`: all components are equal.
    private String recordEquals(String type, Object[] constants) {
      String name = "equals$" + made++;
      MethodVisitor code = begin(name, type);
      Label different = new Label();
      code.visitVarInsn(Opcodes.ALOAD, 1);
      code.visitTypeInsn(Opcodes.INSTANCEOF, owner);
      code.visitJumpInsn(Opcodes.IFEQ, different);
      for (int i = 2; i < constants.length; i++) {
        Handle field = (Handle) constants[i];
        code.visitVarInsn(Opcodes.ALOAD, 0);
        get(code, field);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        code.visitTypeInsn(Opcodes.CHECKCAST, owner);
        get(code, field);
        jumpIfDifferent(code, Type.getType(field.getDesc()), different);
      }
      code.visitInsn(Opcodes.ICONST_1);
      code.visitInsn(Opcodes.IRETURN);
      same(code, different);
      code.visitInsn(Opcodes.ICONST_0);
      end(code);
      return name;
    }

    private static void jumpIfDifferent(MethodVisitor code, Type type, Label different) {
      String primitive = type.getDescriptor();
      switch (type.getSort()) {
        case Type.OBJECT, Type.ARRAY -> {
          String descriptor = "(Ljava/lang/Object;Ljava/lang/Object;)Z";
          call(code, "java/util/Objects", "equals", descriptor);
          code.visitJumpInsn(Opcodes.IFEQ, different);
        }
        case Type.LONG, Type.FLOAT, Type.DOUBLE -> {
          call(code, boxOf(type), "compare", "(" + primitive + primitive + ")I");
          code.visitJumpInsn(Opcodes.IFNE, different);
        }
        default -> code.visitJumpInsn(Opcodes.IF_ICMPNE, different);
      }
    }

    /// `int hashCode(R value)`: 31 times the hash of what came before, plus that of the next component.
    private String recordHash(String type, Object[] constants) {
      String name = "hashCode$" + made++;
      MethodVisitor code = begin(name, type);
      code.visitInsn(Opcodes.ICONST_0);
      for (int i = 2; i < constants.length; i++) {
        Handle field = (Handle) constants[i];
        code.visitIntInsn(Opcodes.BIPUSH, 31);
        code.visitInsn(Opcodes.IMUL);
        code.visitVarInsn(Opcodes.ALOAD, 0);
        get(code, field);
        Type component = Type.getType(field.getDesc());
        if (component.getSort() >= Type.ARRAY) {
          call(code, "java/util/Objects", "hashCode", "(Ljava/lang/Object;)I");
        } else {
          call(code, boxOf(component), "hashCode", "(" + component.getDescriptor() + ")I");
        }
        code.visitInsn(Opcodes.IADD);
      }
      end(code);
      return name;
    }

    private static void get(MethodVisitor code, Handle field) {
      code.visitFieldInsn(Opcodes.GETFIELD, field.getOwner(), field.getName(), field.getDesc());
    }

    private static void call(MethodVisitor code, String owner, String name, String descriptor) {
      code.visitMethodInsn(Opcodes.INVOKESTATIC, owner, name, descriptor, false);
    }

    private static String boxOf(Type primitive) {
      return switch (primitive.getSort()) {
        case Type.BOOLEAN -> "java/lang/Boolean";
        case Type.CHAR -> "java/lang/Character";
        case Type.BYTE -> "java/lang/Byte";
        case Type.SHORT -> "java/lang/Short";
        case Type.INT -> "java/lang/Integer";
        case Type.LONG -> "java/lang/Long";
        case Type.FLOAT -> "java/lang/Float";
        default -> "java/lang/Double";
      };
    }

    private static void same(MethodVisitor code, Label label) {
      code.visitLabel(label);
      code.visitFrame(Opcodes.F_SAME, 0, null, 0, null);
    }
  }
}
