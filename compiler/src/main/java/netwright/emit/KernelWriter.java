package netwright.emit;

import static org.objectweb.asm.Opcodes.ACC_PRIVATE;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.emit.ClassBody.Method;
import netwright.loop.Index;
import netwright.loop.Local;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Reduction;

/// Writes a kernel as one method, or as several where one would grow too large: HotSpot never compiles a method of more
/// than 8,000 bytes, and has trouble with much vector code in one method long before that.
final class KernelWriter {
  static final int LARGEST_METHOD = 7_500;
  static final int LARGEST_VECTOR_METHOD = 2_500;

  private final ClassBody owner;
  private final SharedKernels.Shared shared;
  private final LoopKernel kernel;
  private final int line;

  KernelWriter(ClassBody owner, SharedKernels.Shared shared) {
    this.owner = owner;
    this.shared = shared;
    this.kernel = shared.kernel();
    this.line = kernel.origin().isNone() ? 0 : kernel.origin().line();
  }

  /// Writes the kernel's method, named as the kernel.
  ///
  /// @throws IllegalStateException if a statement that cannot be divided is too large for a method
  void write(int access) {
    write(kernel.name(), shared.signature(), access, kernel.body());
  }

  private void write(String name, Signature signature, int access, List<LoopStmt> body) {
    int mark = owner.mark();
    Method whole = add(name, signature, access, method -> new Statements(method).block(body));
    if (whole.size() <= limit(whole)) {
      return;
    }
    if (whole.size() <= LARGEST_METHOD && body.size() == 1) {
      return;
    }
    owner.rollBack(mark);
    int largest = limit(whole);
    Method parts =
        add(name, signature, access, method -> method.scoped(() -> divide(method, body, largest)));
    if (parts.size() > LARGEST_METHOD) {
      throw tooLarge(parts.size());
    }
  }

  private Method add(
      String name,
      Signature signature,
      int access,
      java.util.function.Consumer<MethodEmitter> content) {
    return owner.add(
        name,
        signature,
        access,
        line,
        method -> {
          content.accept(method);
          method.code().op(RETURN);
        });
  }

  private static int limit(Method method) {
    return method.vector() ? LARGEST_VECTOR_METHOD : LARGEST_METHOD;
  }

  private IllegalStateException tooLarge(int bytes) {
    return new IllegalStateException(
        "kernel %s needs %d bytes in one method and cannot be divided further"
            .formatted(kernel.name(), bytes));
  }

  /// Cuts `body` into parts that define nothing which is used after them, each of less than `largest` bytes, as a return
  /// follows. A statement that no such part can start with stays where it is.
  private void divide(MethodEmitter method, List<LoopStmt> body, int largest) {
    int[] sizes = sizes(method, body);
    int[] lastUses = lastUses(body);
    for (int start = 0; start < body.size(); ) {
      int end = endOfPart(start, sizes, lastUses, largest);
      for (int less = largest / 2; end - start == body.size() && end > 1; less /= 2) {
        end = endOfPart(start, sizes, lastUses, less); // a method is larger than its statements
      }
      if (end > start) {
        moveOut(method, body.subList(start, end));
        start = end;
      } else {
        keep(method, body.get(start), sizes[start]);
        start++;
      }
    }
  }

  private static int[] sizes(MethodEmitter method, List<LoopStmt> body) {
    int[] sizes = new int[body.size()];
    Statements statements = new Statements(method);
    method.measure(() -> {
      for (int i = 0; i < sizes.length; i++) {
        int before = method.code().size();
        statements.statement(body.get(i));
        sizes[i] = method.code().size() - before;
      }
    });
    return sizes;
  }

  /// For each statement the number of the last one that uses what it defines; -1 if it defines nothing.
  private static int[] lastUses(List<LoopStmt> body) {
    Map<Local, Integer> uses = new HashMap<>();
    for (int i = 0; i < body.size(); i++) {
      int number = i;
      FreeVariables.of(List.of(body.get(i))).locals().forEach(local -> uses.put(local, number));
    }
    return body.stream()
        .mapToInt(statement ->
            definition(statement).map(local -> uses.getOrDefault(local, -1)).orElse(-1))
        .toArray();
  }

  private static Optional<Local> definition(LoopStmt statement) {
    return switch (statement) {
      case Let let -> Optional.of(let.local());
      case Reduction reduction -> Optional.of(reduction.result());
      case For _,
          LoopStmt.Store _,
          LoopStmt.ScatterAdd _,
          LoopStmt.Contraction _,
          LoopStmt.Sweep _ ->
          Optional.empty();
    };
  }

  private static int endOfPart(int start, int[] sizes, int[] lastUses, int largest) {
    int end = start;
    int size = 0;
    int lastUse = -1;
    for (int next = start; next < sizes.length && size + sizes[next] < largest; next++) {
      size += sizes[next];
      lastUse = Math.max(lastUse, lastUses[next]);
      if (lastUse <= next) {
        end = next + 1;
      }
    }
    return end;
  }

  private void keep(MethodEmitter method, LoopStmt statement, int size) {
    if (size < LARGEST_METHOD && definition(statement).isPresent()) {
      new Statements(method).statement(statement);
    } else if (size < LARGEST_METHOD) {
      moveOut(method, List.of(statement));
    } else if (statement instanceof For loop) {
      method.loop(loop.loop(), () -> moveOut(method, loop.body()));
    } else {
      throw tooLarge(size);
    }
  }

  /// Writes a method for `part` and calls it.
  private void moveOut(MethodEmitter method, List<LoopStmt> part) {
    FreeVariables free = FreeVariables.of(part);
    Comparator<Index> outermostFirst =
        Comparator.comparingInt(index -> method.frame().place(index).slot());
    Signature signature =
        new Signature(free.indices().stream().sorted(outermostFirst).toList(), free.locals());
    String name = owner.freeName(method.name());
    write(name, signature, ACC_PRIVATE, part);
    method.call(name, signature);
  }
}
