package netwright.interp;

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
import netwright.loop.Combine;
import netwright.op.Contract;
import netwright.op.Gather;
import netwright.op.Operation;
import netwright.op.Ranks;
import netwright.op.Reduce;
import netwright.op.Source;

/// Interprets a graph over more samples than there is room for, in memory or in the caches, a piece of them at a time: the same bits as
/// [Interpreter#run] over all of them. Sums over the samples are gathered in a pass over all pieces; those that need the
/// results of others, in a pass after theirs.
public final class InPieces {
  private final Graph graph;
  private final int rows;
  private final int most;
  private final Pieces pieces;
  private final Map<Node, double[]> known = new LinkedHashMap<>();

  private InPieces(Graph graph, int rows, int most, Pieces pieces) {
    this.graph = graph;
    this.rows = rows;
    this.most = most;
    this.pieces = pieces;
  }

  /// Where pieces come from.
  @FunctionalInterface
  public interface Pieces {
    /// The inputs and variables for the samples `from`, … `from + count - 1`.
    Environment of(int from, int count);
  }

  /// Whether `graph` looks at the other samples by sums and maxima only, and its results are the same for all samples.
  public static boolean suits(Graph graph) {
    boolean plain =
        graph.nodes().stream()
            .allMatch(node ->
                switch (Operation.of(node)) {
                  case Reduce reduce -> !reduce.batch() || reduce.combine() != Combine.ARGMAX;
                  case Contract contract -> contract.contracted().indexOf(Contract.BATCH) < 0;
                  case Gather.ScatterAdd scatter -> !scatter.joinsSamples();
                  case Ranks _, Source.SampleNumber _ -> false;
                  default -> true;
                });
    return plain && graph.results().stream().noneMatch(result -> result.node().type().batched());
  }

  /// The values of the results of `graph`, which suits.
  ///
  /// @param most samples in a piece
  public static Map<Result, double[]> run(Graph graph, int rows, int most, Pieces pieces) {
    return new InPieces(graph, rows, most, pieces).run();
  }

  private Map<Result, double[]> run() {
    for (Node node : graph.nodes()) {
      if (Operation.of(node) instanceof Source.BatchSize) {
        known.put(node, new double[] {rows});
      }
    }
    for (List<Node> level = level(); !level.isEmpty(); level = level()) {
      gather(level);
    }
    Map<Result, double[]> values = new LinkedHashMap<>();
    List<Node> nodes = graph.results().stream().map(Result::node).toList();
    List<double[]> found = evaluate(cut(nodes), pieces.of(0, Math.min(rows, 1)));
    for (int i = 0; i < nodes.size(); i++) {
      values.put(graph.results().get(i), found.get(i));
    }
    return values;
  }

  private static boolean isGathered(Node node) {
    return Operation.of(node) instanceof Reduce reduce && reduce.batch();
  }

  /// The reductions of samples that need no other that is not known.
  private List<Node> level() {
    Set<Node> waiting = new HashSet<>();
    List<Node> level = new ArrayList<>();
    for (Node node : graph.nodes()) {
      boolean waits =
          !known.containsKey(node) && node.inputs().stream().anyMatch(waiting::contains);
      if (isGathered(node) && !known.containsKey(node)) {
        if (!waits) {
          level.add(node);
        }
        waiting.add(node);
      } else if (waits) {
        waiting.add(node);
      }
    }
    return level;
  }

  private void gather(List<Node> level) {
    List<BatchReduction> sums = new ArrayList<>();
    List<Node> inputs = new ArrayList<>();
    for (Node node : level) {
      sums.add(new BatchReduction((Reduce) Operation.of(node), node.input(0).type()));
      inputs.add(node.input(0));
    }
    Graph cut = cut(inputs);
    for (int from = 0; from < rows; from += most) {
      int count = Math.min(most, rows - from);
      List<double[]> values = evaluate(cut, pieces.of(from, count));
      for (int i = 0; i < sums.size(); i++) {
        sums.get(i).add(count, values.get(i));
      }
    }
    for (int i = 0; i < level.size(); i++) {
      known.put(level.get(i), sums.get(i).result());
    }
  }

  private List<double[]> evaluate(Graph cut, Environment piece) {
    Map<String, double[]> inputs = new HashMap<>(piece.inputs());
    known.forEach((node, value) -> inputs.put(name(node), value));
    Environment environment =
        new Environment(piece.rows(), inputs, piece.variables(), piece.seed(), piece.step());
    Map<Result, double[]> values = Interpreter.run(cut, environment);
    return cut.results().stream().map(values::get).toList();
  }

  private static String name(Node node) {
    return "known " + node.id();
  }

  /// What `nodes` need, with inputs in place of all that is known.
  private Graph cut(List<Node> nodes) {
    GraphBuilder builder = new GraphBuilder();
    Map<Node, Node> replaced = new HashMap<>();
    for (Node node : graph.nodes()) {
      if (known.containsKey(node)) {
        replaced.put(node, builder.add(new Source.Input(name(node), node.type()), List.of()));
      } else if (node.inputs().stream().allMatch(replaced::containsKey) && !isGathered(node)) {
        replaced.put(
            node, builder.add(node.op(), node.inputs().stream().map(replaced::get).toList()));
      }
    }
    List<Result> results = new ArrayList<>();
    for (int i = 0; i < nodes.size(); i++) {
      results.add(new Result.Value("value " + i, replaced.get(nodes.get(i))));
    }
    return Graph.of("piece", results);
  }
}
