package netwright.schedule;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Span;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Local;
import netwright.loop.Loop;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.For;
import netwright.loop.LoopStmt.Store;
import netwright.loop.Rows;
import netwright.loop.Space;
import netwright.plan.Plan;
import netwright.plan.TinyNetworks;
import netwright.runtime.Port;

/// Tiny networks: all kernels over the rows become a few sweeps over them, in which a row is a lane; in scalar code one
/// sweep, row after row.
///
/// The kernels of rows are run on symbols ([Unrolling]) and cut into sweeps ([RowSweeps], [OneSweep]). Values that one kernel left in
/// memory for the next are locals now; sums over the rows have places of their own, where the kernels after them, which
/// stay as they are, find them. A program stays as it is where a kernel of rows needs what only a kernel after the sweeps
/// computes (a mean over the batch, say), or something that has no form in lanes.
public final class Sweeps {
  /// Kernels for all rows together that compute no more than this become part of the sweeps.
  private static final int MOST_ELEMENTS = 256;

  private final LoopProgram program;
  private final Plan plan;
  private final int lanes;
  private final Unrolling unrolling = new Unrolling();
  private final Set<Buffer> ofRows = new LinkedHashSet<>();
  private final Set<Buffer> ofRowsNow = new HashSet<>();
  private String obstacle = "";
  private final List<Item> items = new ArrayList<>();

  /// A kernel of which something is left beside the sweeps: it is not over rows, or does something with sums over them.
  private sealed interface Item {
    /// One that stays as it is; if `early`, the sweeps know what it stores.
    record Whole(LoopKernel kernel, boolean early) implements Item {}

    /// Sums over the rows, the first of them with the number `first`.
    record Sums(BatchSum sum, int first) implements Item {}
  }

  private Sweeps(LoopProgram program, Plan plan, int lanes) {
    this.program = program;
    this.plan = plan;
    this.lanes = lanes;
  }

  /// `program` with sweeps if it is tiny enough and they are possible, for vectors of `lanes` elements, or for scalar code
  /// (one lane).
  public static LoopProgram of(LoopProgram program, Plan plan, int lanes) {
    return scheduled(program, plan, lanes).program();
  }

  /// A program with sweeps, or one that stays as it is, and why.
  public record Scheduled(LoopProgram program, String reason) {}

  /// The same as [#of], with its reason.
  public static Scheduled scheduled(LoopProgram program, Plan plan, int lanes) {
    if (plan.sweeps().single().length() == 0) {
      boolean tiny = program.variables() == ElementType.F32 && TinyNetworks.contain(plan.kernels());
      return new Scheduled(
          program, tiny ? "kernel by kernel: there is no memory for sweeps" : "not a tiny network");
    }
    Sweeps sweeps = new Sweeps(program, plan, lanes);
    return sweeps
        .schedule()
        .map(swept -> new Scheduled(swept, "rows go through all layers in sweeps"))
        .orElseGet(() -> new Scheduled(program, "kernel by kernel: " + sweeps.obstacle));
  }

  private Optional<LoopProgram> schedule() {
    program.kernels().forEach(this::take);
    if (ofRows.isEmpty()) {
      obstacle = "nothing is computed for each row";
    } else if (obstacle.isEmpty()) {
      obstacle = unrolling.obstacle();
    }
    if (!obstacle.isEmpty()) {
      return Optional.empty();
    }
    List<Integer> order = order();
    SweepMemory memory =
        new SweepMemory(plan.sweeps(), program.capacity(), unrolling.sums(), order);
    List<LoopKernel> copies = new ArrayList<>();
    List<Store> outputs = outputs(memory, copies);
    Optional<List<LoopKernel>> rows = rows(memory, order, outputs);
    if (rows.isEmpty()) {
      return Optional.empty();
    }
    obstacle = "what follows the sweeps would overwrite their outputs";
    return rest(memory)
        .map(rest -> {
          List<LoopKernel> sweeps = new ArrayList<>(rows.get());
          sweeps.addAll(copies);
          List<LoopKernel> kernels =
              AmongSweeps.place(sweeps, lanes == 1 ? rest : SideBySide.merged(rest));
          boolean alsoForOne = lanes > 1 && unrolling.sums().isEmpty();
          return program.with(alsoForOne ? forMany(kernels) : kernels);
        });
  }

