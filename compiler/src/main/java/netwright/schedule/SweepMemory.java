package netwright.schedule;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.Local;
import netwright.loop.LoopExpr.Load;
import netwright.loop.Space;
import netwright.plan.Plan;

/// Places in the memory of sweeps: the results of the sums side by side, their accumulators, then the values that one
/// sweep leaves for another, each for all rows.
final class SweepMemory {
  private static final int LANES = 16;

  private final Plan.Lanes memory;
  private final int rows;
  private final Map<Integer, Integer> numbers = new HashMap<>();
  private final Map<Local, Buffer> values = new HashMap<>();
  private final int singleSums;
  private final int wideSums;
  private long end;

  /// @param capacity the most rows
  /// @param order the numbers of the sums, in the order in which their results lie
  SweepMemory(Plan.Lanes memory, int capacity, List<Unrolling.Sum> sums, List<Integer> order) {
    this.memory = memory;
    this.rows = roundedUp(capacity);
    int single = 0;
    int wide = 0;
    for (int number : order) {
      numbers.put(number, sums.get(number).type() == ElementType.F32 ? single++ : wide++);
    }
    this.singleSums = single;
    this.wideSums = wide;
    this.end = roundedUp(single) + (long) LANES * single;
  }

  private static int roundedUp(int count) {
    return Math.ceilDiv(count, LANES) * LANES;
  }

  /// Whether there is room for everything.
  boolean suffices() {
    return end <= memory.single().length()
        && roundedUp(wideSums) + LANES * wideSums <= memory.wide().length();
  }

  /// All that sweeps may write to as they like.
  Buffer all() {
    return memory.single();
  }

  /// Where the results of the sums `first` to `first + count - 1` are, which are all of `type`.
  Buffer results(ElementType type, int first, int count) {
    int number = count == 0 ? 0 : numbers.get(first);
    Buffer space = space(type);
    return new Buffer(space.space(), space.offset() + number, count);
  }

  /// Where the accumulators of sum `number`, which is of `type`, are.
  Buffer lanes(ElementType type, int number) {
    Buffer space = space(type);
    int results = roundedUp(type == ElementType.F32 ? singleSums : wideSums);
    return new Buffer(space.space(), space.offset() + results + LANES * numbers.get(number), LANES);
  }

  private Buffer space(ElementType type) {
    return type == ElementType.F32 ? memory.single() : memory.wide();
  }

  /// Where the value of `local` is while it is not a local.
  Load value(Local local) {
    return new Load(place(local), Affine.of(0).plus(Unrolling.ROW, 1));
  }

  private Buffer place(Local local) {
    return values.computeIfAbsent(
        local,
        _ -> {
          int offset = (int) Math.min(end, memory.single().length()); // or there is no room
          end += rows;
          return new Buffer(Space.SCRATCH, memory.single().offset() + offset, rows);
        });
  }

  /// Whether [#value] was asked for the place of `local`.
  boolean holds(Local local) {
    return values.containsKey(local);
  }
}
