package netwright.emit;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ASM9;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import netwright.loop.Buffer;
import netwright.loop.LoopProgram;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.tree.MethodNode;

/// The methods of one class while they are written. Methods can be taken back, so that one that grew too large is
/// written again in another way.
final class ClassBody {
  /// More, of which doubles take two, no JVM loads.
  private static final int MOST_SLOTS_OF_ARGUMENTS = 255;

  private final String name;
  private final Lanes lanes;
  private final LoopProgram program;
  private final WorkShares shares;
  private final Decisions decisions;
  private final List<Method> methods;
  private final Set<String> names;

  /// @param name the class's internal name
  ClassBody(String name, Lanes lanes, LoopProgram program, Decisions decisions) {
    this(
        name,
        lanes,
        program,
        new WorkShares(program),
        decisions,
        new ArrayList<>(),
        new HashSet<>());
  }

  private ClassBody(
      String name,
      Lanes lanes,
      LoopProgram program,
      WorkShares shares,
      Decisions decisions,
      List<Method> methods,
      Set<String> names) {
    this.name = name;
    this.lanes = lanes;
    this.program = program;
    this.shares = shares;
    this.decisions = decisions;
    this.methods = methods;
    this.names = names;
  }

  /// The same class, for methods that work on one element at a time.
  ClassBody scalar() {
    return new ClassBody(name, new Lanes.Scalar(), program, shares, decisions, methods, names);
  }

  /// A method that is written; `size` is an upper bound of its bytes, `vector` whether it holds vector code.
  record Method(MethodNode node, int size, boolean vector) {}

  String name() {
    return name;
  }

  Lanes lanes() {
    return lanes;
  }

  /// Where decisions are noted.
  Decisions decisions() {
    return decisions;
  }

  LoopProgram program() {
    return program;
  }

  /// How much of the program's work each contraction is.
  WorkShares shares() {
    return shares;
  }

  /// See [LoopProgram#hasSlack].
  boolean hasSlack(Buffer buffer, int lanes) {
    return program.hasSlack(buffer, lanes);
  }

  List<Method> methods() {
    return List.copyOf(methods);
  }

  /// A method name that is not in use: `wanted`, if that is free.
  String freeName(String wanted) {
    String free = wanted;
    for (int number = 1; !names.add(free); number++) {
      free = wanted + "$" + number;
    }
    return free;
  }

  /// How many methods there are, for [#rollBack].
  int mark() {
    return methods.size();
  }

  /// Takes back all methods written since [#mark] returned `mark`.
  void rollBack(int mark) {
    List<Method> undone = methods.subList(mark, methods.size());
    undone.forEach(method -> names.remove(method.node().name));
    undone.clear();
  }

  /// Writes a static method and keeps it.
  ///
  /// @throws IllegalStateException if it has more arguments than a method may have
  Method add(
      String methodName,
      Signature signature,
      int access,
      int line,
      Consumer<MethodEmitter> content) {
    names.add(methodName);
    MethodNode node =
        new MethodNode(
            ASM9,
            access | ACC_STATIC,
            methodName,
            signature.descriptor(program.variables()),
            null,
            null);
    Code code = new Code(node);
    node.visitCode();
    if (line > 0) {
      code.line(line);
    }
    MethodEmitter emitter = new MethodEmitter(this, code, signature.frame(code), methodName, line);
    if (code.mark() > MOST_SLOTS_OF_ARGUMENTS) {
      throw new IllegalStateException(methodName + " has too many arguments");
    }
    content.accept(emitter);
    node.visitMaxs(0, 0);
    node.visitEnd();
    Method method = new Method(node, code.size(), code.isVector());
    methods.add(method);
    return method;
  }

  /// Writes a private static method and keeps it.
  Method add(String methodName, Signature signature, int line, Consumer<MethodEmitter> content) {
    return add(methodName, signature, ACC_PRIVATE, line, content);
  }

  void accept(ClassVisitor visitor) {
    if (methods.stream().anyMatch(method -> LoadFence.isIn(method.node()))) {
      LoadFence.define(visitor, name);
    }
    methods.forEach(method -> method.node().accept(visitor));
  }
}
