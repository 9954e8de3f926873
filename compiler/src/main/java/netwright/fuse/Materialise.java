package netwright.fuse;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.op.Contract;
import netwright.op.ElementwiseOps;
import netwright.op.Gather;
import netwright.op.Move;
import netwright.op.Ranks;

/// Copies to memory what must be there but is only a view or a number: results, and operands whose elements are found by
/// address.
final class Materialise {
  private final GraphBuilder builder = new GraphBuilder();
  private final Map<Node, Node> replaced = new HashMap<>();

  private Materialise() {}

  static Graph apply(Graph graph) {
    return isStored(graph) ? graph : new Materialise().stored(graph);
  }

  /// Whether all that must be in memory is.
  private static boolean isStored(Graph graph) {
    for (Node node : graph.nodes()) {
      for (Node input : node.inputs()) {
        if (mustCopy(node, input)) {
          return false;
        }
      }
    }
    for (Result result : graph.results()) {
      if (!Views.computes(result.node())) {
        return false;
      }
    }
    return true;
  }

  private Graph stored(Graph graph) {
    for (Node node : graph.nodes()) {
      builder.at(node.origin());
      List<Node> inputs = new ArrayList<>();
      for (Node input : node.inputs()) {
        Node source = replaced.get(input);
        inputs.add(mustCopy(node, source) ? copy(source) : source);
      }
      replaced.put(node, builder.add(node.op(), inputs));
    }
    List<Result> results = new ArrayList<>();
    for (Result result : graph.results()) {
      Node node = replaced.get(result.node());
      results.add(result.with(Views.computes(node) ? node : copy(node)));
    }
    return Graph.of(graph.name(), results);
  }

  private static boolean mustCopy(Node user, Node input) {
    return switch (user.op()) {
      case Contract _, Move.Transpose _, Gather.Read _, Ranks _ -> !isStored(Move.base(input));
      case Move.Reshape(Shape shape) ->
          !Views.sameButUnits(input.type().shape(), shape)
              && !isStored(Views.behindReshapes(input));
      default -> false;
    };
  }

  private static boolean isStored(Node node) {
    return Views.computes(node) || Views.isGiven(node);
  }

  private Node copy(Node node) {
    return builder.add(ElementwiseOps.COPY, List.of(node));
  }
}
