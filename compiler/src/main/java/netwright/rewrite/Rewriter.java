package netwright.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.GraphVerifier;
import netwright.ir.Node;
import netwright.ir.Origin;
import netwright.ir.Result;
import netwright.op.TensorBuilder;

/// Applies rules to a graph, inputs before users, until none applies.
public final class Rewriter {
  /// The most passes over a graph; rules that shrink it reach their end long before.
  private static final int MOST_PASSES = 20;

  /// The most rules applied in a row at one node.
  private static final int MOST_STEPS = 50;

  private final List<Rule> rules;
  private GraphBuilder graph;
  private TensorBuilder build;
  private boolean changed;

  private Rewriter(List<Rule> rules) {
    this.rules = rules;
  }

  /// `graph` after `rules`; what no result needs is gone.
  public static Graph rewrite(Graph graph, List<Rule> rules) {
    Rewriter rewriter = new Rewriter(rules);
    Graph current = rewriter.pass(graph);
    for (int pass = 1; pass < MOST_PASSES && rewriter.changed; pass++) {
      current = rewriter.pass(current);
    }
    return GraphVerifier.verify(current);
  }

  private Graph pass(Graph source) {
    graph = new GraphBuilder();
    build = new TensorBuilder(graph);
    changed = false;
    Map<Node, Node> replaced = new HashMap<>();
    for (Node node : source.nodes()) {
      graph.at(node.origin());
      Node copy = graph.add(node.op(), node.inputs().stream().map(replaced::get).toList());
      replaced.put(node, simplify(copy, node.origin()));
    }
    List<Result> results = new ArrayList<>();
    source.results().forEach(result -> results.add(result.with(replaced.get(result.node()))));
    return Graph.of(source.name(), results);
  }

  private Node simplify(Node node, Origin origin) {
    Node current = node;
    for (int step = 0; step < MOST_STEPS; step++) {
      Optional<Node> next = applyFirst(current, origin);
      if (next.isEmpty()) {
        return current;
      }
      changed = true;
      current = next.get();
    }
    return current;
  }

  private Optional<Node> applyFirst(Node node, Origin origin) {
    for (Rule rule : rules) {
      graph.at(new Origin(origin.span(), rule.name()));
      Optional<Node> next = rule.step().apply(node, build);
      if (next.isPresent() && next.get() != node) {
        requireSameType(rule, node, next.get());
        return next;
      }
    }
    return Optional.empty();
  }

  private static void requireSameType(Rule rule, Node before, Node after) {
    if (!before.type().equals(after.type())) {
      throw new IllegalStateException(
          "rule "
              + rule.name()
              + " made "
              + after.type()
              + " of "
              + before.type()
              + ": "
              + before.op().name());
    }
  }
}
