package netwright.emit;

import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;

import java.util.List;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Loop;
import org.objectweb.asm.Label;

/// One sum (or maximum) over neighbours in memory, in the sixteen accumulators of [Order#SIXTEEN_LANES]: sixteen
/// elements at a time in one vector of sixteen lanes, two of eight, or four of four. An absent element leaves its
/// accumulator unchanged.
final class HorizontalLanes {
  private static final int SHORTEST = 6;

  private final MethodEmitter method;
  private final Code code;
  private final VectorCode vectors;
  private final int lanes;
  private final Buffer memory;

  /// @param memory for sixteen accumulators
  HorizontalLanes(MethodEmitter method, int lanes, Buffer memory) {
    this.method = method;
    this.code = method.code();
    this.vectors = VectorCode.of(method, lanes);
    this.lanes = lanes;
    this.memory = memory;
  }

  /// What becomes of an accumulator.
  interface Join {
    /// Pushes the accumulator that is in variable `accumulator`, joined with the neighbours at the last loop's index.
    void push(LaneExpressions expressions, int accumulator);
  }

  /// Whether the elements over `loops` can be numbered this way: neighbours are sixteen to a group.
  static boolean allows(List<Loop> loops) {
    if (loops.isEmpty()) {
      return false;
    }
    return switch (loops.getLast().extent()) {
      case Extent.Fixed(int count) ->
          count >= SHORTEST && (loops.size() == 1 || count % SixteenLanes.LANES == 0);
      case Extent.PerRow _ -> loops.size() == 1;
    };
  }

  /// Joins all elements over `loops` and leaves the sixteen accumulators in memory.
  ///
  /// @param scope of the last loop's index
  /// @param start what each accumulator starts with
  void accumulate(List<Loop> loops, LaneScope scope, double start, Join join) {
    int[] accumulators = new int[SixteenLanes.LANES / lanes];
    for (int number = 0; number < accumulators.length; number++) {
      vectors.constant(start);
      accumulators[number] = vectors.keep();
    }
    method.loops(
        loops.subList(0, loops.size() - 1),
        () -> method.scoped(() -> last(loops.getLast(), scope, accumulators, join)));
    for (int number = 0; number < accumulators.length; number++) {
      vectors.push(accumulators[number]);
      code.array(memory.space());
      code.constant(memory.offset() + number * lanes);
      vectors.store();
    }
  }

  private void last(Loop loop, LaneScope scope, int[] accumulators, Join join) {
    int index = code.newSlot(0);
    method.count(loop.extent());
    int end = method.keep(ElementType.I32);
    code.variable(ILOAD, end);
    code.constant(-SixteenLanes.LANES);
    code.op(IAND);
    method.cut(loop.extent(), SixteenLanes.LANES);
    int bound = method.keep(ElementType.I32);
    if (!(loop.extent() instanceof Extent.Fixed(int count)) || count >= SixteenLanes.LANES) {
      method.loop(
          loop.index(),
          index,
          bound,
          SixteenLanes.LANES,
          () -> group(loop, index, accumulators, join, scope));
    }
    if (!(loop.extent() instanceof Extent.Fixed(int count)) || count % SixteenLanes.LANES != 0) {
      lastGroup(loop, scope, index, end, accumulators, join);
    }
  }

  private void group(Loop loop, int index, int[] accumulators, Join join, LaneScope scope) {
    LaneExpressions expressions =
        new LaneExpressions(method, vectors, scope, LaneExpressions.ALL_LANES);
    for (int number = 0; number < accumulators.length; number++) {
      int accumulator = accumulators[number];
      Frame.Place place = Frame.Place.variable(index).plus(number * lanes);
      method.scoped(() -> {
        method.frame().bind(loop.index(), place);
        join.push(expressions, accumulator);
        vectors.pop(accumulator);
      });
    }
  }

  private void lastGroup(
      Loop loop, LaneScope scope, int index, int end, int[] accumulators, Join join) {
    Label done = new Label();
    for (int accumulator : accumulators) {
      code.variable(ILOAD, index);
      code.variable(ILOAD, end);
      code.jump(IF_ICMPGE, done);
      method.scoped(() -> {
        vectors.species();
        code.variable(ILOAD, index);
        code.variable(ILOAD, end);
        vectors.maskBelow();
        int mask = vectors.keep();
        method.frame().bind(loop.index(), Frame.Place.variable(index));
        vectors.push(accumulator);
        join.push(new LaneExpressions(method, vectors, scope, mask), accumulator);
        vectors.push(mask);
        vectors.blend(method.elements());
        vectors.pop(accumulator);
      });
      code.increment(index, lanes);
    }
    code.place(done);
  }
}
