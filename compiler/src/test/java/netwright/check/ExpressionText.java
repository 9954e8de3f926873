package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.op.Contract;
import netwright.op.Move;
import netwright.op.Operation;
import netwright.op.Reduce;
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// A graph as equations, one for each result but `y`, in the notation of the language; what several parts use has an
/// equation of its own before, unless it is a name already.
final class ExpressionText {
  private static final int ATOM = 6;
  private static final int POWER = 5;
  private static final int UNARY = 4;
  private static final int PRODUCT = 3;
  private static final int SUM = 2;
  private static final int COMPARISON = 1;

  /// A text, and how strongly its weakest operator binds.
  private record Text(String text, int strength) {
    String in(int least) {
      return strength >= least ? text : "(" + text + ")";
    }
  }

  private final Map<Node, Integer> uses = new HashMap<>();
  private final Map<Node, Text> named = new HashMap<>();
  private final List<String> lines = new ArrayList<>();

  private ExpressionText() {}

  static List<String> equations(Graph graph) {
    ExpressionText text = new ExpressionText();
    Map<String, Node> results = new LinkedHashMap<>();
    graph.results().forEach(result -> results.put(result.name(), result.node()));
    Node value = results.remove("y");
    if (!isName(value)) {
      text.named.put(value, new Text("y", ATOM));
    }
    List<Result> kept =
        graph.results().stream().filter(result -> !result.name().equals("y")).toList();
    Graph needed = Graph.of(graph.name(), kept);
    needed
        .nodes()
        .forEach(node -> node.inputs().forEach(input -> text.uses.merge(input, 1, Integer::sum)));
    results.values().forEach(node -> text.uses.merge(node, 1, Integer::sum));
    int shared = 0;
    Set<Node> inside = behind(value, kept, needed);
    for (Node node : needed.nodes()) {
      boolean often = text.uses.getOrDefault(node, 0) > 1 && inside.contains(node);
      if (often && !isName(node) && !text.named.containsKey(node)) {
        String name = "t" + ++shared;
        text.lines.add(name + " = " + text.text(node).text);
        text.named.put(node, new Text(name, ATOM));
      }
    }
    results.forEach((name, node) -> text.lines.add(name + " = " + text.text(node).text));
    return text.lines;
  }

  /// The nodes that are needed when the value is known already.
  private static Set<Node> behind(Node value, List<Result> results, Graph all) {
    Set<Node> needed =
        results.stream().map(Result::node).collect(Collectors.toCollection(java.util.HashSet::new));
    for (Node node : all.nodes().reversed()) {
      if (needed.contains(node) && node != value) {
        needed.addAll(node.inputs());
      }
    }
    return needed;
  }

  private static boolean isName(Node node) {
    boolean alias =
        node.op().name().equals("multiply") && isOne(node.input(0)) && isName(node.input(1));
    return alias || node.op() instanceof Source || TensorBuilder.constantValue(node).isPresent();
  }

  private Text text(Node node) {
    Text known = named.get(node);
    return known != null ? known : fresh(node);
  }

  private Text fresh(Node node) {
    return switch (Operation.of(node)) {
      case Source.Constant(_, double value) -> number(value);
      case Source.Input input -> new Text(input.identifier(), ATOM);
      case Source.Variable variable -> new Text(variable.identifier(), ATOM);
      case Source.Range range -> new Text("range(" + range.size() + ")", ATOM);
      case Move.Broadcast _ -> text(node.input(0));
      case Move.Reshape reshape ->
          call("reshape", List.of(node.input(0)), reshape.shape().toString());
      case Move.Transpose transpose ->
          call("transpose", List.of(node.input(0)), transpose.order().toString());
      case Reduce reduce -> call(reduce.name(), node.inputs(), "axis = " + axes(reduce));
      case Contract contract ->
          call("contract \"" + contract.attributes().get("axes") + "\" of", node.inputs(), "");
      default -> operation(node);
    };
  }

  private static Text number(double value) {
    return new Text(Numbers.text(value), value < 0 ? UNARY : ATOM);
  }

  private static String axes(Reduce reduce) {
    return reduce.batch() ? reduce.axes().isEmpty() ? "batch" : "all" : reduce.axes().toString();
  }

  private Text operation(Node node) {
    return switch (node.op().name()) {
      case "add" -> infix(node, " + ", SUM);
      case "subtract" -> infix(node, " - ", SUM);
      case "multiply" -> isOne(node.input(0)) ? text(node.input(1)) : infix(node, " * ", PRODUCT);
      case "divide" -> infix(node, " / ", PRODUCT);
      case "less" -> infix(node, " < ", COMPARISON);
      case "less_or_equal" -> infix(node, " <= ", COMPARISON);
      case "equal" -> infix(node, " == ", COMPARISON);
      case "not_equal" -> infix(node, " != ", COMPARISON);
      case "power" ->
          new Text(text(node.input(0)).in(ATOM) + " ^ " + text(node.input(1)).in(POWER), POWER);
      case "negate" -> new Text("-" + text(node.input(0)).in(UNARY), UNARY);
      case "minimum" -> call("min", node.inputs(), "");
      case "maximum" -> call("max", node.inputs(), "");
      default -> call(node.op().name(), node.inputs(), "");
    };
  }

  /// Whether it is 1 under any shape.
  private static boolean isOne(Node node) {
    return TensorBuilder.constantValue(Move.base(node)).equals(Optional.of(1.0));
  }

  private Text infix(Node node, String sign, int strength) {
    return new Text(
        text(node.input(0)).in(strength) + sign + text(node.input(1)).in(strength + 1), strength);
  }

  private Text call(String name, List<Node> inputs, String more) {
    String arguments =
        inputs.stream().map(input -> text(input).text).collect(Collectors.joining(", "));
    return new Text(name + "(" + arguments + (more.isEmpty() ? "" : ", " + more) + ")", ATOM);
  }
}