  private Optional<List<LoopKernel>> rows(
      SweepMemory memory, List<Integer> order, List<Store> outputs) {
    if (lanes == 1) {
      OneSweep sweep = new OneSweep(unrolling, memory, outputs);
      obstacle = sweep.obstacle().orElse("too little memory");
      return sweep.kernels();
    }
    obstacle = "something has no form with a row in each lane";
    return new RowSweeps(unrolling, memory, lanes, order, outputs).kernels();
  }

  /// The numbers of the sums in the order of the variables that they change, so that those side by side change neighbours.
  /// Scalar code does not gain by it.
  private List<Integer> order() {
    List<Aimed> sums = new ArrayList<>();
    for (int place = 0; place < items.size(); place++) {
      if (items.get(place) instanceof Item.Sums some) {
        List<Item> later = items.subList(place + 1, items.size());
        sums.add(new Aimed(some, lanes > 1 ? target(some, later) : 0));
      }
    }
    sums.sort(Comparator.comparingInt(Aimed::target));
    List<Integer> order = new ArrayList<>();
    for (Aimed aimed : sums) {
      for (int number = 0; number < aimed.sums().sum().count(); number++) {
        order.add(aimed.sums().first() + number);
      }
    }
    return order;
  }

  private record Aimed(Item.Sums sums, int target) {}

  /// The first variable that the kernel of `sums`, or the next one of `later` that reads what it stores, changes.
  private static int target(Item.Sums sums, List<Item> later) {
    Set<Buffer> stored = Loops.written(sums.sum().kernel().body());
    for (Item item : later) {
      if (item instanceof Item.Whole(LoopKernel kernel, boolean _)
          && Loops.read(kernel.body()).stream().anyMatch(stored::contains)) {
        return Math.min(target(stored), target(Loops.written(kernel.body())));
      }
    }
    return target(stored);
  }

  private static int target(Set<Buffer> written) {
    return written.stream()
        .filter(buffer -> buffer.space().isPersistent())
        .mapToInt(Buffer::offset)
        .min()
        .orElse(Integer.MAX_VALUE);
  }

  /// `kernels` for many rows, and scalar code for few: a single prediction needs no lanes.
  private List<LoopKernel> forMany(List<LoopKernel> kernels) {
    List<LoopKernel> both = new ArrayList<>();
    of(program, plan, 1)
        .kernels()
        .forEach(kernel -> both.add(kernel.only(Rows.FEW, kernel.name())));
    kernels.forEach(kernel -> both.add(kernel.only(Rows.MANY, "many" + kernel.name())));
    return both;
  }

  private void take(LoopKernel kernel) {
    Set<Buffer> written = Loops.written(kernel.body());
    Set<Buffer> read = Loops.read(kernel.body());
    if (Loops.sumsRows(kernel)) {
      items.add(new Item.Sums(BatchSum.of(kernel), unrolling.sums().size()));
      unrolling.sum(kernel);
      written.forEach(unrolling::hide);
    } else if (Loops.overRows(kernel)) {
      unrolling.run(kernel);
      ofRows.addAll(written);
    } else {
      if (read.stream().anyMatch(this::isOfRows)) {
        obstacle = "something reads rows, but not one after the other";
      }
      boolean early =
          Loops.elements(kernel) <= MOST_ELEMENTS && read.stream().allMatch(this::isEarly);
      if (early) {
        unrolling.run(kernel);
      } else {
        written.forEach(unrolling::hide);
      }
      items.add(new Item.Whole(kernel, early));
    }
    overwritten(written, Loops.overRows(kernel) && !Loops.sumsRows(kernel));
  }

  /// Notes that `written` holds values of rows from now on, or does not.
  private void overwritten(Set<Buffer> written, boolean rows) {
    written.forEach(buffer -> ofRowsNow.removeIf(buffer::overlaps));
    if (rows) {
      ofRowsNow.addAll(written);
    }
  }

  private boolean isOfRows(Buffer buffer) {
    return ofRowsNow.stream().anyMatch(buffer::overlaps);
  }

  private boolean isEarly(Buffer buffer) {
    return !unrolling.isHidden(buffer);
  }

  private boolean isPort(Buffer buffer) {
    return plan.spec().outputs().stream().anyMatch(port -> isAt(port, buffer));
  }

  /// Whether somebody looks at `buffer` after the run.
  private boolean isKept(Buffer buffer) {
    return buffer.space().isPersistent() || isPort(buffer);
  }

  private static boolean isAt(Port port, Buffer buffer) {
    Space space = port.wide() ? Space.WIDE : Space.SCRATCH;
    return buffer.space() == space && buffer.offset() == port.offset();
  }

