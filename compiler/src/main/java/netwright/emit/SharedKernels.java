package netwright.emit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import netwright.diag.Span;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Index;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.LoopStmt.For;
import netwright.loop.Rows;
import netwright.parallel.Schedule;
import netwright.parallel.Task;

/// The methods that a program's kernels need. Kernels that differ in nothing but the places of their buffers share one,
/// which takes the places that differ as arguments: less to compile, to load and to warm up, above all where layers
/// repeat.
final class SharedKernels {
  /// Iterations up to which a scalar loop is shared. HotSpot makes vector code of longer ones by itself, but only where
  /// it knows the places, so that it can tell that nothing overlaps.
  private static final int SHORT = 256;

  private final LoopProgram program;
  private final List<Task> tasks;
  private final Lanes lanes;

  private SharedKernels(Schedule schedule, Lanes lanes) {
    this.program = schedule.program();
    this.tasks = schedule.tasks();
    this.lanes = lanes;
  }

  /// A method's content.
  ///
  /// @param kernel its body has its invariants hoisted, and may use `places`
  /// @param places the arguments: where buffers start
  record Shared(LoopKernel kernel, List<Index> places) {
    Signature signature() {
      return new Signature(places, List.of());
    }
  }

  /// A task as a call of `shared` with `places`.
  record Call(Task task, Shared shared, List<Place> places) {}

  /// Where a buffer starts: `rowSize` elements further on for each row that comes before those of the call.
  record Place(int offset, int rowSize) {}

  /// For each task of `schedule`, in order, the call that does its work.
  static List<Call> of(Schedule schedule, Lanes lanes) {
    return new SharedKernels(schedule, lanes).calls();
  }

  private List<Call> calls() {
    Map<Content, List<Member>> groups = new LinkedHashMap<>();
    for (int number = 0; number < tasks.size(); number++) {
      Task task = tasks.get(number);
      List<LoopStmt> body = Invariants.hoist(task.kernel().body());
      AbstractPlaces places = new AbstractPlaces(_ -> true);
      List<LoopStmt> anywhere = places.block(body);
      Content key =
          new Content(task.kernel().rows(), isShareable(body, places.buffers()) ? anywhere : body);
      Member member = new Member(number, task, body, places.buffers());
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(member);
    }
    Call[] calls = new Call[tasks.size()];
    groups.values().forEach(group -> share(group, calls));
    return List.of(calls);
  }

  /// What the kernels of a group have in common.
  private record Content(Rows rows, List<LoopStmt> body) {}

  /// A kernel of a group, and the buffers that it uses, in the order of first use.
  private record Member(int number, Task task, List<LoopStmt> body, List<Buffer> buffers) {
    Place place(int number) {
      Buffer buffer = buffers.get(number);
      return switch (task) {
        case Task.ByPart _ -> new Place(buffer.offset(), 0);
        case Task.ByRows byRows ->
            new Place(buffer.offset(), byRows.rowSizes().getOrDefault(buffer, 0));
      };
    }
  }

  private static void share(List<Member> group, Call[] calls) {
    Member first = group.getFirst();
    List<Integer> differing =
        IntStream.range(0, first.buffers().size())
            .filter(place -> differs(group, place))
            .boxed()
            .toList();
    Set<Buffer> moving = new HashSet<>();
    differing.forEach(place -> moving.add(first.buffers().get(place)));
    AbstractPlaces places = new AbstractPlaces(moving::contains);
    boolean alone = group.size() == 1 && differing.isEmpty();
    List<LoopStmt> body = alone ? first.body() : places.block(first.body());
    Shared shared =
        new Shared(
            new LoopKernel(
                first.task().kernel().name(), origin(group), body, first.task().kernel().rows()),
            places.indices());
    for (Member member : group) {
      List<Place> arguments = differing.stream().map(member::place).toList();
      calls[member.number()] = new Call(member.task(), shared, arguments);
    }
  }

  private static boolean differs(List<Member> group, int place) {
    Place first = group.getFirst().place(place);
    return first.rowSize() != 0
        || group.stream().anyMatch(member -> !member.place(place).equals(first));
  }

  /// The place in the source, if all have one line; the driver's line tells otherwise.
  private static Span origin(List<Member> group) {
    Span first = group.getFirst().task().kernel().origin();
    boolean same =
        !first.isNone()
            && group.stream()
                .map(member -> member.task().kernel().origin())
                .allMatch(origin -> !origin.isNone() && origin.line() == first.line());
    return same ? first : Span.NONE;
  }

  private boolean isShareable(List<LoopStmt> body, List<Buffer> buffers) {
    if (body.stream().anyMatch(statement -> statement instanceof LoopStmt.Sweep)) {
      return false;
    }
    return buffers.stream().allMatch(program::hasSlack)
        && (lanes instanceof Lanes.Vector || body.stream().allMatch(SharedKernels::isShort));
  }

  private static boolean isShort(LoopStmt statement) {
    return !(statement instanceof For loop) || !isMap(loop) || iterations(loop) <= SHORT;
  }

  private static boolean isMap(For loop) {
    return loop.body().stream()
        .allMatch(statement ->
            switch (statement) {
              case For inner -> isMap(inner);
              case LoopStmt.Let _, LoopStmt.Store _, LoopStmt.ScatterAdd _ -> true;
              case LoopStmt.Reduction _, LoopStmt.Contraction _, LoopStmt.Sweep _ -> false;
            });
  }

  private static long iterations(For loop) {
    long inner =
        loop.body().stream()
            .mapToLong(statement -> statement instanceof For nested ? iterations(nested) : 1)
            .max()
            .orElse(1);
    return inner * (loop.loop().extent() instanceof Extent.Fixed(int count) ? count : SHORT + 1);
  }
}
