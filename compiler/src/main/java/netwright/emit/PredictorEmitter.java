package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.ArrayList;
import java.util.List;
import netwright.runtime.Port;
import netwright.runtime.Precision;
import netwright.runtime.PredictorLayout;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.MethodVisitor;

/// Writes the class that a user's program calls:
///
/// ```java
/// public final class HousePrices extends CompiledPredictor {
///   public static HousePrices load(Path weights) throws IOException { … }
///   public float[] predict(float... x) { … }       // one sample
///   public float[] predictAll(float[] x) { … }     // any number of samples, one after the other
/// }
/// ```
///
/// A network in f64 extends `CompiledWidePredictor`, and has `double` in place of `float`. One with several inputs takes an array for each; one with several outputs returns a map of them by name.
public final class PredictorEmitter {
  private static final String LAYOUT = "netwright/runtime/PredictorLayout";
  private static final String FLAVOUR = "netwright/runtime/Flavour";
  private static final String IO_EXCEPTION = "java/io/IOException";
  private static final String CONSTRUCTOR = "(L" + Calls.PROGRAM + ";Ljava/nio/file/Path;)V";

  /// A text in a class file has at most 65,535 bytes.
  private static final int LONGEST_TEXT = 20_000;

  private final String name;
  private final PredictorLayout layout;
  private final String base;
  private final String array;
  private final ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_FRAMES);

  private PredictorEmitter(String name, PredictorLayout layout) {
    this.name = name;
    this.layout = layout;
    boolean wide = layout.precision() == Precision.F64;
    this.base = "netwright/runtime/" + (wide ? "CompiledWidePredictor" : "CompiledPredictor");
    this.array = wide ? "[D" : "[F";
  }

  /// The class `className`, whose program is the class `className$Scalar`, `className$V256` or another that suits the
  /// machine.
  ///
  /// @param sourceFile what stack traces call the source, such as `housing.net`
  public static EmittedClass emit(String className, String sourceFile, PredictorLayout layout) {
    return new EmittedClass(
        className, new PredictorEmitter(className.replace('.', '/'), layout).bytes(sourceFile));
  }

  private byte[] bytes(String sourceFile) {
    writer.visit(V25, ACC_PUBLIC | ACC_FINAL | ACC_SUPER, name, null, base, null);
    writer.visitSource(sourceFile, null);
    constructor();
    load();
    layout();
    predict("predict", "one");
    predict("predictAll", "all");
    writer.visitEnd();
    return writer.toByteArray();
  }

  private void constructor() {
    MethodVisitor code = method(ACC_PRIVATE, "<init>", CONSTRUCTOR, null, IO_EXCEPTION);
    code.visitVarInsn(ALOAD, 0);
    code.visitVarInsn(ALOAD, 1);
    code.visitMethodInsn(INVOKESTATIC, name, "layout", "()L" + LAYOUT + ";", false);
    code.visitVarInsn(ALOAD, 2);
    String descriptor = "(L" + Calls.PROGRAM + ";L" + LAYOUT + ";Ljava/nio/file/Path;)V";
    code.visitMethodInsn(INVOKESPECIAL, base, "<init>", descriptor, false);
    end(code, RETURN);
  }

  private void load() {
    String descriptor = "(Ljava/nio/file/Path;)L" + name + ";";
    MethodVisitor code = method(ACC_PUBLIC | ACC_STATIC, "load", descriptor, null, IO_EXCEPTION);
    code.visitParameter("weights", 0);
    code.visitTypeInsn(NEW, name);
    code.visitInsn(DUP);
    String lookup = "java/lang/invoke/MethodHandles$Lookup";
    code.visitMethodInsn(
        INVOKESTATIC, "java/lang/invoke/MethodHandles", "lookup", "()L" + lookup + ";", false);
    code.visitLdcInsn(name.replace('/', '.'));
    String program = "(L" + lookup + ";Ljava/lang/String;)L" + Calls.PROGRAM + ";";
    code.visitMethodInsn(INVOKESTATIC, FLAVOUR, "program", program, false);
    code.visitVarInsn(ALOAD, 0);
    code.visitMethodInsn(INVOKESPECIAL, name, "<init>", CONSTRUCTOR, false);
    end(code, ARETURN);
  }

  private void layout() {
    MethodVisitor code = method(ACC_PRIVATE | ACC_STATIC, "layout", "()L" + LAYOUT + ";", null);
    List<String> texts = texts();
    code.visitLdcInsn(texts.size());
    code.visitTypeInsn(ANEWARRAY, "java/lang/String");
    for (int i = 0; i < texts.size(); i++) {
      code.visitInsn(DUP);
      code.visitLdcInsn(i);
      code.visitLdcInsn(texts.get(i));
      code.visitInsn(AASTORE);
    }
    code.visitMethodInsn(
        INVOKESTATIC, LAYOUT, "parse", "([Ljava/lang/String;)L" + LAYOUT + ";", false);
    end(code, ARETURN);
  }

  /// The lines of the layout, as many in a text as fit.
  private List<String> texts() {
    List<String> texts = new ArrayList<>();
    StringBuilder text = new StringBuilder();
    for (String line : layout.lines()) {
      if (text.length() + line.length() > LONGEST_TEXT) {
        texts.add(text.toString());
        text.setLength(0);
      }
      text.append(line).append('\n');
    }
    texts.add(text.toString());
    return texts;
  }

  /// A method that hands its arguments to `method` of the base class.
  private void predict(String methodName, String method) {
    List<Port> inputs = layout.spec().inputs();
    boolean single = layout.spec().outputs().size() == 1;
    String arguments = "(" + array.repeat(inputs.size()) + ")";
    int varargs = inputs.size() == 1 && method.equals("one") ? ACC_VARARGS : 0;
    String signature =
        single ? null : arguments + "Ljava/util/Map<Ljava/lang/String;" + array + ">;";
    String descriptor = arguments + (single ? array : "Ljava/util/Map;");
    MethodVisitor code = method(ACC_PUBLIC | varargs, methodName, descriptor, signature);
    inputs.forEach(input -> code.visitParameter(input.name(), 0));
    code.visitVarInsn(ALOAD, 0);
    if (!single) {
      code.visitInsn(DUP);
    }
    arrays(code, inputs.size());
    code.visitMethodInsn(INVOKEVIRTUAL, name, method, "([" + array + ")[" + array, false);
    if (single) {
      code.visitInsn(ICONST_0);
      code.visitInsn(AALOAD);
    } else {
      code.visitMethodInsn(INVOKEVIRTUAL, name, "named", "([" + array + ")Ljava/util/Map;", false);
    }
    end(code, ARETURN);
  }

  /// Pushes an array of the method's `count` arguments.
  private void arrays(MethodVisitor code, int count) {
    code.visitLdcInsn(count);
    code.visitTypeInsn(ANEWARRAY, array);
    for (int i = 0; i < count; i++) {
      code.visitInsn(DUP);
      code.visitLdcInsn(i);
      code.visitVarInsn(ALOAD, i + 1);
      code.visitInsn(AASTORE);
    }
  }

  private MethodVisitor method(
      int access, String method, String descriptor, String signature, String... exceptions) {
    return writer.visitMethod(access, method, descriptor, signature, exceptions);
  }

  private static void end(MethodVisitor code, int opcode) {
    code.visitInsn(opcode);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }
}
