package netwright.loop;

import java.util.List;
import netwright.diag.Span;

/// One fused piece of work, which becomes one method (more, where one would grow too large).
///
/// @param name unique within the program, a valid Java identifier
/// @param origin the place in the source whose line the method's instructions carry
public record LoopKernel(String name, Span origin, List<LoopStmt> body) {

  public LoopKernel {
    body = List.copyOf(body);
  }
}