  /// What the sweeps leave for the program's outputs. Elements that do not lie side by side, row after row, vectors leave in
  /// the sweeps' own memory; `copies` then has a kernel that takes them from there.
  private List<Store> outputs(SweepMemory memory, List<LoopKernel> copies) {
    List<Store> outputs = new ArrayList<>();
    for (Buffer buffer : ofRows) {
      if (isPort(buffer)) {
        output(buffer, memory, outputs, copies);
      }
    }
    return outputs;
  }

  private void output(
      Buffer buffer, SweepMemory memory, List<Store> outputs, List<LoopKernel> copies) {
    List<LoopStmt> copied = new ArrayList<>();
    unrolling
        .stored(buffer)
        .forEach((position, value) -> {
          if (lanes == 1 || position.stride(Unrolling.ROW) == 1) {
            outputs.add(new Store(buffer, position, value));
          } else {
            Local local = new Local("out" + buffer.offset() + "_" + copied.size(), value.type());
            Load place = memory.value(local);
            outputs.add(new Store(place.buffer(), place.position(), value));
            copied.add(new Store(buffer, position, place));
          }
        });
    if (!copied.isEmpty()) {
      Loop rows = new Loop(Unrolling.ROW, new Extent.PerRow(1));
      copies.add(
          new LoopKernel(
              "output" + buffer.offset(), Span.NONE, List.of(new For(rows, false, copied))));
    }
  }

  /// The kernels that are no sweeps; none if they would read or overwrite what is not in its place any more.
  private Optional<List<LoopKernel>> rest(SweepMemory memory) {
    Map<Buffer, Buffer> moved = new HashMap<>();
    List<LoopKernel> kernels = new ArrayList<>();
    Set<LoopKernel> early = new HashSet<>();
    for (Item item : items) {
      switch (item) {
        case Item.Whole(LoopKernel kernel, boolean isEarly) -> {
          LoopKernel rewritten = redirected(kernel, moved);
          kernels.add(rewritten);
          if (isEarly) {
            early.add(rewritten);
          }
          forget(moved, kernel);
        }
        case Item.Sums(BatchSum sum, int first) -> {
          Buffer results = memory.results(sum.result().type(), first, sum.count());
          Optional<Buffer> plain = sum.plain().filter(buffer -> !isKept(buffer));
          forget(moved, sum.kernel());
          plain.ifPresentOrElse(
              buffer -> moved.put(buffer, results),
              () -> kernels.add(redirected(sum.reading(results), moved)));
        }
      }
    }
    List<LoopKernel> needed = needed(kernels, early);
    return needed.stream().allMatch(this::isSafe) ? Optional.of(needed) : Optional.empty();
  }

  private static void forget(Map<Buffer, Buffer> moved, LoopKernel kernel) {
    Loops.written(kernel.body()).forEach(buffer -> moved.keySet().removeIf(buffer::overlaps));
  }

  private static LoopKernel redirected(LoopKernel kernel, Map<Buffer, Buffer> moved) {
    return new LoopKernel(
        kernel.name(),
        kernel.origin(),
        Loops.rewrite(
            kernel.body(),
            load -> new Load(moved.getOrDefault(load.buffer(), load.buffer()), load.position())));
  }

  /// `kernels` without those of `early` that were for the sweeps only. Where an output of rows is, such a kernel may have had its
  /// memory before.
  private List<LoopKernel> needed(List<LoopKernel> kernels, Set<LoopKernel> early) {
    List<LoopKernel> needed = new ArrayList<>();
    Set<Buffer> read = new HashSet<>();
    for (LoopKernel kernel : kernels.reversed()) {
      boolean used =
          Loops.written(kernel.body()).stream()
              .anyMatch(buffer ->
                  buffer.space().isPersistent()
                      || isPort(buffer) && !isOfRows(buffer)
                      || read.stream().anyMatch(buffer::overlaps));
      if (used || !early.contains(kernel)) {
        needed.addFirst(kernel);
        read.addAll(Loops.read(kernel.body()));
      }
    }
    return needed;
  }

  /// Whether `kernel` leaves the outputs alone that the sweeps before it have written.
  private boolean isSafe(LoopKernel kernel) {
    return Loops.written(kernel.body()).stream()
        .noneMatch(buffer -> ofRows.stream().filter(this::isPort).anyMatch(buffer::overlaps));
  }
}
