package netwright.data;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// Finds out how the classes in a column are written.
final class LabelSurvey {
  private final Set<String> seen = new LinkedHashSet<>();

  void add(String cell) {
    if (!Numeral.isMissing(cell)) {
      seen.add(cell);
    }
  }

  /// The labels in the order they were first seen; none if most are integers.
  List<String> labels() {
    long integers = seen.stream().filter(LabelSurvey::isInteger).count();
    return integers * 2 >= seen.size() ? List.of() : new ArrayList<>(seen);
  }

  private static boolean isInteger(String cell) {
    double value = Numeral.parse(cell);
    return value == Math.rint(value);
  }
}
