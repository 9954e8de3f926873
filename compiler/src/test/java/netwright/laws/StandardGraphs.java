package netwright.laws;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import netwright.check.Checking;
import netwright.check.TypedModel;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.lower.Lowering;
import netwright.op.Operation;
import netwright.op.TensorBuilder;

/// Graphs of small networks around an expression of the standard library.
final class StandardGraphs {
  private StandardGraphs() {}

  private static final Pattern SIZE = Pattern.compile("\\d+");

  /// A network with these inputs, types by name, and an output `y` that is `expression`.
  static String predicting(Map<String, String> inputs, String expression) {
    return network(inputs, "output y = " + expression + "\n  loss mse(z, goal)");
  }

  /// A network with these inputs and the loss `expression`.
  static String losing(Map<String, String> inputs, String expression) {
    return network(inputs, "loss " + expression);
  }

  /// A network with these inputs and items.
  static String network(Map<String, String> inputs, String items) {
    StringBuilder declared = new StringBuilder();
    StringBuilder columns = new StringBuilder();
    int next = 2;
    for (Map.Entry<String, String> input : inputs.entrySet()) {
      int size = size(input.getValue());
      declared.append("  input %s: %s%n".formatted(input.getKey(), input.getValue()));
      columns.append("%s = [%d .. %d] ".formatted(input.getKey(), next, next + size - 1));
      next += size;
    }
    return """
    network Law {
      input start: [1]
    %s  target goal: [1]
      output z = start -> linear(1)
      %s
      train { optimizer = sgd() }
      data { file = "none.csv" start = [0] goal = [1] %s }
    }
    """
        .formatted(declared, items, columns);
  }

  /// The number of elements of one sample of a type.
  static int size(String type) {
    int size = 1;
    Matcher number = SIZE.matcher(type.replaceFirst("class\\[.*?]", ""));
    while (number.find()) {
      size *= Integer.parseInt(number.group());
    }
    return size;
  }

  static TypedModel model(String network) {
    return Checking.model("law.net", network);
  }

  /// What the network of `text` predicts, in f64.
  static Graph output(String text) {
    return Lowering.of(model(text), DType.F64).predict();
  }

  /// Its figures of a whole split, in f64.
  static Graph evaluation(String text) {
    return Lowering.of(model(text), DType.F64).evaluate();
  }

  /// A graph again, in a builder that can go on.
  record Copy(TensorBuilder build, Map<Node, Node> copies) {
    Node node(Node original) {
      return copies.get(original);
    }

    List<Node> nodes() {
      return List.copyOf(copies.values());
    }
  }

  static Copy copy(Graph graph) {
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    Map<Node, Node> copies = new HashMap<>();
    for (Node node : graph.nodes()) {
      List<Node> inputs = new ArrayList<>();
      node.inputs().forEach(input -> inputs.add(copies.get(input)));
      copies.put(node, build.add(Operation.of(node), inputs));
    }
    return new Copy(build, copies);
  }
}
