package netwright.ir;

import java.util.HashMap;
import java.util.Map;
import java.util.StringJoiner;
import netwright.diag.Span;

/// A graph as text, one node a line, in a form that can be read back:
///
/// ```
/// graph predict
///   %0 = input {name="x"} : f32[N, 2]  // housing.net:6
///   %1 = tanh(%0) : f32[N, 2]
///   value price = %1
/// ```
public final class GraphPrinter {

  private GraphPrinter() {}

  /// The text of `graph`; nodes are numbered from 0.
  public static String print(Graph graph) {
    StringBuilder text = new StringBuilder("graph ").append(graph.name()).append('\n');
    Map<Node, Integer> numbers = new HashMap<>();
    for (Node node : graph.nodes()) {
      numbers.put(node, numbers.size());
      text.append("  ").append(line(node, numbers)).append('\n');
    }
    for (Result result : graph.results()) {
      String kind = result instanceof Result.Assignment ? "assign " : "value ";
      text.append("  ").append(kind).append(result.name()).append(" = %");
      text.append(numbers.get(result.node())).append('\n');
    }
    return text.toString();
  }

  private static String line(Node node, Map<Node, Integer> numbers) {
    StringBuilder text = new StringBuilder("%" + numbers.get(node) + " = " + node.op().name());
    if (!node.inputs().isEmpty()) {
      StringJoiner inputs = new StringJoiner(", ", "(", ")");
      node.inputs().forEach(input -> inputs.add("%" + numbers.get(input)));
      text.append(inputs);
    }
    if (!node.op().attributes().isEmpty()) {
      StringJoiner attributes = new StringJoiner(", ", " {", "}");
      node.op().attributes().forEach((key, value) -> attributes.add(key + "=\"" + value + "\""));
      text.append(attributes);
    }
    return text.append(" : ").append(node.type()).append(place(node.origin().span())).toString();
  }

  private static String place(Span span) {
    return span.equals(Span.NONE) ? "" : "  // " + span.source().name() + ":" + span.line();
  }
}
