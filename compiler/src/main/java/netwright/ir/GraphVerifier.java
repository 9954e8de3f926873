package netwright.ir;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Supplier;

/// Checks what every graph must satisfy; a violation is a bug of the pass before. The types of nodes need no check: they are
/// what [GraphBuilder] infers, and nothing else makes a node.
public final class GraphVerifier {

  private GraphVerifier() {}

  /// Returns `graph` if it is sound.
  ///
  /// @throws IllegalStateException if a node comes before its inputs, or if two results of a kind share a name, one is
  ///     computed by no node of the graph, or a variable is assigned what it cannot hold: all are of one type, and the same
  ///     for all samples
  public static Graph verify(Graph graph) {
    Set<Node> defined = new HashSet<>();
    for (Node node : graph.nodes()) {
      require(
          defined.containsAll(node.inputs()),
          graph,
          () -> node + " comes before one of its inputs");
      require(defined.add(node), graph, () -> node + " occurs twice");
    }
    Set<String> names = new HashSet<>();
    Set<DType> assigned = new HashSet<>();
    for (Result result : graph.results()) {
      require(
          defined.contains(result.node()), graph, () -> result.name() + " is computed by no node");
      require(
          names.add(result.getClass() + " " + result.name()),
          graph,
          () -> result.name() + " is given twice");
      TensorType type = result.node().type();
      if (result instanceof Result.Assignment) {
        assigned.add(type.dtype());
        boolean holds = assigned.size() == 1 && !type.batched();
        require(holds, graph, () -> result.name() + " cannot hold " + type);
      }
    }
    return graph;
  }

  private static void require(boolean condition, Graph graph, Supplier<String> message) {
    if (!condition) {
      throw new IllegalStateException("graph " + graph.name() + ": " + message.get());
    }
  }
}
