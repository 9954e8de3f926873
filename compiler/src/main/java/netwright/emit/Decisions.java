package netwright.emit;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/// What was decided about the kernels of a program while their code was written, and why, if somebody wants to know. Code
/// that is taken back and written again in smaller methods decides the same once more.
final class Decisions {
  private final boolean wanted;
  private final Map<String, SequencedSet<String>> ofMethods = new LinkedHashMap<>();

  Decisions(boolean wanted) {
    this.wanted = wanted;
  }

  boolean wanted() {
    return wanted;
  }

  /// @param method the name of a kernel's method, or of one cut out of it
  void add(String method, String decision) {
    ofMethods.computeIfAbsent(kernel(method), _ -> new LinkedHashSet<>()).add(decision);
  }

  /// The decisions about the kernel of this name, in order.
  List<String> of(String kernel) {
    return List.copyOf(ofMethods.getOrDefault(kernel, new LinkedHashSet<>()));
  }

  private static String kernel(String method) {
    int end = method.indexOf('$');
    return end < 0 ? method : method.substring(0, end);
  }
}
