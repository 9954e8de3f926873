package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import netwright.grad.Gradient;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import netwright.rewrite.Pipeline;
import org.junit.jupiter.api.Test;

/// Losses of whole random networks in f64: the gradient times a direction is the difference of the loss along it, before
/// and after all rules, the relaxed ones included.
class RandomGradientTest {
  private static final int GRAPHS = 500;
  private static final int ROWS = 3;

  @Test
  void gradientsOfRandomNetworksAreThoseOfDifferences() {
    int steep = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      Network network = new Network(seed);
      if (network.isDefined()) {
        network.check();
        steep += network.slope() != 0 ? 1 : 0;
      }
    }
    int found = steep;
    assertTrue(steep >= GRAPHS * 2 / 5, () -> "only " + found + " losses have a slope");
  }

  /// A loss, its gradient, and a direction in the space of all variables.
  private static final class Network {
    private final long seed;
    private final Graph graph;
    private final Map<String, double[]> inputs = new HashMap<>();
    private final Map<String, double[]> variables = new LinkedHashMap<>();
    private final Map<String, double[]> direction = new HashMap<>();

    Network(long seed) {
      this.seed = seed;
      Trial trial = RandomGraphs.trial(seed);
      Graph loss = Graph.of("loss", List.of(new Result.Value("loss", trial.graph().value("loss"))));
      TensorBuilder build = new TensorBuilder(new GraphBuilder());
      Map<Node, Node> wide = DoublePrecision.of(loss, build);
      Random random = new Random(seed);
      for (Node node : loss.nodes()) {
        switch (node.op()) {
          case Source.Input input -> inputs.put(input.identifier(), values(input, random));
          case Source.Variable variable -> {
            int size = variable.type().shape().elements();
            variables.put(variable.identifier(), gaussian(size, random));
            direction.put(variable.identifier(), gaussian(size, random));
          }
          default -> {}
        }
      }
      graph = withGradients(wide.get(loss.value("loss")), build);
    }

    private Graph withGradients(Node loss, TensorBuilder build) {
      Graph forward = Graph.of("loss", List.of(new Result.Value("loss", loss)));
      List<Node> wanted =
          forward.nodes().stream().filter(node -> node.op() instanceof Source.Variable).toList();
      List<Result> results = new ArrayList<>(forward.results());
      Gradient.of(build, loss, wanted)
          .forEach((variable, gradient) -> {
            String name = ((Source.Variable) variable.op()).identifier();
            results.add(new Result.Value(name, gradient));
          });
      return Graph.of("gradient", results);
    }

    boolean isDefined() {
      return Double.isFinite(loss(0)) && Double.isFinite(slope()) && isSteady();
    }

    /// Whether the loss is more than rounding errors: some network may divide by a sum that only they keep from 0.
    private boolean isSteady() {
      return isClose(loss(0), loss(1e-11), 1e-5);
    }

    double slope() {
      return slope(graph);
    }

    private double slope(Graph of) {
      double[] sum = {0};
      run(of, 0)
          .forEach((name, gradient) -> {
            double[] along = direction.get(name);
            for (int i = 0; along != null && i < along.length; i++) {
              sum[0] += gradient[i] * along[i];
            }
          });
      return sum[0];
    }

    /// A step may cross a kink, a smaller one seldom does.
    void check() {
      double expected = slope();
      double canonical = slope(Pipeline.canonical(graph));
      String text = "seed " + seed + ": slope " + expected;
      assertTrue(isClose(expected, canonical, 1e-9), () -> text + ", simplified " + canonical);
      List<Double> differences = new ArrayList<>();
      for (double step = 1e-3; step >= 1e-7; step /= 10) {
        differences.add(
            (8 * (loss(step) - loss(-step)) - loss(2 * step) + loss(-2 * step)) / (12 * step));
      }
      assertTrue(
          differences.stream().anyMatch(difference -> isClose(expected, difference, 1e-6)),
          () -> text + ", differences " + differences + "\n" + graph);
    }

    private static boolean isClose(double a, double b, double tolerance) {
      return Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a));
    }

    private double loss(double step) {
      return run(graph, step).get("loss")[0];
    }

    private Map<String, double[]> run(Graph of, double step) {
      Map<String, double[]> moved = new HashMap<>();
      variables.forEach((name, value) -> {
        double[] point = value.clone();
        for (int i = 0; i < point.length; i++) {
          point[i] += step * direction.get(name)[i];
        }
        moved.put(name, point);
      });
      Map<String, double[]> values = new HashMap<>();
      Interpreter.run(of, new Environment(ROWS, inputs, moved, 5, 2))
          .forEach((result, value) -> values.put(result.name(), value));
      return values;
    }

    private static double[] values(Source.Input input, Random random) {
      int size = input.type().shape().elements() * (input.type().batched() ? ROWS : 1);
      return input.classes() > 0
          ? random.ints(size, 0, input.classes()).asDoubleStream().toArray()
          : gaussian(size, random);
    }

    private static double[] gaussian(int size, Random random) {
      return random.doubles(size).map(_ -> DType.F32.round(random.nextGaussian())).toArray();
    }
  }
}
