package netwright.driver;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.emit.Explained;
import netwright.emit.Lanes;
import netwright.fuse.KernelGraph;
import netwright.loop.LoopKernel;
import netwright.parallel.Schedule;
import netwright.parallel.Task;
import netwright.plan.TinyNetworks;
import netwright.schedule.Sweeps;

/// A schedule as text: each kernel's form, with the figures that led to it.
record Explanation(
    KernelGraph kernels,
    Lanes lanes,
    Sweeps.Scheduled swept,
    Schedule schedule,
    List<Explained> tasks) {

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("schedule for ");
    text.append(kind()).append('\n');
    line(text, 1, swept.reason() + ": " + TinyNetworks.figures(kernels));
    line(text, 1, schedule.reason());
    alike().forEach((task, names) -> explain(text, task, names));
    return text.toString();
  }

  private String kind() {
    return switch (lanes) {
      case Lanes.Scalar _ -> "scalar code";
      case Lanes.Shared shared -> "shared kernels of " + shared.count() + " lanes";
      case Lanes.Vector(int count, boolean whole) ->
          count + " lanes" + (whole ? ", a product of which is done in one piece" : "");
    };
  }

  /// Tasks whose explanation is the same, parts of a kernel and layers that repeat, by the first one.
  private Map<Explained, List<String>> alike() {
    Map<String, Explained> firsts = new LinkedHashMap<>();
    Map<Explained, List<String>> names = new LinkedHashMap<>();
    for (Explained explained : tasks) {
      Explained first = firsts.computeIfAbsent(explained.method(), _ -> explained);
      names.computeIfAbsent(first, _ -> new ArrayList<>()).add(name(explained.task()));
    }
    return names;
  }

  private static String name(Task task) {
    String name = task.kernel().name();
    return switch (task) {
      case Task.ByPart _ -> name;
      case Task.ByRows rows -> name + " (rows in " + rows.parts() + " parts)";
    };
  }

  private static void explain(StringBuilder text, Explained explained, List<String> names) {
    LoopKernel kernel = explained.task().kernel();
    String place = kernel.origin().isNone() ? "" : " of line " + kernel.origin().line();
    line(text, 1, String.join(", ", names) + place);
    List<String> decisions = explained.decisions();
    if (decisions.isEmpty()) {
      line(text, 2, "one element at a time");
    }
    decisions.forEach(decision -> line(text, 2, decision));
  }

  private static void line(StringBuilder text, int indent, String line) {
    text.append("  ".repeat(indent)).append(line).append('\n');
  }
}
