package netwright.emit;

import static org.objectweb.asm.Opcodes.IADD;
import static org.objectweb.asm.Opcodes.IAND;
import static org.objectweb.asm.Opcodes.IF_ICMPGE;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IMUL;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.IntConsumer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Loop;
import org.objectweb.asm.Label;

/// A sum in the order [Order#SIXTEEN_LANES]: the accumulators are variables where the code for one element is small,
/// memory elsewhere.
final class SixteenLanes {
  static final int LANES = 16;

  private final MethodEmitter method;
  private final Code code;
  private final Accumulators accumulators;

  SixteenLanes(MethodEmitter method, Accumulators accumulators) {
    this.method = method;
    this.code = method.code();
    this.accumulators = accumulators;
  }

  /// Pushes the sum over `loops`. `join` pushes the new value of a lane; it pushes the old one by running its argument.
  void sum(List<Loop> loops, Consumer<Runnable> join) {
    if (loops.size() != 1) {
      method.decide("sixteen accumulators in memory: the sum is over %d loops", loops.size());
      inMemory(loops, join);
      return;
    }
    int bytes = unrolledSize(loops.getFirst(), join);
    int most = accumulators.largestUnrolled();
    if (bytes <= most) {
      method.decide("sixteen accumulators in variables: %d bytes of code, at most %d", bytes, most);
      inVariables(loops.getFirst(), join);
    } else {
      method.decide("sixteen accumulators in memory: more than %d bytes of code", most);
      inMemory(loops, join);
    }
  }

  private int unrolledSize(Loop loop, Consumer<Runnable> join) {
    int copies =
        loop.extent() instanceof Extent.Fixed(int count)
            ? (count >= LANES ? LANES : 0) + count % LANES
            : 2 * LANES - 1;
    int element =
        method.measure(() -> {
          int index = code.newSlot(ElementType.I32);
          method.frame().bind(loop.index(), Frame.Place.variable(index));
          join.accept(accumulators::zero);
        });
    return copies * element;
  }

  private void inVariables(Loop loop, Consumer<Runnable> join) {
    int[] variables = new int[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      accumulators.zero();
      variables[lane] = accumulators.keep();
    }
    if (loop.extent() instanceof Extent.Fixed(int count)) {
      int whole = count & -LANES;
      if (whole > 0) {
        wholeGroups(loop, () -> code.constant(whole), variables, join);
      }
      group(loop, Frame.Place.constant(whole), count - whole, variables, join);
    } else {
      method.count(loop.extent());
      int end = method.keep(ElementType.I32);
      int index = wholeGroups(loop, () -> wholePart(end), variables, join);
      lastGroup(loop, index, end, variables, join);
    }
    tree(LANES, lane -> accumulators.push(variables[lane]), accumulators::add);
  }

  private void wholePart(int end) {
    code.variable(ILOAD, end);
    code.constant(-LANES);
    code.op(IAND);
  }

  /// Goes through the elements up to a multiple of sixteen, which `whole` pushes, and returns the index's variable.
  private int wholeGroups(Loop loop, Runnable whole, int[] variables, Consumer<Runnable> join) {
    int index = code.newSlot(0);
    whole.run();
    method.cut(loop.extent(), LANES);
    int bound = method.keep(ElementType.I32);
    Frame.Place place = Frame.Place.variable(index);
    method.loop(
        loop.index(), index, bound, LANES, () -> group(loop, place, LANES, variables, join));
    return index;
  }

  private void group(
      Loop loop, Frame.Place first, int count, int[] variables, Consumer<Runnable> join) {
    for (int lane = 0; lane < count; lane++) {
      joinVariable(loop, first.plus(lane), variables[lane], join);
    }
  }

  private void lastGroup(Loop loop, int index, int end, int[] variables, Consumer<Runnable> join) {
    Label done = new Label();
    for (int lane = 0; lane < LANES - 1; lane++) {
      code.variable(ILOAD, index);
      code.variable(ILOAD, end);
      code.jump(IF_ICMPGE, done);
      joinVariable(loop, Frame.Place.variable(index), variables[lane], join);
      code.increment(index, 1);
    }
    code.place(done);
  }

  private void joinVariable(Loop loop, Frame.Place place, int variable, Consumer<Runnable> join) {
    method.scoped(() -> {
      method.frame().bind(loop.index(), place);
      join.accept(() -> accumulators.push(variable));
      accumulators.pop(variable);
    });
  }

  private void inMemory(List<Loop> loops, Consumer<Runnable> join) {
    int width = accumulators.width();
    clear();
    int element = code.newSlot(0);
    method.loops(
        loops,
        () -> {
          code.variable(ILOAD, element);
          code.constant(LANES - 1);
          code.op(IAND);
          if (width > 1) {
            code.constant(width);
            code.op(IMUL);
          }
          code.constant(accumulators.memory().offset());
          code.op(IADD);
          int at = method.keep(ElementType.I32);
          join.accept(() -> accumulators.load(() -> code.variable(ILOAD, at)));
          accumulators.store(() -> code.variable(ILOAD, at));
          code.increment(element, 1);
        });
    treeInMemory();
  }

  /// Sets the lanes in memory to +0.
  private void clear() {
    boolean single = accumulators.memory().space().element() == ElementType.F32;
    String letter = single ? "F" : "D";
    code.array(accumulators.memory().space());
    code.constant(accumulators.memory().offset());
    code.constant(accumulators.memory().offset() + LANES * accumulators.width());
    if (single) {
      code.constant(0f);
    } else {
      code.constant(0.0);
    }
    code.invokeStatic("java/util/Arrays", "fill", "([" + letter + "II" + letter + ")V");
  }

  /// Pushes the sum of the lanes in memory.
  void treeInMemory() {
    treeInMemory(accumulators::add);
  }

  /// Pushes the lanes in memory, joined by `combine`, which pops two and pushes one.
  void treeInMemory(Runnable combine) {
    int offset = accumulators.memory().offset();
    int width = accumulators.width();
    tree(LANES, lane -> accumulators.load(() -> code.constant(offset + lane * width)), combine);
  }

  /// Pushes `count` values joined pairwise, the first half with the second, until one is left.
  static void tree(int count, IntConsumer push, Runnable combine) {
    tree(count, push, combine, 0, 1);
  }

  /// Pushes lane `l` joined with lane `l + half` of what the next larger half left.
  private static void tree(int count, IntConsumer push, Runnable combine, int lane, int half) {
    if (half == count) {
      push.accept(lane);
    } else {
      tree(count, push, combine, lane, 2 * half);
      tree(count, push, combine, lane + half, 2 * half);
      combine.run();
    }
  }
}
