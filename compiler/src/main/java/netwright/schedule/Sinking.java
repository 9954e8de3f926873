package netwright.schedule;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import netwright.loop.ElementType;
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopStmt.Let;
import netwright.loop.LoopStmt.Store;

/// Finds the values that only the sums of one group need, and that can be computed there from values that are in memory
/// anyway. Computed in the sweep of those sums, they are never stored.
///
/// A store of a vector takes as long as two to three operations, and longer where arrays do not start at a line of the cache.
final class Sinking {
  /// Operations that a sweep of sums has room for.
  private static final int MOST_OPERATIONS = 24;

  private final RowValues values;
  private final SumGroups groups;
  private final Map<Local, Integer> sunk = new LinkedHashMap<>();

  private Sinking(RowValues values, SumGroups groups) {
    this.values = values;
    this.groups = groups;
  }

  /// The values that move to the sums, and the number of the group each moves to.
  static Map<Local, Integer> of(RowValues values, SumGroups groups, List<Store> outputs) {
    Sinking sinking = new Sinking(values, groups);
    sinking.candidates(outputs);
    sinking.keepComputable();
    sinking.keepWorthwhile();
    return sinking.sunk;
  }

  /// All values that nobody needs but one group, and values that it alone needs.
  private void candidates(List<Store> outputs) {
    Map<Local, Set<Integer>> users = new HashMap<>();
    outputs.forEach(store -> use(users, store.value(), SumGroups.MEMORY));
    for (Let let : values.varying().reversed()) {
      Set<Integer> all = new HashSet<>(groups.of(let.local()));
      all.addAll(users.getOrDefault(let.local(), Set.of()));
      int home = all.size() == 1 ? all.iterator().next() : SumGroups.MEMORY;
      boolean moves = home != SumGroups.MEMORY && !(let.value() instanceof Load);
      if (moves) {
        sunk.put(let.local(), home);
      }
      use(users, let.value(), moves ? home : SumGroups.MEMORY);
    }
  }

  private static void use(Map<Local, Set<Integer>> users, LoopExpr value, int home) {
    RowValues.locals(value)
        .forEach(local -> users.computeIfAbsent(local, _ -> new HashSet<>()).add(home));
  }

  private void keepComputable() {
    List<Local> out;
    do {
      out = sunk.keySet().stream().filter(local -> !isComputable(local)).toList();
      out.forEach(this::keepOut);
    } while (!out.isEmpty());
  }

  /// Leaves `local` where it was, and with it what it is made of.
  private void keepOut(Local local) {
    if (sunk.remove(local) != null) {
      RowValues.locals(values.definition(local)).forEach(this::keepOut);
    }
  }

  private boolean isComputable(Local local) {
    return RowValues.locals(values.definition(local)).stream()
        .allMatch(operand ->
            !values.varies(new Read(operand))
                || Objects.equals(sunk.get(operand), sunk.get(local))
                || isInMemory(operand));
  }

  /// Whether sums keep it there.
  private boolean isInMemory(Local operand) {
    return operand.type() == ElementType.F32
        && !sunk.containsKey(operand)
        && !groups.of(operand).isEmpty();
  }

  /// Leaves groups alone that would have to bring in more values than they save, or would be too large.
  private void keepWorthwhile() {
    for (int group = 0; group < groups.all().size(); group++) {
      int home = group;
      List<Local> moved = new ArrayList<>(sunk.keySet());
      moved.removeIf(local -> sunk.get(local) != home);
      Set<Local> brought = new HashSet<>();
      int operations = 0;
      for (Local local : moved) {
        LoopExpr definition = values.definition(local);
        operations += RowValues.operations(definition);
        RowValues.locals(definition).forEach(operand -> bring(operand, home, brought));
      }
      long saved = moved.stream().filter(local -> !groups.of(local).isEmpty()).count();
      if (brought.size() > saved || operations > MOST_OPERATIONS) {
        sunk.keySet().removeAll(moved);
      }
    }
  }

  private void bring(Local operand, int home, Set<Local> brought) {
    if (values.varies(new Read(operand))
        && isInMemory(operand)
        && !groups.of(operand).contains(home)) {
      brought.add(operand);
    }
  }
}
