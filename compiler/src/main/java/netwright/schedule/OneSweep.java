package netwright.schedule;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Span;
import netwright.loop.Local;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Store;

/// All that is left of the kernels of rows as one sweep, for scalar code: a row goes through all layers, forward and back,
/// in locals, and its sums are joined while its values are there. Without sums, as in predictions, each row reads the weights
/// where it needs them; with sums, where a method goes over many rows, they are arguments.
final class OneSweep {
  /// Operations of a row, its sums and outputs, at some 17 bytes of code each, that one method can hold.
  private static final int LARGEST = 440;

  /// Arguments that one method can take, for what is the same in all rows.
  private static final int MOST_SHARED = 200;

  private final Unrolling unrolling;
  private final SweepMemory memory;
  private final List<Store> outputs;
  private final RowValues values;
  private final Set<Local> once;

  /// @param outputs what is wanted of the values of rows afterwards
  OneSweep(Unrolling unrolling, SweepMemory memory, List<Store> outputs) {
    this.unrolling = unrolling;
    this.memory = memory;
    this.outputs = outputs;
    this.values = RowValues.of(unrolling, Unrolling.Sum::left, outputs);
    this.once = once();
  }

  /// Why there is no kernel: the sweep would be too large.
  Optional<String> obstacle() {
    if (size() > LARGEST || once.size() > MOST_SHARED) {
      return Optional.of(
          "%d operations and %d values for all rows in one method (at most %d and %d)"
              .formatted(size(), once.size(), LARGEST, MOST_SHARED));
    }
    return Optional.empty();
  }

  /// What is computed or read once for all rows: with sums, all that is the same for them; else only what is computed, and
  /// what that is made of.
  private Set<Local> once() {
    Set<Local> once = new HashSet<>();
    boolean all = !unrolling.sums().isEmpty();
    for (Let let : values.shared().reversed()) {
      if (all || !(let.value() instanceof Load)) {
        once.add(let.local());
        once.addAll(RowValues.locals(let.value()));
      }
    }
    return once;
  }

  /// The kernel; none if there is an [#obstacle], or too little memory.
  Optional<List<LoopKernel>> kernels() {
    if (obstacle().isPresent()) {
      return Optional.empty();
    }
    SweepPart part = new SweepPart(origin());
    once.forEach(part::share);
    for (Let let : values.varying()) {
      RowValues.locals(let.value()).forEach(operand -> read(operand, part));
      part.add(let);
    }
    for (Store output : outputs) {
      RowValues.locals(output.value()).forEach(operand -> read(operand, part));
      part.add(output);
    }
    for (int number = 0; number < unrolling.sums().size(); number++) {
      part.add(sum(number));
    }
    return memory.suffices()
        ? Optional.of(List.of(part.kernel("rows", values, memory)))
        : Optional.empty();
  }

  /// Has `part` read `local` now, if it is in memory still: what the JVM keeps for code that it falls back to is then not all
  /// weights from the start, which do not fit in registers.
  private void read(Local local, SweepPart part) {
    boolean shared = !values.varies(new Read(local));
    if (shared && !part.has(local)) {
      part.read(new Let(local, values.definition(local)));
    }
  }

  private Span origin() {
    if (!unrolling.sums().isEmpty()) {
      return unrolling.sums().getFirst().origin();
    }
    List<Let> lets = values.varying();
    return lets.isEmpty() ? Span.NONE : unrolling.origin(lets.getLast().local());
  }

  private int size() {
    int size = 2 * unrolling.sums().size(); // an operation, and the accumulator's start and end
    size += outputs.size();
    size += values.shared().size() - once.size();
    for (Let let : values.varying()) {
      size += let.value() instanceof Load ? 1 : RowValues.operations(let.value());
    }
    return size;
  }

  private RowSum sum(int number) {
    Unrolling.Sum sum = unrolling.sums().get(number);
    return new RowSum(
        sum.left(),
        sum.right(),
        memory.results(sum.type(), number, 1),
        memory.lanes(sum.type(), number));
  }
}
