package netwright.lower;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netwright.check.Initial;
import netwright.check.TypedExpr;
import netwright.check.TypedOp;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// How the first values of a parameter are computed, in f64. What no graph says is made outside, part by part, and
/// read by the graphs that follow as variables.
///
/// @param parts in an order in which each needs only those before it
/// @param graph its only value is the parameter's
public record StartGraph(List<Part> parts, Graph graph) {

  public StartGraph {
    parts = List.copyOf(parts);
  }

  /// What a graph reads as the variable `name`.
  public sealed interface Part {
    String name();

    Shape shape();

    /// Draws.
    record Drawn(String name, Shape shape, Initial distribution, int number) implements Part {}

    /// Something made of the value of `input`, which has the same shape.
    record Made(String name, Shape shape, TypedOp.Arrangement arrangement, Graph input)
        implements Part {}
  }

  /// The computation of `value`, repeated to `shape`.
  public static StartGraph of(TypedExpr value, Shape shape) {
    List<Part> parts = new ArrayList<>();
    for (TypedExpr expr : reached(value)) {
      switch (expr.op()) {
        case TypedOp.Draw(Initial distribution, int number) ->
            parts.add(new Part.Drawn(name(expr), shape(expr), distribution, number));
        case TypedOp.Arranged(TypedOp.Arrangement arrangement) ->
            parts.add(
                new Part.Made(
                    name(expr),
                    shape(expr),
                    arrangement,
                    graph(expr.inputs().getFirst(), shape(expr))));
        default -> {}
      }
    }
    return new StartGraph(parts, graph(value, shape));
  }

  /// The same with inputs in the place of variables, named after the numbers of their parts: `part.0`, `part.1`, …
  public StartGraph numbered() {
    Map<String, String> names = new HashMap<>();
    List<Part> numbered = new ArrayList<>();
    for (Part part : parts) {
      String name = "part." + names.size();
      numbered.add(
          switch (part) {
            case Part.Drawn(var _, var shape, var distribution, int number) ->
                new Part.Drawn(name, shape, distribution, number);
            case Part.Made(var _, var shape, var arrangement, var input) ->
                new Part.Made(name, shape, arrangement, renamed(input, names));
          });
      names.put(part.name(), name);
    }
    return new StartGraph(numbered, renamed(graph, names));
  }

  private static Graph renamed(Graph graph, Map<String, String> names) {
    GraphBuilder builder = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      builder.at(node.origin());
      List<Node> inputs = node.inputs().stream().map(copies::get).toList();
      copies.put(
          node,
          node.op() instanceof Source.Variable(String name, TensorType type)
              ? builder.add(new Source.Input(names.get(name), type), List.of())
              : builder.add(node.op(), inputs));
    }
    return Graph.of(
        graph.name(),
        graph.results().stream().map(each -> each.with(copies.get(each.node()))).toList());
  }

  /// The variable that stands for a draw, or for what is arranged.
  static String name(TypedExpr expr) {
    return "part" + expr.id();
  }

  private static Shape shape(TypedExpr expr) {
    return expr.type().shape();
  }

  private static Graph graph(TypedExpr value, Shape shape) {
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    Node node = new ExprLowering(build, DType.F64, false).lower(List.of(value)).getFirst();
    TensorType type = new TensorType(DType.F64, shape, false);
    return Graph.of("start", List.of(new Result.Value("start", build.broadcast(node, type))));
  }

  private static List<TypedExpr> reached(TypedExpr root) {
    Set<TypedExpr> reached = new HashSet<>();
    List<TypedExpr> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      TypedExpr expr = open.removeLast();
      if (reached.add(expr)) {
        open.addAll(expr.inputs());
      }
    }
    return reached.stream().sorted(Comparator.comparingInt(TypedExpr::id)).toList();
  }
}
