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
import netwright.ir.Op;
import netwright.ir.Origin;
import netwright.ir.Result;
import netwright.op.Elementwise;
import netwright.op.TensorBuilder;

/// Applies rules to a graph, inputs before users, until none applies.
///
/// Each node is simplified when it is made, those that a rule makes as well, and rules look at a node and what it is computed
/// from only: so when the last node has been made, no rule applies to any.
public final class Rewriter {
  /// Rules that make nodes to which rules apply, and so on; they shrink what they find, and end long before.
  private static final int DEEPEST = 50;

  private final List<Rule> rules;
  private final Map<Object, List<Rule>> byRoot = new HashMap<>();
  private final GraphBuilder graph = new GraphBuilder(this::simplify);
  private final TensorBuilder build = new TensorBuilder(graph);
  private int depth;

  private Rewriter(List<Rule> rules) {
    this.rules = rules;
  }

  /// `graph` after `rules`; what no result needs is gone.
  public static Graph rewrite(Graph graph, List<Rule> rules) {
    return GraphVerifier.verify(new Rewriter(rules).rewrite(graph));
  }

  private Graph rewrite(Graph source) {
    Map<Node, Node> replaced = new HashMap<>();
    for (Node node : source.nodes()) {
      graph.at(node.origin());
      replaced.put(node, graph.add(node.op(), replaced(node.inputs(), replaced)));
    }
    List<Result> results = new ArrayList<>();
    for (Result result : source.results()) {
      results.add(result.with(replaced.get(result.node())));
    }
    return Graph.of(source.name(), results);
  }

  private static List<Node> replaced(List<Node> inputs, Map<Node, Node> replaced) {
    Node[] others = new Node[inputs.size()];
    for (int i = 0; i < others.length; i++) {
      others[i] = replaced.get(inputs.get(i));
    }
    return List.of(others);
  }

  /// What the first rule that applies makes of `node`, or the node.
  private Node simplify(Node node) {
    if (depth == DEEPEST) {
      throw new IllegalStateException("no end of rules at " + node.op().name());
    }
    depth++;
    Origin origin = graph.origin();
    Node simple = applyFirst(node, origin).orElse(node);
    graph.at(origin);
    depth--;
    return simple;
  }

  private Optional<Node> applyFirst(Node node, Origin origin) {
    for (Rule rule : rulesFor(node.op())) {
      graph.at(new Origin(origin.span(), rule.name()));
      Optional<Node> next = rule.step().apply(node, build);
      if (next.isPresent() && next.get() != node) {
        requireSameType(rule, node, next.get());
        return next;
      }
    }
    return Optional.empty();
  }

  /// The rules whose left sides can end with `op`: those of an elementwise operation, or of a class of others.
  private List<Rule> rulesFor(Op op) {
    Object root = op instanceof Elementwise ? op : op.getClass();
    List<Rule> found = byRoot.get(root);
    if (found == null) {
      found = rules.stream().filter(rule -> rule.root().test(op)).toList();
      byRoot.put(root, found);
    }
    return found;
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
