package netwright.fuse;

import java.util.List;
import netwright.ir.Graph;
import netwright.ir.Node;

/// A graph as kernels. Each computing node of the graph is in exactly one kernel; kernels are in an order in which every
/// one comes after those it reads from.
public record KernelGraph(Graph graph, List<Kernel> kernels) {

  public KernelGraph {
    kernels = List.copyOf(kernels);
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("kernels of ").append(graph.name()).append('\n');
    for (int i = 0; i < kernels.size(); i++) {
      Kernel kernel = kernels.get(i);
      text.append("  k")
          .append(i)
          .append(' ')
          .append(kind(kernel))
          .append(' ')
          .append(kernel.domain().shape());
      text.append(kernel.domain().batched() ? " per sample\n" : "\n");
      for (Node node : kernel.nodes()) {
        text.append("    ")
            .append(node)
            .append(" = ")
            .append(node.op().name())
            .append(node.inputs())
            .append('\n');
      }
    }
    return text.toString();
  }

  private static String kind(Kernel kernel) {
    return switch (kernel) {
      case Kernel.Map _ -> "map";
      case Kernel.Reduction _ -> "reduction";
      case Kernel.Contraction _ -> "contraction";
      case Kernel.Alone(Node root) -> root.op().name();
    };
  }
}
