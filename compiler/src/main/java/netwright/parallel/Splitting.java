package netwright.parallel;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.loop.Buffer;
import netwright.loop.Extent;
import netwright.loop.Loop;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;

/// Divides the outputs of one kernel: along a loop whose length is known, else along the samples.
final class Splitting {
  /// Iterations of an outer loop from which on an inner one is not looked at.
  private static final int LONG = 64;

  /// One extra iteration in so many is no price for a part that whole tiles fill.
  private static final int CHEAP = 32;

  private final LoopProgram program;
  private final LoopKernel kernel;
  private final Accesses accesses;
  private final int parts;

  /// @param parts at least 2
  Splitting(LoopProgram program, LoopKernel kernel, Accesses accesses, int parts) {
    this.program = program;
    this.kernel = kernel;
    this.accesses = accesses;
    this.parts = parts;
  }

  /// The tasks that `kernel` becomes; none if it cannot be divided.
  List<Task> tasks() {
    if (kernel.body().size() != 1 || accesses.sharesLanes()) {
      return List.of();
    }
    List<Loop> outputs =
        switch (kernel.body().getFirst()) {
          case LoopStmt.For loop when loop.parallel() -> List.of(loop.loop());
          case LoopStmt.Contraction contraction -> contraction.output();
          case LoopStmt.For _,
              LoopStmt.Let _,
              LoopStmt.Store _,
              LoopStmt.ScatterAdd _,
              LoopStmt.Reduction _,
              LoopStmt.Sweep _ ->
              List.of();
        };
    Optional<Loop> longest = longest(outputs);
    return longest.isPresent() ? along(longest.get()) : byRows(outputs);
  }

  /// The outermost loop that leaves all parts enough, else the longest that has an iteration for each.
  private Optional<Loop> longest(List<Loop> outputs) {
    List<Loop> divisible =
        outputs.stream()
            .filter(loop -> count(loop) >= parts && accesses.strides(loop.index()).isPresent())
            .toList();
    return divisible.stream()
        .filter(loop -> count(loop) >= LONG * parts)
        .findFirst()
        .or(() -> divisible.stream().max(Comparator.comparingInt(Splitting::count)));
  }

  private static int count(Loop loop) {
    return loop.extent() instanceof Extent.Fixed(int count) ? count : 0;
  }

  private List<Task> along(Loop loop) {
    int whole = count(loop);
    int share = share(whole);
    List<Task> tasks = new ArrayList<>();
    for (int start = 0; start < whole; start += share) {
      PartOfLoop part = new PartOfLoop(loop.index(), whole, start, Math.min(share, whole - start));
      int number = tasks.size();
      String name = kernel.name() + "_" + number;
      List<LoopStmt> body = part.block(kernel.body());
      LoopKernel piece = new LoopKernel(name, kernel.origin(), body, kernel.rows());
      tasks.add(new Task.ByPart(piece, number));
    }
    return tasks;
  }

  /// Iterations of a part: a multiple of what tiles and vectors take at a time, if that is near.
  private int share(int whole) {
    int equal = Math.ceilDiv(whole, parts);
    for (int multiple = LONG; multiple > 1; multiple /= 2) {
      int rounded = Math.ceilDiv(equal, multiple) * multiple;
      if (rounded - equal <= equal / CHEAP) {
        return rounded;
      }
    }
    return equal;
  }

  private List<Task> byRows(List<Loop> outputs) {
    if (accesses.loopsOverRows() != 1 || accesses.countsRows()) {
      return List.of();
    }
    for (Loop loop : outputs) {
      if (loop.extent() instanceof Extent.PerRow(int times) && !accesses.numbers(loop.index())) {
        return accesses
            .strides(loop.index())
            .map(strides -> rowSizes(strides, times))
            .filter(sizes -> sizes.keySet().stream().allMatch(program::hasSlack))
            .<List<Task>>map(sizes -> List.of(new Task.ByRows(kernel, parts, sizes)))
            .orElse(List.of());
      }
    }
    return List.of();
  }

  private static Map<Buffer, Integer> rowSizes(Map<Buffer, Integer> strides, int times) {
    Map<Buffer, Integer> sizes = new HashMap<>(strides);
    sizes.values().removeIf(stride -> stride == 0);
    sizes.replaceAll((_, stride) -> stride * times);
    return sizes;
  }
}
