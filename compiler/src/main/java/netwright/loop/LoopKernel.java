package netwright.loop;

import java.util.List;
import netwright.diag.Span;

/// One fused piece of work, which becomes one method (more, where one would grow too large).
///
/// @param name unique within the program, a valid Java identifier
/// @param origin the place in the source whose line the method's instructions carry
/// @param rows the batches for which it runs
public record LoopKernel(String name, Span origin, List<LoopStmt> body, Rows rows) {

  public LoopKernel {
    body = List.copyOf(body);
  }

  /// A kernel that runs for all batches.
  public LoopKernel(String name, Span origin, List<LoopStmt> body) {
    this(name, origin, body, Rows.ANY);
  }

  /// The same work, with another name, for these batches.
  public LoopKernel only(Rows batches, String another) {
    return new LoopKernel(another, origin, body, batches);
  }
}
