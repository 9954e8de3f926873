package netwright.schedule;

import java.util.List;
import java.util.Optional;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Store;

/// All that is left of the kernels of rows as one sweep, for scalar code: a row goes through all layers, forward and back,
/// in locals, and its sums are joined while its values are there.
final class OneSweep {
  /// Operations of a row and its sums, at some 17 bytes of code each, that one method can hold.
  private static final int LARGEST = 440;

  /// Arguments that one method can take, for what is the same in all rows.
  private static final int MOST_SHARED = 200;

  private final Unrolling unrolling;
  private final SweepMemory memory;
  private final List<Store> outputs;
  private final RowValues values;

  /// @param outputs what is wanted of the values of rows afterwards
  OneSweep(Unrolling unrolling, SweepMemory memory, List<Store> outputs) {
    this.unrolling = unrolling;
    this.memory = memory;
    this.outputs = outputs;
    this.values = RowValues.of(unrolling, Unrolling.Sum::left, outputs);
  }

  /// Why there is no kernel: there are no sums, or the sweep would be too large.
  Optional<String> obstacle() {
    if (unrolling.sums().isEmpty()) {
      return Optional.of("there are no sums over the batch");
    }
    if (size() > LARGEST || values.shared().size() > MOST_SHARED) {
      return Optional.of(
          "%d operations and %d values for all rows in one method (at most %d and %d)"
              .formatted(size(), values.shared().size(), LARGEST, MOST_SHARED));
    }
    return Optional.empty();
  }

  /// The kernel; none if there is an [#obstacle], or too little memory.
  Optional<List<LoopKernel>> kernels() {
    if (obstacle().isPresent()) {
      return Optional.empty();
    }
    SweepPart part = new SweepPart(unrolling.sums().getFirst().origin());
    values.shared().forEach(let -> part.share(let.local()));
    values.varying().forEach(part::add);
    outputs.forEach(part::add);
    for (int number = 0; number < unrolling.sums().size(); number++) {
      part.add(sum(number));
    }
    return memory.suffices()
        ? Optional.of(List.of(part.kernel("rows", values, memory)))
        : Optional.empty();
  }

  private int size() {
    int size = 2 * unrolling.sums().size(); // an operation, and the accumulator's start and end
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
