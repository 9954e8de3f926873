package netwright.plan;

import java.util.Arrays;
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

  private final Lifetime[] lifetimes;
  private final int[] offsets;

  /// The buffers that have a place, by their offsets.
  private final int[] placed;

  private int count;

  private MemoryPlanner(List<Lifetime> lifetimes) {
    this.lifetimes = lifetimes.toArray(Lifetime[]::new);
    this.offsets = new int[this.lifetimes.length];
    this.placed = new int[this.lifetimes.length];
  }

  /// The place of each buffer, and how many elements the array needs.
  public record Placement(List<Integer> offsets, int size) {}

  /// Places the buffers with these lifetimes.
  ///
  /// @throws ArithmeticException if they do not fit into an array
  public static Placement place(List<Lifetime> lifetimes) {
    return new MemoryPlanner(lifetimes).place();
  }

  private Placement place() {
    List<Integer> bySize =
        IntStream.range(0, lifetimes.length)
            .boxed()
            .sorted(Comparator.<Integer>comparingInt(i -> lifetimes[i].size()).reversed())
            .toList();
    int end = 0;
    for (int buffer : bySize) {
      offsets[buffer] = lowestFree(lifetimes[buffer]);
      end = Math.max(end, end(buffer));
      enter(buffer);
    }
    return new Placement(Arrays.stream(offsets).boxed().toList(), end);
  }

  private int lowestFree(Lifetime lifetime) {
    int candidate = 0;
    for (int i = 0; i < count; i++) {
      int other = placed[i];
      if (lifetimes[other].overlaps(lifetime)) {
        if (Math.addExact(candidate, lifetime.size()) <= offsets[other]) {
          return candidate;
        }
        candidate = Math.max(candidate, align(end(other)));
      }
    }
    return candidate;
  }

  private int end(int buffer) {
    return Math.addExact(offsets[buffer], lifetimes[buffer].size());
  }

  private void enter(int buffer) {
    int index = count++;
    while (index > 0 && offsets[placed[index - 1]] > offsets[buffer]) {
      placed[index] = placed[index - 1];
      index--;
    }
    placed[index] = buffer;
  }

  private static int align(int offset) {
    return Math.multiplyExact(Math.ceilDiv(offset, ALIGNMENT), ALIGNMENT);
  }
}
