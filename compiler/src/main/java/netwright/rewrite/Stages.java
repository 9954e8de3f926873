package netwright.rewrite;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Op;
import netwright.ir.Result;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.Contract;
import netwright.op.Gather;
import netwright.op.Move;
import netwright.op.Operation;
import netwright.op.Ranks;
import netwright.op.Reduce;
import netwright.op.Source;

/// A graph over a whole data set as a sequence of graphs that need only a piece of it at a time.
///
/// A stage says of each sample what is then gathered over all of them: added up, compared, put in order. What was gathered
/// is an input of the stages after it. When all is gathered, `last` computes the results, which belong to no sample.
///
/// Draws count from the first sample of a piece, as they do where a graph is judged a piece at a time in other ways.
///
/// @param stages graphs of samples, in order
/// @param last its inputs are what was gathered; it looks at no sample
public record Stages(List<Graph> stages, Graph last) {

  /// The input of a stage, and of the last graph, that is the number of all samples.
  public static final String ROWS = "all.rows";

  public Stages {
    stages = List.copyOf(stages);
  }

  /// What is computed of each sample is a value, and what is gathered of it an input of later stages. Both have a name such as
  /// `SUM.4.k`: number k of all that is gathered, which is 4 sums. Each sum is of elements of a sample that follow one another.
  private enum Way {
    /// Their sum in sixteen lanes, counted over all samples.
    SUM,
    /// The largest.
    MAX,
    /// The place of each among the same elements of the others; an input for each sample.
    RANKS
  }

  /// What keeps `graph` from being cut so, if anything does.
  public static Optional<Node> obstacle(Graph graph) {
    Stream<Node> batched =
        graph.results().stream().map(Result::node).filter(node -> node.type().batched());
    return Stream.concat(graph.nodes().stream().filter(node -> !suits(node)), batched).findFirst();
  }

  private static boolean suits(Node node) {
    return switch (Operation.of(node)) {
      case Reduce reduce -> !reduce.batch() || reduce.combine() != Combine.ARGMAX;
      case Contract contract -> contract.contracted().indexOf(Contract.BATCH) < 0;
      case Gather.ScatterAdd scatter -> !scatter.joinsSamples();
      case Source.SampleNumber _ -> false;
      default -> true;
    };
  }

  /// The stages of `graph`, which has values only.
  ///
  /// @throws IllegalArgumentException if there is an obstacle
  public static Stages of(Graph graph) {
    obstacle(graph)
        .ifPresent(node -> {
          throw new IllegalArgumentException(graph.name() + " cannot be cut at " + node);
        });
    Map<Node, Integer> levels = levels(graph);
    Map<Node, String> names = new HashMap<>();
    List<Graph> stages = new ArrayList<>();
    int most = levels.values().stream().mapToInt(Integer::intValue).max().orElse(0);
    for (int level = 0; level < most; level++) {
      List<Node> here = new ArrayList<>();
      for (Node node : graph.nodes()) {
        if (isGathered(node) && levels.get(node) == level + 1) {
          here.add(node);
        }
      }
      stages.add(stage(graph, here, names));
    }
    Cut cut = new Cut(graph, names);
    List<Result> results = new ArrayList<>();
    graph.results().forEach(result -> results.add(result.with(cut.node(result.node()))));
    return new Stages(stages, Graph.of(graph.name(), results));
  }

  private static boolean isGathered(Node node) {
    return switch (Operation.of(node)) {
      case Reduce reduce -> reduce.batch();
      case Ranks _ -> true;
      default -> false;
    };
  }

  /// How many stages come before each node is known, or can be computed of a sample.
  private static Map<Node, Integer> levels(Graph graph) {
    Map<Node, Integer> levels = new HashMap<>();
    for (Node node : graph.nodes()) {
      int before = node.inputs().stream().mapToInt(levels::get).max().orElse(0);
      levels.put(node, isGathered(node) ? before + 1 : before);
    }
    return levels;
  }

  private static Graph stage(Graph graph, List<Node> here, Map<Node, String> names) {
    Cut cut = new Cut(graph, names);
    List<Result> values = new ArrayList<>();
    for (Node node : here) {
      String name = way(node) + "." + node.type().shape().elements() + "." + names.size();
      names.put(node, name);
      values.add(new Result.Value(name, cut.arranged(node)));
    }
    return Graph.of(graph.name(), values);
  }

  private static Way way(Node node) {
    return Operation.of(node) instanceof Reduce(Combine combine, var _, var _)
        ? combine == Combine.SUM ? Way.SUM : Way.MAX
        : Way.RANKS;
  }

  /// A graph in which inputs stand for what is known.
  private static final class Cut {
    private final GraphBuilder builder = new GraphBuilder();
    private final Map<Node, Node> replaced = new HashMap<>();

    Cut(Graph graph, Map<Node, String> names) {
      for (Node node : graph.nodes()) {
        builder.at(node.origin());
        if (names.containsKey(node)) {
          replaced.put(node, input(names.get(node), node.type()));
        } else if (Operation.of(node) instanceof Source.BatchSize) {
          replaced.put(node, input(ROWS, TensorType.scalar(DType.F64)));
        } else if (!isGathered(node) && node.inputs().stream().allMatch(replaced::containsKey)) {
          replaced.put(node, add(node.op(), node.inputs().stream().map(replaced::get).toList()));
        }
      }
    }

    private Node input(String name, TensorType type) {
      return add(new Source.Input(name, type), List.of());
    }

    private Node add(Op op, List<Node> inputs) {
      return builder.add(op, inputs);
    }

    Node node(Node original) {
      return replaced.get(original);
    }

    /// What `gathered` looks at, its elements in the order in which they are gathered.
    Node arranged(Node gathered) {
      Node value = node(gathered.input(0));
      if (!(Operation.of(gathered) instanceof Reduce reduce)) {
        return value;
      }
      int rank = value.type().shape().rank();
      List<Integer> order =
          Stream.concat(
                  IntStream.range(0, rank).boxed().filter(axis -> !reduce.axes().contains(axis)),
                  reduce.axes().stream())
              .toList();
      boolean inOrder = order.equals(IntStream.range(0, rank).boxed().toList());
      builder.at(gathered.origin());
      return inOrder ? value : add(new Move.Transpose(order), List.of(value));
    }
  }
}
