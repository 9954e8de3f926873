package netwright.rewrite;

import java.util.List;
import java.util.stream.Stream;
import netwright.ir.Graph;

/// What is between lowering and fusion.
public final class Pipeline {

  private Pipeline() {}

  /// The graph that interpreted and compiled code both follow: simplified by all rules, exact and relaxed. Not optional.
  public static Graph canonical(Graph graph) {
    return Rewriter.rewrite(graph, rules());
  }

  /// `graph` simplified by the exact rules: the bits are its own.
  public static Graph exact(Graph graph) {
    return Rewriter.rewrite(graph, ExactRules.ALL);
  }

  /// All rules, for tests and documentation.
  public static List<Rule> rules() {
    return Stream.concat(ExactRules.ALL.stream(), RelaxedRules.ALL.stream()).toList();
  }
}
