package netwright.parallel;

import java.util.Map;
import netwright.loop.Buffer;
import netwright.loop.LoopKernel;

/// A kernel, and who runs it.
public sealed interface Task {

  /// What is run.
  LoopKernel kernel();

  /// `kernel` is run by `part` alone.
  record ByPart(LoopKernel kernel, int part) implements Task {}

  /// Each of the first `parts` parts runs `kernel` on its share of the rows, as if there were no others: each buffer in
  /// `rowSizes` then starts as many of these sizes later as rows come before the share.
  record ByRows(LoopKernel kernel, int parts, Map<Buffer, Integer> rowSizes) implements Task {
    public ByRows {
      rowSizes = Map.copyOf(rowSizes);
    }
  }
}
