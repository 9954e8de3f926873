package netwright.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import netwright.diag.Span;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopKernel;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.RowSum;
import netwright.loop.LoopStmt.Store;
import netwright.loop.Primitive;

/// Cuts what is left of the kernels of rows into sweeps that are small enough for registers and for the JVM's compilers:
/// first the values of a row, then the sums, some at a time.
final class RowSweeps {
  private static final int LARGEST_SWEEP = 90;

  /// So far apart elements may lie for vectors to be read whole and taken apart.
  private static final int LARGEST_STRIDE = 8;

  /// So far apart elements may lie for each sweep to take them apart itself: that takes one permutation a vector, storing
  /// and loading them three times as long.
  private static final int LARGEST_STRIDE_READ_AGAIN = 2;

  private static final int MOST_SUMS = 16;
  private static final int MOST_SUMS_OF_FEW_LANES = 8;

  private final Unrolling unrolling;
  private final SweepMemory memory;
  private final List<Store> outputs;
  private final RowValues values;
  private final SumGroups groups;
  private final Map<Local, Integer> sunk;
  private final List<Let> scattered = new ArrayList<>();
  private final List<SweepPart> parts = new ArrayList<>();
  private final Map<Local, SweepPart> partOf = new HashMap<>();

  /// @param order the numbers of the sums, in the order in which they are taken
  /// @param outputs what is wanted of the values of rows afterwards
  RowSweeps(
      Unrolling unrolling,
      SweepMemory memory,
      int lanes,
      List<Integer> order,
      List<Store> outputs) {
    this.unrolling = unrolling;
    this.memory = memory;
    this.outputs = outputs;
    values = RowValues.of(unrolling, Unrolling.Sum::summand, outputs);
    groups =
        new SumGroups(unrolling.sums(), order, lanes == 16 ? MOST_SUMS : MOST_SUMS_OF_FEW_LANES);
    sunk = Sinking.of(values, groups, outputs);
  }

  /// The kernels; none if something has no form in lanes, or there is too little memory.
  Optional<List<LoopKernel>> kernels() {
    if (!possible()) {
      return Optional.empty();
    }
    values();
    sums();
    List<LoopKernel> kernels = new ArrayList<>();
    if (!scattered.isEmpty()) {
      kernels.add(scattering());
    }
    for (SweepPart part : parts) {
      kernels.add(part.kernel("rows" + kernels.size(), values, memory));
    }
    return memory.suffices() ? Optional.of(kernels) : Optional.empty();
  }

  private boolean possible() {
    return values.varying().stream().allMatch(let -> values.hasLanes(let.value()))
        && outputs.stream().allMatch(store -> values.hasLanes(store.value()))
        && unrolling.sums().stream().allMatch(this::hasLanes);
  }

  private boolean hasLanes(Unrolling.Sum sum) {
    return sum.type() == ElementType.F32
        ? values.hasLanes(sum.left()) && sum.right().stream().allMatch(values::hasLanes)
        : sum.right().isEmpty()
            && sum.summand().type() == ElementType.F32
            && sum.summand() instanceof Read
            && values.varies(sum.summand());
  }

  private void values() {
    SweepPart part = null;
    int size = 0;
    List<Let> here =
        values.varying().stream().filter(let -> !sunk.containsKey(let.local())).toList();
    for (Let let : here) {
      if (let.value() instanceof Load load
          && load.position().stride(Unrolling.ROW) > LARGEST_STRIDE) {
        scattered.add(new Let(let.local(), load));
        continue;
      }
      int more = RowValues.operations(let.value());
      if (part == null || size + more > LARGEST_SWEEP) {
        part = newPart(unrolling.origin(let.local()));
        size = 0;
      }
      size += more;
      part.add(let);
      partOf.put(let.local(), part);
    }
    for (Let let : here) {
      SweepPart home = partOf.get(let.local());
      RowValues.locals(let.value()).forEach(local -> use(home, local));
    }
    for (Store store : outputs) {
      SweepPart last = parts.isEmpty() ? newPart(Span.NONE) : parts.getLast();
      SweepPart home =
          store.value() instanceof Read(Local local) ? partOf.getOrDefault(local, last) : last;
      RowValues.locals(store.value()).forEach(local -> use(home, local));
      home.add(store);
    }
  }

  /// The kernel that puts elements which lie far apart where sweeps find them row after row.
  private LoopKernel scattering() {
    List<LoopStmt> body = new ArrayList<>();
    for (Let let : scattered) {
      Load place = memory.value(let.local());
      body.add(new Store(place.buffer(), place.position(), let.value()));
    }
    Loop rows = new Loop(Unrolling.ROW, new Extent.PerRow(1));
    return new LoopKernel("inputs", Span.NONE, List.of(new For(rows, false, body)));
  }

  private SweepPart newPart(Span origin) {
    SweepPart part = new SweepPart(origin);
    parts.add(part);
    return part;
  }

  /// Sees to it that `part` has the value of `local`.
  private void use(SweepPart part, Local local) {
    LoopExpr definition = values.definition(local);
    if (partOf.get(local) == part || part.has(local)) {
      return;
    }
    if (!values.varies(new Read(local))) {
      part.share(local);
      RowValues.locals(definition).forEach(operand -> use(part, operand));
    } else if (definition instanceof Load load
        && load.position().stride(Unrolling.ROW) <= LARGEST_STRIDE_READ_AGAIN) {
      part.bring(new Let(local, load));
    } else if (local.type() == ElementType.F32) {
      part.bring(new Let(local, inMemory(local)));
    } else {
      // A mask is no float, and so never in memory.
      RowValues.locals(definition).forEach(operand -> use(part, operand));
      part.bring(new Let(local, definition));
    }
  }

  private Load inMemory(Local local) {
    boolean lies =
        values.definition(local) instanceof Load load && load.position().stride(Unrolling.ROW) == 1;
    return lies ? (Load) values.definition(local) : memory.value(local);
  }

  private void sums() {
    for (int group = 0; group < groups.all().size(); group++) {
      List<Integer> numbers = groups.all().get(group);
      SweepPart part = newPart(unrolling.sums().get(numbers.getFirst()).origin());
      sink(group, part);
      numbers.forEach(number -> sum(number, part));
    }
  }

  /// Computes what `group` alone needs in `part`.
  private void sink(int group, SweepPart part) {
    for (Let let : values.varying()) {
      if (Objects.equals(sunk.get(let.local()), group)) {
        use(part, let.value());
        part.add(let);
        partOf.put(let.local(), part);
      }
    }
  }

  private void sum(int number, SweepPart part) {
    Unrolling.Sum sum = unrolling.sums().get(number);
    LoopExpr left = sum.left();
    if (sum.type() == ElementType.F64) {
      Load element = inMemory(((Read) sum.summand()).local());
      left = new Apply(Primitive.WIDEN, ElementType.F64, List.of(element));
    } else {
      use(part, sum.left());
    }
    sum.right().ifPresent(right -> use(part, right));
    part.add(
        new RowSum(
            left,
            sum.right(),
            memory.results(sum.type(), number, 1),
            memory.lanes(sum.type(), number)));
  }

  private void use(SweepPart part, LoopExpr expression) {
    RowValues.locals(expression).forEach(local -> use(part, local));
  }
}
