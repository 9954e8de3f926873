package netwright.emit;

import java.util.List;
import netwright.loop.LoopProgram;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.tree.ClassNode;
import org.objectweb.asm.tree.MethodInsnNode;
import org.objectweb.asm.tree.MethodNode;

/// Methods of generated classes, for tests that look at how something is done.
final class EmittedMethods {
  private EmittedMethods() {}

  /// The methods of `program` in vectors of `lanes` elements.
  static List<MethodNode> of(LoopProgram program, int lanes) {
    return ClassEmitter.emit(program, "test.Generated", "test.net", new Lanes.Vector(lanes))
        .stream()
        .flatMap(emitted -> methods(emitted).stream())
        .toList();
  }

  /// Those whose names contain `part`.
  static List<MethodNode> of(LoopProgram program, int lanes, String part) {
    return of(program, lanes).stream().filter(method -> method.name.contains(part)).toList();
  }

  private static List<MethodNode> methods(EmittedClass emitted) {
    ClassNode node = new ClassNode();
    new ClassReader(emitted.bytes()).accept(node, 0);
    return node.methods;
  }

  /// How many calls of `name` are written in `methods`.
  static int calls(List<MethodNode> methods, String name) {
    int calls = 0;
    for (MethodNode method : methods) {
      for (var instruction : method.instructions) {
        calls += instruction instanceof MethodInsnNode call && call.name.equals(name) ? 1 : 0;
      }
    }
    return calls;
  }
}
