package netwright.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/// Places buffers in one array so that no two that live at the same time overlap: the largest first, each at the lowest
/// place that is free.
///
/// Source: Y. Pisarchyk, J. Lee, *Efficient Memory Management for Deep Neural Net Inference*, 2020, "greedy by size".
public final class MemoryPlanner {
  /// Buffers start at multiples of this many elements: a vector of 512 bits.
  private static final int ALIGNMENT = 16;

  private MemoryPlanner() {}

  /// The place of each buffer, and how many elements the array needs.
  public record Placement(List<Integer> offsets, int size) {}

  /// Places the buffers with these lifetimes.
  ///
  /// @throws ArithmeticException if they do not fit into an array
  public static Placement place(List<Lifetime> lifetimes) {
    Integer[] offsets = new Integer[lifetimes.size()];
    List<Integer> bySize =
        IntStream.range(0, lifetimes.size())
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(i -> lifetimes.get(i).size()).reversed())
            .toList();
    List<Integer> placed = new ArrayList<>();
    int end = 0;
    for (int buffer : bySize) {
      offsets[buffer] = lowestFree(lifetimes, offsets, placed, buffer);
      end = Math.max(end, Math.addExact(offsets[buffer], lifetimes.get(buffer).size()));
      placed.add(buffer);
      placed.sort(Comparator.comparingInt(i -> offsets[i]));
    }
    return new Placement(List.of(offsets), end);
  }

  private static int lowestFree(
      List<Lifetime> lifetimes, Integer[] offsets, List<Integer> placed, int buffer) {
    Lifetime lifetime = lifetimes.get(buffer);
    int candidate = 0;
    for (int other : placed) {
      if (lifetimes.get(other).overlaps(lifetime)) {
        if (Math.addExact(candidate, lifetime.size()) <= offsets[other]) {
          return candidate;
        }
        candidate =
            Math.max(candidate, align(Math.addExact(offsets[other], lifetimes.get(other).size())));
      }
    }
    return candidate;
  }

  private static int align(int offset) {
    return Math.multiplyExact(Math.ceilDiv(offset, ALIGNMENT), ALIGNMENT);
  }
}
