package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import netwright.grad.Gradient;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// The derivatives of a graph's loss by its real inputs and its variables, in f64, beside differences of the loss
/// ([FiniteDifference]).
final class LossCheck {
  private static final int ROWS = 3;
  private static final double[] SHIFTS = {0.003, 0.005, 0.011, 0.017};

  /// The most elements of a leaf whose derivative is checked.
  private static final int MOST_DIFFERENCES = 6;

  private final TensorBuilder build;
  private final List<Node> leaves = new ArrayList<>();
  private final Map<String, double[]> inputs = new HashMap<>();
  private final Map<String, double[]> variables = new HashMap<>();
  private final Random random;
  private Node loss;

  LossCheck(Graph graph) {
    Graph forward = Graph.of("loss", List.of(new Result.Value("loss", graph.value("loss"))));
    StandardGraphs.Copy copy = StandardGraphs.copy(forward);
    build = copy.build();
    loss = copy.node(forward.value("loss"));
    random = new Random(forward.toString().hashCode());
    for (Node original : forward.nodes()) {
      leaf(copy.node(original));
    }
  }

  private void leaf(Node node) {
    switch (node.op()) {
      case Source.Input input when input.classes() > 0 ->
          inputs.put(
              input.identifier(),
              random.ints(size(input.type()), 0, input.classes()).asDoubleStream().toArray());
      case Source.Input input -> {
        inputs.put(input.identifier(), numbers(size(input.type())));
        leaves.add(node);
      }
      case Source.Variable variable -> {
        variables.put(variable.identifier(), numbers(size(variable.type())));
        leaves.add(node);
      }
      default -> {}
    }
  }

  /// Demands that derivatives agree within `tolerance`, relative to the largest by the leaf.
  void first(double tolerance) {
    List<Node> gradients = gradients();
    Map<Node, double[]> found = evaluate(gradients);
    for (int i = 0; i < leaves.size(); i++) {
      compare(leaves.get(i), found.get(gradients.get(i)), tolerance);
    }
  }

  /// The same of a weighted sum of the first derivatives.
  void second(double tolerance) {
    Node sum = build.constant(loss.type().dtype(), 0);
    for (Node gradient : gradients()) {
      String name = "weight" + inputs.size();
      inputs.put(name, random.doubles(size(gradient.type()), 0.5, 1.5).toArray());
      Node weight = build.add(new Source.Input(name, gradient.type()), List.of());
      List<Integer> axes = IntStream.range(0, gradient.type().shape().rank()).boxed().toList();
      sum =
          build.add(
              sum,
              build.reduce(
                  Combine.SUM, build.multiply(gradient, weight), axes, gradient.type().batched()));
    }
    loss = sum;
    first(tolerance);
  }

  private List<Node> gradients() {
    Map<Node, Node> gradients = Gradient.of(build, loss, leaves);
    return leaves.stream().map(gradients::get).toList();
  }

  private void compare(Node leaf, double[] gradient, double tolerance) {
    String name =
        leaf.op() instanceof Source.Input input
            ? input.identifier()
            : ((Source.Variable) leaf.op()).identifier();
    double[] x = leaf.op() instanceof Source.Input ? inputs.get(name) : variables.get(name);
    double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
    assertTrue(Double.isFinite(largest), () -> "the gradient by " + name + " is not finite");
    int stride = 1 + x.length / MOST_DIFFERENCES;
    for (int i = random.nextInt(Math.min(stride, x.length)); i < x.length; i += stride) {
      double allowed = tolerance * Math.max(largest, 1e-2);
      assertEquals(difference(x, i), gradient[i], allowed, "by " + name + " at " + i);
    }
  }

  private double difference(double[] x, int i) {
    return FiniteDifference.by(x, i, () -> evaluate(List.of(loss)).get(loss)[0]);
  }

  private Map<Node, double[]> evaluate(List<Node> nodes) {
    List<Result> results = new ArrayList<>();
    nodes.forEach(node -> results.add(new Result.Value("value" + results.size(), node)));
    return Interpreter.evaluate(
        Graph.of("law", results), new Environment(ROWS, inputs, variables, 7, 1));
  }

  /// Distinct multiples of 0.04, shifted so that sums and differences of some of them are no such multiples.
  private double[] numbers(int size) {
    List<Integer> steps = new ArrayList<>(IntStream.range(-50, 50).boxed().toList());
    Collections.shuffle(steps, random);
    double shift = SHIFTS[leaves.size() % SHIFTS.length];
    double[] x = new double[size];
    for (int i = 0; i < size; i++) {
      x[i] = 0.04 * steps.get(i % steps.size()) + shift;
    }
    return x;
  }

  private static int size(TensorType type) {
    return type.shape().elements() * (type.batched() ? ROWS : 1);
  }
}
