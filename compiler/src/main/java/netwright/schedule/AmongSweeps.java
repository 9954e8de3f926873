package netwright.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import netwright.loop.LoopKernel;

/// Finds the kernels that may run before the sweeps: those that neither read nor overwrite what belongs to these. So what
/// depends on the number of the step alone, such as an optimizer's corrections, is known when it is needed.
final class AmongSweeps {

  private AmongSweeps() {}

  /// `sweeps` in their order, and before or after them `others`, which may all run after them, in theirs as far as that
  /// matters.
  static List<LoopKernel> place(List<LoopKernel> sweeps, List<LoopKernel> others) {
    List<Accesses> later = new ArrayList<>(sweeps.stream().map(Accesses::of).toList());
    List<LoopKernel> before = new ArrayList<>();
    List<LoopKernel> after = new ArrayList<>(sweeps);
    for (LoopKernel kernel : others) {
      Accesses accesses = Accesses.of(kernel);
      if (later.stream().anyMatch(accesses::isTiedTo)) {
        later.add(accesses);
        after.add(kernel);
      } else {
        before.add(kernel);
      }
    }
    return Stream.concat(before.stream(), after.stream()).toList();
  }
}
