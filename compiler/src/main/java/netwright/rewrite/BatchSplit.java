package netwright.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.op.Contract;
import netwright.op.Gather;
import netwright.op.Operation;
import netwright.op.Ranks;
import netwright.op.Reduce;
import netwright.op.Source;

/// A graph over a whole data set, cut in two so that the set need not be one batch.
///
/// `perSample` has only what each sample says for itself; it runs over the data piece by piece. `whole` has the sums over
/// all samples and what follows from them; its inputs are the values that `perSample` left, all samples together.
///
/// @param perSample its values are named `sample.0`, `sample.1`, …; empty of results if nothing depends on a sample
/// @param whole its inputs have those names
public record BatchSplit(Graph perSample, Graph whole) {

  /// Cuts `graph`, which has values and no assignments.
  public static BatchSplit of(Graph graph) {
    Set<Node> crossing = crossing(graph);
    Map<Node, String> cut = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (crossing.contains(node)) {
        node.inputs().forEach(input -> cutAt(input, crossing, cut));
      }
    }
    graph.results().forEach(result -> cutAt(result.node(), crossing, cut));
    List<Result> values = new ArrayList<>();
    cut.forEach((node, name) -> values.add(new Result.Value(name, node)));
    return new BatchSplit(Graph.of("evaluate", values), whole(graph, cut));
  }

  private static void cutAt(Node node, Set<Node> crossing, Map<Node, String> cut) {
    if (node.type().batched() && !crossing.contains(node)) {
      cut.computeIfAbsent(node, _ -> "sample." + cut.size());
    }
  }

  /// The nodes that depend on the other samples.
  private static Set<Node> crossing(Graph graph) {
    Set<Node> crossing = new HashSet<>();
    for (Node node : graph.nodes()) {
      boolean crosses =
          switch (Operation.of(node)) {
            case Reduce reduce -> reduce.batch();
            case Contract contract -> contract.contracted().indexOf(Contract.BATCH) >= 0;
            case Gather.ScatterAdd scatter -> scatter.joinsSamples();
            case Ranks _, Source.BatchSize _, Source.SampleNumber _ -> true;
            default -> false;
          };
      if (crosses || node.inputs().stream().anyMatch(crossing::contains)) {
        crossing.add(node);
      }
    }
    return crossing;
  }

  private static Graph whole(Graph graph, Map<Node, String> cut) {
    GraphBuilder builder = new GraphBuilder();
    Map<Node, Node> replaced = new HashMap<>();
    for (Node node : graph.nodes()) {
      builder.at(node.origin());
      if (cut.containsKey(node)) {
        replaced.put(node, builder.add(new Source.Input(cut.get(node), node.type()), List.of()));
      } else if (node.inputs().stream().allMatch(replaced::containsKey)) {
        replaced.put(
            node, builder.add(node.op(), node.inputs().stream().map(replaced::get).toList()));
      }
    }
    List<Result> results = new ArrayList<>();
    graph.results().forEach(result -> results.add(result.with(replaced.get(result.node()))));
    return Graph.of("whole", results);
  }
}
