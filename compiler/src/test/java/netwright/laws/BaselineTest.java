package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import netwright.grad.Gradient;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.loop.Combine;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The standard library beside PyTorch's numbers, in f64: values and gradients agree to 1e-10.
class BaselineTest {
  private static final double TOLERANCE = 1e-10;

  static List<Baseline> activations() {
    return Baseline.read("activations.txt");
  }

  static List<Baseline> layers() {
    return Baseline.read("layers.txt");
  }

  static List<Baseline> losses() {
    return Baseline.read("losses.txt");
  }

  @ParameterizedTest
  @MethodSource("activations")
  void activationsAgree(Baseline baseline) {
    agree(baseline, "output.y", StandardGraphs.output(baseline.network(false)));
  }

  @ParameterizedTest
  @MethodSource("layers")
  void layersAgree(Baseline baseline) {
    agree(baseline, "output.y", StandardGraphs.output(baseline.network(false)));
  }

  @ParameterizedTest
  @MethodSource("losses")
  void lossesAgree(Baseline baseline) {
    agree(baseline, "loss", StandardGraphs.evaluation(baseline.network(true)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"activations.txt", "losses.txt"})
  void thereAreTenPointsOfEach(String file) {
    for (Baseline baseline : Baseline.read(file)) {
      assertTrue(baseline.rows() >= 10, baseline::toString);
    }
  }

  @Test
  void pointsAtWhichFunctionsBreakAreAmongThem() {
    for (Baseline baseline : activations()) {
      double[] x = baseline.values().get("x");
      for (double edge : x.length > 20 ? new double[0] : new double[] {0, -3, 3, 6, -1, 1}) {
        assertTrue(IntStream.range(0, x.length).anyMatch(i -> x[i] == edge), baseline::toString);
      }
    }
  }

  private static void agree(Baseline baseline, String result, Graph graph) {
    Graph alone = Graph.of("alone", List.of(new Result.Value(result, graph.value(result))));
    StandardGraphs.Copy copy = StandardGraphs.copy(alone);
    TensorBuilder build = copy.build();
    Node value = copy.node(alone.value(result));
    Map<String, double[]> given = new HashMap<>(baseline.values());
    Map<String, Node> leaves = leaves(copy);
    Node loss = value;
    if (!baseline.weights().isEmpty()) {
      Node weights = build.add(new Source.Input("weights", value.type()), List.of());
      given.put("weights", baseline.weightsOf());
      List<Integer> axes = IntStream.range(0, value.type().shape().rank()).boxed().toList();
      loss = build.reduce(Combine.SUM, build.multiply(value, weights), axes, true);
    }
    Map<String, Node> wanted = new LinkedHashMap<>();
    baseline.gradients().keySet().forEach(name -> wanted.put(name, leaves.get(name)));
    Map<Node, Node> gradients = Gradient.of(build, loss, List.copyOf(wanted.values()));
    List<Result> results = new ArrayList<>(List.of(new Result.Value("value", value)));
    wanted.forEach(
        (name, node) -> results.add(new Result.Value("gradient " + name, gradients.get(node))));
    Map<String, double[]> inputs = new HashMap<>();
    Map<String, double[]> variables = new HashMap<>();
    leaves.forEach((name, node) ->
        (node.op() instanceof Source.Variable ? variables : inputs)
            .put(nameOf(node), given.get(name)));
    inputs.put("weights", given.get("weights"));
    Environment environment = new Environment(baseline.rows(), inputs, variables, 1, 1);
    Interpreter.run(Graph.of("baseline", results), environment)
        .forEach((found, actual) -> {
          String name = found.name();
          double[] expected =
              name.equals("value")
                  ? baseline.value()
                  : baseline.gradients().get(name.substring("gradient ".length()));
          close(expected, actual, baseline + ": " + name);
        });
  }

  /// Inputs by their names; variables by the last part of theirs.
  private static Map<String, Node> leaves(StandardGraphs.Copy copy) {
    Map<String, Node> leaves = new HashMap<>();
    for (Node node : copy.nodes()) {
      if (node.op() instanceof Source.Input || node.op() instanceof Source.Variable) {
        String name = nameOf(node);
        leaves.put(name.substring(name.lastIndexOf('.') + 1), node);
      }
    }
    return leaves;
  }

  private static String nameOf(Node node) {
    return node.op() instanceof Source.Input input
        ? input.identifier()
        : ((Source.Variable) node.op()).identifier();
  }

  private static void close(double[] expected, double[] actual, String what) {
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      double tolerance = TOLERANCE * Math.max(1, Math.abs(expected[i]));
      assertEquals(expected[i], actual[i], tolerance, what + " at " + i);
    }
  }
}
