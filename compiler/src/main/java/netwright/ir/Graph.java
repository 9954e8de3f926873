package netwright.ir;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// A static computation: nodes in topological order, and what a run leaves behind.
///
/// @param name what it computes, such as `train`
public record Graph(String name, List<Node> nodes, List<Result> results) {

  public Graph {
    nodes = List.copyOf(nodes);
    results = List.copyOf(results);
  }

  /// The graph of all that `results` need, and nothing else.
  public static Graph of(String name, List<Result> results) {
    Set<Node> reached = new HashSet<>();
    List<Node> open = new ArrayList<>();
    for (Result result : results) {
      open.add(result.node());
    }
    while (!open.isEmpty()) {
      Node node = open.removeLast();
      if (reached.add(node)) {
        open.addAll(node.inputs());
      }
    }
    List<Node> nodes = new ArrayList<>(reached);
    nodes.sort(Comparator.comparingInt(Node::id));
    return new Graph(name, nodes, results);
  }

  /// The node of the value named `name`.
  public Node value(String name) {
    return results.stream()
        .filter(result -> result instanceof Result.Value && result.name().equals(name))
        .findFirst()
        .orElseThrow(
            () -> new IllegalArgumentException("graph " + this.name + " has no value " + name))
        .node();
  }

  @Override
  public String toString() {
    return GraphPrinter.print(this);
  }
}
