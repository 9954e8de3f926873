package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.grad.Gradient;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.loop.Combine;
import netwright.lower.Lowering;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import netwright.rewrite.Pipeline;

/// Derivatives as the compiler derives them: a small network is lowered, differentiated and simplified as any other.
final class Derivatives {
  private Derivatives() {}

  /// What reaches each input from `g`, the derivative of something by the value `y` of the expression; nothing if the
  /// expression cannot stand in a network.
  ///
  /// @param inputs name and type of each, such as `x` and `[2, 3]`
  static Optional<List<String>> equations(String expression, Map<String, String> inputs) {
    return Checking.outcome("example.net", network(expression, inputs), Overrides.NONE)
        .model()
        .map(model -> ExpressionText.equations(differentiated(model, inputs)));
  }

  private static String network(String expression, Map<String, String> inputs) {
    StringBuilder text = new StringBuilder("network Example {\n");
    StringBuilder data = new StringBuilder("file = \"a.csv\" nothing = [0]");
    inputs.forEach((name, type) -> {
      text.append("input %s: %s\n".formatted(name, type));
      data.append(" %s = [%s]".formatted(name, columns(type)));
    });
    return text.append("target nothing: []\noutput y = ")
        .append(expression)
        .append("\nloss nothing\ntrain { optimizer = sgd() }\ndata { ")
        .append(data)
        .append(" }\n}\n")
        .toString();
  }

  private static String columns(String type) {
    int count = 1;
    if (type.startsWith("[") && type.length() > 2) {
      for (String size : type.substring(1, type.length() - 1).split(", ", -1)) {
        count *= Integer.parseInt(size);
      }
    }
    return "0 .. " + (count - 1);
  }

  private static Graph differentiated(TypedModel model, Map<String, String> inputs) {
    Graph predict = Lowering.lower(model, DType.F64).predict();
    GraphBuilder graph = new GraphBuilder();
    Map<Node, Node> copies = new HashMap<>();
    Map<String, Node> given = new LinkedHashMap<>();
    for (Node node : predict.nodes()) {
      Node copy = graph.add(node.op(), node.inputs().stream().map(copies::get).toList());
      copies.put(node, copy);
      if (node.op() instanceof Source.Input input && input.classes() == 0) {
        given.put(input.identifier(), copy);
      }
    }
    TensorBuilder build = new TensorBuilder(graph);
    Node y = copies.get(predict.value("output.y"));
    Node g = graph.add(new Source.Input("g", y.type()), List.of());
    Node loss = build.multiply(y, g);
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < loss.type().shape().rank(); axis++) {
      axes.add(axis);
    }
    Map<Node, Node> gradients =
        Gradient.of(
            build, build.reduce(Combine.SUM, loss, axes, true), List.copyOf(given.values()));
    List<Result> results = new ArrayList<>(List.of(new Result.Value("y", y)));
    inputs.keySet().stream()
        .filter(given::containsKey)
        .forEach(name -> results.add(new Result.Value("d" + name, gradients.get(given.get(name)))));
    return Pipeline.canonical(Graph.of("derivative", results));
  }
}
