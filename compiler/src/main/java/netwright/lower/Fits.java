package netwright.lower;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.op.Source;

/// All that is fitted to the training rows, in one graph.
public final class Fits {
  private Fits() {}

  /// The graph whose values are the states of `fits`: where one reads a state that is fitted before it, it reads that value,
  /// unrounded.
  public static Graph together(List<FitGraph> fits) {
    GraphBuilder builder = new GraphBuilder();
    Map<String, Node> fitted = new HashMap<>();
    List<Result> results = new ArrayList<>();
    for (FitGraph fit : fits) {
      Map<Node, Node> copies = new HashMap<>();
      for (Node node : fit.graph().nodes()) {
        builder.at(node.origin());
        List<Node> inputs = node.inputs().stream().map(copies::get).toList();
        copies.put(
            node,
            node.op() instanceof Source.Variable variable
                ? fitted.get(variable.identifier())
                : builder.add(node.op(), inputs));
      }
      Node value = copies.get(fit.graph().value(fit.variable()));
      fitted.put(fit.variable(), value);
      results.add(new Result.Value(fit.variable(), value));
    }
    return Graph.of("fit", results);
  }
}
