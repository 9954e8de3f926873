package netwright.emit;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import netwright.emit.ClassBody.Method;
import netwright.loop.Index;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;

/// Writes a kernel as one method, or as several where one would grow too large: HotSpot never compiles a method of more
/// than 8,000 bytes.
///
/// A method that is too large keeps its definitions; its other statements move out into methods of their own, which
/// take what they read as arguments. A single loop that is too large stays, and its body moves out.
final class KernelWriter {
  static final int LARGEST_METHOD = 7_500;

  private final ClassBody owner;
  private final LoopKernel kernel;
  private final int line;

  KernelWriter(ClassBody owner, LoopKernel kernel) {
    this.owner = owner;
    this.kernel = kernel;
    this.line = kernel.origin().isNone() ? 0 : kernel.origin().line();
  }

  /// Writes the kernel's method, named as the kernel.
  ///
  /// @throws IllegalStateException if a statement that cannot be divided is too large for a method
  void write(int access) {
    write(kernel.name(), Signature.KERNEL, access, kernel.body());
  }

  private void write(String name, Signature signature, int access, List<LoopStmt> body) {
    int mark = owner.mark();
    Method whole =
        owner.add(
            name,
            signature,
            access,
            line,
            method -> {
              new ScalarStatements(method).block(body);
              method.code().op(RETURN);
            });
    if (whole.size() <= LARGEST_METHOD) {
      return;
    }
    owner.rollBack(mark);
    Method parts =
        owner.add(
            name,
            signature,
            access,
            line,
            method -> {
              method.scoped(() -> divide(method, body));
              method.code().op(RETURN);
            });
    if (parts.size() > LARGEST_METHOD) {
      throw tooLarge(parts.size());
    }
  }

  private void divide(MethodEmitter method, List<LoopStmt> body) {
    ScalarStatements statements = new ScalarStatements(method);
    List<LoopStmt> part = new ArrayList<>();
    int size = 0;
    for (LoopStmt statement : body) {
      boolean definition = statement instanceof Let || statement instanceof Reduction;
      int bytes = method.measure(() -> statements.statement(statement));
      if (definition || size + bytes > LARGEST_METHOD) {
        moveOut(method, part);
        size = 0;
      }
      if (definition) {
        statements.statement(statement);
      } else if (bytes <= LARGEST_METHOD) {
        part.add(statement);
        size += bytes;
      } else if (statement instanceof For loop) {
        method.loop(loop.loop(), () -> moveOut(method, new ArrayList<>(loop.body())));
      } else {
        throw tooLarge(bytes);
      }
    }
    moveOut(method, part);
  }

  private IllegalStateException tooLarge(int bytes) {
    return new IllegalStateException(
        "kernel %s needs %d bytes in one method and cannot be divided further".formatted(kernel.name(), bytes));
  }

  /// Writes a method for `part`, calls it, and empties `part`.
  private void moveOut(MethodEmitter method, List<LoopStmt> part) {
    if (part.isEmpty()) {
      return;
    }
    FreeVariables free = FreeVariables.of(part);
    Comparator<Index> outermostFirst = Comparator.comparingInt(index -> method.frame().place(index).slot());
    Signature signature = new Signature(free.indices().stream().sorted(outermostFirst).toList(), free.locals());
    String name = owner.freeName(method.name());
    write(name, signature, ACC_PRIVATE, List.copyOf(part));
    method.call(name, signature);
    part.clear();
  }
}
