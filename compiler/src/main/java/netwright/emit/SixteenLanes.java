package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import java.util.List;
import java.util.function.Consumer;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.Order;
import org.objectweb.asm.Label;

/// A sum in the order [Order#SIXTEEN_LANES], scalar: the lanes are variables where the code for one element is small,
/// memory elsewhere.
final class SixteenLanes {
  static final int LANES = 16;
  private static final int SMALL_ELEMENT = 48;

  private final MethodEmitter method;
  private final Code code;
  private final ElementType type;
  private final Buffer lanes;

  /// @param lanes memory for sixteen lanes
  SixteenLanes(MethodEmitter method, ElementType type, Buffer lanes) {
    this.method = method;
    this.code = method.code();
    this.type = type;
    this.lanes = lanes;
  }

  /// Pushes the sum over `loops`. `join` pushes the new value of a lane; it pushes the old one by running its argument.
  void sum(List<Loop> loops, Consumer<Runnable> join) {
    if (loops.size() == 1 && isSmall(loops.getFirst(), join)) {
      inVariables(loops.getFirst(), join);
    } else {
      inMemory(loops, join);
    }
  }

  private boolean isSmall(Loop loop, Consumer<Runnable> join) {
    int bytes =
        method.measure(
            () -> {
              int index = code.newSlot(ElementType.I32);
              method.frame().bind(loop.index(), Frame.Place.variable(index));
              join.accept(this::zero);
            });
    return bytes <= SMALL_ELEMENT;
  }

  private void inVariables(Loop loop, Consumer<Runnable> join) {
    int[] variables = new int[LANES];
    for (int lane = 0; lane < LANES; lane++) {
      zero();
      variables[lane] = method.keep(type);
    }
    if (loop.extent() instanceof Extent.Fixed(int count)) {
      int whole = count & -LANES;
      wholeGroups(loop, whole, () -> code.constant(whole), variables, join);
      lastGroup(loop, Frame.Place.constant(whole), count - whole, variables, join);
    } else {
      method.count(loop.extent());
      int end = method.keep(ElementType.I32);
      Runnable whole =
          () -> {
            code.variable(ILOAD, end);
            code.constant(-LANES);
            code.op(IAND);
          };
      int index = wholeGroups(loop, Integer.MAX_VALUE, whole, variables, join);
      lastGroup(loop, index, end, variables, join);
    }
    tree(variables, 0, 1);
  }

  /// Goes through the elements up to a multiple of sixteen, which `whole` pushes, and returns the index's variable.
  private int wholeGroups(Loop loop, int most, Runnable whole, int[] variables, Consumer<Runnable> join) {
    if (most == 0) {
      return 0;
    }
    code.constant(0);
    int index = method.keep(ElementType.I32);
    whole.run();
    int bound = method.keep(ElementType.I32);
    method.loop(
        loop.index(),
        index,
        bound,
        LANES,
        () -> lastGroup(loop, Frame.Place.variable(index), LANES, variables, join));
    return index;
  }

  private void lastGroup(Loop loop, Frame.Place first, int count, int[] variables, Consumer<Runnable> join) {
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
    method.scoped(
        () -> {
          method.frame().bind(loop.index(), place);
          join.accept(() -> code.load(type, variable));
          code.store(type, variable);
        });
  }

  /// Pushes lane `l` plus lane `l + half` of what the next larger half left.
  private void tree(int[] variables, int lane, int half) {
    if (half == LANES) {
      code.load(type, variables[lane]);
    } else {
      tree(variables, lane, 2 * half);
      tree(variables, lane + half, 2 * half);
      code.op(add());
    }
  }

  private void inMemory(List<Loop> loops, Consumer<Runnable> join) {
    clear();
    code.constant(0);
    int element = method.keep(ElementType.I32);
    method.loops(
        loops,
        () -> {
          code.variable(ILOAD, element);
          code.constant(LANES - 1);
          code.op(IAND);
          code.constant(lanes.offset());
          code.op(IADD);
          int at = method.keep(ElementType.I32);
          code.array(lanes.space());
          code.variable(ILOAD, at);
          join.accept(() -> load(() -> code.variable(ILOAD, at)));
          code.op(type == ElementType.F32 ? FASTORE : DASTORE);
          code.increment(element, 1);
        });
    treeInMemory(0, 1);
  }

  private void clear() {
    String letter = type == ElementType.F32 ? "F" : "D";
    code.array(lanes.space());
    code.constant(lanes.offset());
    code.constant(lanes.offset() + LANES);
    zero();
    code.invokeStatic("java/util/Arrays", "fill", "([" + letter + "II" + letter + ")V");
  }

  /// As [#tree], from memory.
  void treeInMemory(int lane, int half) {
    if (half == LANES) {
      load(() -> code.constant(lanes.offset() + lane));
    } else {
      treeInMemory(lane, 2 * half);
      treeInMemory(lane + half, 2 * half);
      code.op(add());
    }
  }

  private void load(Runnable position) {
    code.array(lanes.space());
    position.run();
    code.op(type == ElementType.F32 ? FALOAD : DALOAD);
  }

  private void zero() {
    if (type == ElementType.F32) {
      code.constant(0f);
    } else {
      code.constant(0.0);
    }
  }

  private int add() {
    return type == ElementType.F32 ? FADD : DADD;
  }
}
