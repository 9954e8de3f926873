package netwright.emit;

import java.util.List;
import netwright.parallel.Task;

/// How a task is computed, and why so.
///
/// @param method the name of the kernel whose method does it: another one's, if the two differ in places alone
/// @param decisions in the order in which they were made
public record Explained(Task task, String method, List<String> decisions) {
  public Explained {
    decisions = List.copyOf(decisions);
  }
}
