package netwright.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netwright.loop.ElementType;
import netwright.loop.Local;

/// Which sums over the rows are taken in one sweep, and which values they add up or multiply.
final class SumGroups {
  /// In place of a group, for what sums in double precision add up: they read it from memory.
  static final int MEMORY = -1;

  private final List<List<Integer>> groups = new ArrayList<>();
  private final Map<Local, Set<Integer>> users = new HashMap<>();

  /// @param order the numbers of the sums, in the order in which they are taken
  /// @param most sums in single precision in a group
  SumGroups(List<Unrolling.Sum> sums, List<Integer> order, int most) {
    int single = most;
    for (int number : order) {
      Unrolling.Sum sum = sums.get(number);
      boolean wide = sum.type() == ElementType.F64;
      if (groups.isEmpty() || (!wide && single == most)) {
        groups.add(new ArrayList<>());
        single = 0;
      }
      single += wide ? 0 : 1;
      int group = groups.size() - 1;
      groups.getLast().add(number);
      RowValues.locals(sum.summand()).forEach(local -> use(local, wide ? MEMORY : group));
      sum.right().ifPresent(right -> RowValues.locals(right).forEach(local -> use(local, group)));
    }
  }

  private void use(Local local, int group) {
    users.computeIfAbsent(local, _ -> new LinkedHashSet<>()).add(group);
  }

  /// The numbers of the sums of each group.
  List<List<Integer>> all() {
    return groups;
  }

  /// The groups with a sum of `local`, or [#MEMORY].
  Set<Integer> of(Local local) {
    return users.getOrDefault(local, Set.of());
  }
}
