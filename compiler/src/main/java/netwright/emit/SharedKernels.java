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
import netwright.loop.Space;

/// The methods that a program's kernels need. Kernels that differ in nothing but the places of their buffers share one,
/// which takes the places that differ as arguments: less to compile, to load and to warm up, above all where layers
/// repeat.
final class SharedKernels {
  /// Elements that a vector may read past the end of a buffer.
  private static final int WIDEST = 16;

  /// Iterations up to which a scalar loop is shared. HotSpot makes vector code of longer ones by itself, but only where
  /// it knows the places, so that it can tell that nothing overlaps.
  private static final int SHORT = 256;

  private final LoopProgram program;
  private final Lanes lanes;

  private SharedKernels(LoopProgram program, Lanes lanes) {
    this.program = program;
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

  /// A kernel as a call of `shared` with `places`.
  record Call(LoopKernel kernel, Shared shared, List<Integer> places) {}

  /// For each kernel of `program`, in order, the call that does its work.
  static List<Call> of(LoopProgram program, Lanes lanes) {
    return new SharedKernels(program, lanes).calls();
  }

  private List<Call> calls() {
    Map<Content, List<Member>> groups = new LinkedHashMap<>();
    List<LoopKernel> kernels = program.kernels();
    for (int number = 0; number < kernels.size(); number++) {
      LoopKernel kernel = kernels.get(number);
      List<LoopStmt> body = Invariants.hoist(kernel.body());
      AbstractPlaces places = new AbstractPlaces(_ -> true);
      Content key = new Content(kernel.rows(), isShareable(body) ? places.block(body) : body);
      Member member = new Member(number, kernel, body, places.buffers());
      groups.computeIfAbsent(key, _ -> new ArrayList<>()).add(member);
    }
    Call[] calls = new Call[kernels.size()];
    groups.values().forEach(group -> share(group, calls));
    return List.of(calls);
  }

  /// What the kernels of a group have in common.
  private record Content(Rows rows, List<LoopStmt> body) {}

  /// A kernel of a group, and the buffers that it uses, in the order of first use.
  private record Member(int number, LoopKernel kernel, List<LoopStmt> body, List<Buffer> buffers) {}

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
    List<LoopStmt> body = group.size() == 1 ? first.body() : places.block(first.body());
    Shared shared =
        new Shared(
            new LoopKernel(first.kernel().name(), origin(group), body, first.kernel().rows()),
            places.indices());
    for (Member member : group) {
      List<Integer> offsets =
          differing.stream().map(place -> member.buffers().get(place).offset()).toList();
      calls[member.number()] = new Call(member.kernel(), shared, offsets);
    }
  }

  private static boolean differs(List<Member> group, int place) {
    int offset = group.getFirst().buffers().get(place).offset();
    return group.stream().anyMatch(member -> member.buffers().get(place).offset() != offset);
  }

  /// The place in the source, if all have one line; the driver's line tells otherwise.
  private static Span origin(List<Member> group) {
    Span first = group.getFirst().kernel().origin();
    boolean same =
        !first.isNone()
            && group.stream()
                .map(member -> member.kernel().origin())
                .allMatch(origin -> !origin.isNone() && origin.line() == first.line());
    return same ? first : Span.NONE;
  }

  private boolean isShareable(List<LoopStmt> body) {
    if (body.stream().anyMatch(statement -> statement instanceof LoopStmt.Sweep)) {
      return false;
    }
    AbstractPlaces places = new AbstractPlaces(_ -> true);
    places.block(body);
    return places.buffers().stream().allMatch(this::hasSlack)
        && (lanes instanceof Lanes.Vector || body.stream().allMatch(SharedKernels::isShort));
  }

  private boolean hasSlack(Buffer buffer) {
    int size = buffer.space() == Space.SCRATCH ? program.scratchSize() : program.persistentSize();
    return buffer.space() == Space.WIDE || buffer.offset() + buffer.length() + WIDEST <= size;
  }

  private static boolean isShort(LoopStmt statement) {
    return !(statement instanceof For loop)
        || (isMap(loop) && iterations(loop) <= SHORT)
        || !isMap(loop);
  }

  private static boolean isMap(For loop) {
    return loop.body().stream()
        .allMatch(statement ->
            switch (statement) {
              case For inner -> isMap(inner);
              case LoopStmt.Let _, LoopStmt.Store _ -> true;
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
