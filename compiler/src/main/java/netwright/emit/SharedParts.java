package netwright.emit;

import java.util.ArrayList;
import java.util.List;
import netwright.loop.ElementType;
import netwright.loop.Index;
import netwright.loop.Loop;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.For;

/// Loops in plain code around the shared kernels, as calls of a method that does a part of the iterations. HotSpot
/// compiles what is called often: a kernel of some hundred iterations that is called once a step is interpreted for a
/// hundred steps, and for many more it waits for its last compilation.
final class SharedParts {
  /// Calls for each run of a loop.
  private static final int PARTS = 32;

  /// Innermost iterations of a part that is worth a call.
  private static final int LEAST = 16;

  /// Innermost iterations after which HotSpot compiles a loop as such, while it runs: such a loop needs no calls, and in
  /// parts it would be compiled later.
  private static final int LONG = 60_000;

  /// Bytes of one iteration; [KernelWriter] divides loops around more, not parts.
  private static final int LARGEST_ITERATION = KernelWriter.LARGEST_METHOD / 2;

  private static final Index FROM = new Index("$start");
  private static final Index TO = new Index("$stop");

  private final MethodEmitter method;
  private final Code code;

  SharedParts(MethodEmitter method) {
    this.method = method;
    this.code = method.code();
  }

  /// Writes the loop; false, and nothing is written, if it is too short or too large, or has parts of another kind.
  boolean emit(For loop) {
    int count = method.most(loop.loop());
    long inner = iterations(loop.body());
    long all = count * inner;
    int each = (int) Math.max(1, Math.max(LEAST, all / PARTS) / inner);
    if (all > LONG || count < 2 * each || !loop.body().stream().allMatch(SharedParts::isPlain)) {
      return false;
    }
    if (bytes(loop) > LARGEST_ITERATION) {
      return false;
    }
    method.scoped(() -> parts(loop, each));
    return true;
  }

  private int bytes(For loop) {
    Statements statements = new Statements(method);
    return method.measure(() -> method.loop(loop.loop(), () -> statements.block(loop.body())));
  }

  private static boolean isPlain(LoopStmt statement) {
    return switch (statement) {
      case For inner -> inner.body().stream().allMatch(SharedParts::isPlain);
      case LoopStmt.Let _, LoopStmt.Store _, LoopStmt.ScatterAdd _, LoopStmt.Reduction _ -> true;
      case LoopStmt.Contraction _, LoopStmt.Sweep _ -> false;
    };
  }

  private long iterations(List<LoopStmt> body) {
    return Math.max(1, body.stream().mapToLong(this::iterations).sum());
  }

  private long iterations(LoopStmt statement) {
    return switch (statement) {
      case For inner -> method.most(inner.loop()) * iterations(inner.body());
      case LoopStmt.Reduction reduction ->
          reduction.reduced().stream().mapToLong(method::most).reduce(1, (a, b) -> a * b);
      case LoopStmt.Let _, LoopStmt.Store _, LoopStmt.ScatterAdd _ -> 0;
      case LoopStmt.Contraction _, LoopStmt.Sweep _ -> 0;
    };
  }

  private void parts(For loop, int each) {
    int start = code.newSlot(0);
    method.count(loop.loop().extent());
    int end = method.keep(ElementType.I32);
    method.pieces(
        FROM,
        TO,
        start,
        end,
        each,
        () -> method.outline("part", signature(loop), inner -> part(inner, loop)));
  }

  private static Signature signature(For loop) {
    FreeVariables free = FreeVariables.of(List.of(loop));
    List<Index> indices = new ArrayList<>(free.indices());
    indices.addAll(List.of(FROM, TO));
    return new Signature(indices, free.locals());
  }

  private static void part(MethodEmitter inner, For loop) {
    Loop own = loop.loop();
    inner.index(FROM);
    int index = inner.keep(ElementType.I32);
    inner.index(TO);
    int end = inner.keep(ElementType.I32);
    inner.loop(own.index(), index, end, 1, () -> new Statements(inner).block(loop.body()));
  }
}
