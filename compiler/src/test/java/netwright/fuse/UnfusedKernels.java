package netwright.fuse;

import java.util.List;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Op;
import netwright.op.Contract;
import netwright.op.Reduce;

/// The kernels of a graph without fusion: each node by itself, in the order of the graph.
public final class UnfusedKernels {

  private UnfusedKernels() {}

  /// One kernel for each node of `source` that computes something.
  public static KernelGraph of(Graph source) {
    Graph graph = Materialise.apply(source);
    return new KernelGraph(
        graph, graph.nodes().stream().filter(Views::computes).map(UnfusedKernels::kernel).toList());
  }

  private static Kernel kernel(Node node) {
    return switch (node.op()) {
      case Reduce _ -> new Kernel.Reduction(List.of(), node, List.of());
      case Contract _ -> new Kernel.Contraction(node, List.of());
      case Op _ when Views.isAlone(node) -> new Kernel.Alone(node);
      default -> new Kernel.Map(node.type(), List.of(node));
    };
  }
}
