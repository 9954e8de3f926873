package netwright.check;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import netwright.syntax.Ast;

/// Patterns over names of parameters: `linear.weight` is the end of a name, `linear` also means `linear2`, indices that
/// are not written are skipped, `*` is one or more segments.
final class Patterns {

  private Patterns() {}

  static boolean matches(Ast.Pattern pattern, List<Owner.Segment> name) {
    boolean[] row = new boolean[name.size() + 1];
    Arrays.fill(row, true);
    for (String wanted : pattern.segments()) {
      row = extended(row, wanted, name);
    }
    return row[name.size()];
  }

  /// `before[j]` says whether the pattern so far matches some segments that end with number `j`; the result, whether
  /// it does with one more.
  private static boolean[] extended(boolean[] before, String wanted, List<Owner.Segment> name) {
    boolean[] after = new boolean[before.length];
    for (int j = 1; j < after.length; j++) {
      Owner.Segment segment = name.get(j - 1);
      boolean star = wanted.equals("*");
      boolean here = star || wanted.equals(segment.text()) || wanted.equals(segment.base());
      after[j] = (here && before[j - 1]) || ((star || segment.isIndex()) && after[j - 1]);
    }
    return after;
  }

  /// Ends of the names of all parameters, for suggestions.
  static Set<String> endings(Variables variables) {
    Set<String> endings = new TreeSet<>();
    for (Variables.Draft draft : variables.drafts()) {
      List<String> segments = new ArrayList<>();
      draft.segments().reversed().stream()
          .filter(segment -> !segment.isIndex())
          .forEach(segment -> {
            segments.addFirst(segment.base());
            endings.add(String.join(".", segments));
          });
    }
    return endings;
  }
}
