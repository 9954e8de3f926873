package netwright.lower;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import netwright.check.Checking;
import netwright.check.TypedModel;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.Result;
import netwright.runtime.Variable.Role;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Runs lowered graphs with the interpreter in f64: steps follow the gradient of the loss, and figures are what their
/// definitions say.
class StepTest {
  private static final int ROWS = 5;

  private final Random random = new Random(7);
  private final Map<String, double[]> inputs = new HashMap<>();
  private final Map<String, double[]> variables = new HashMap<>();

  /// A network with an input `x: [4]`, a target `y: [3]` and a target `c: class[3]`.
  private LoweredModel network(String items, String optimizer) {
    String text =
        """
        network Test {
          input x: [4]
          target y: [3]
          target c: class[3]
          %s
          train { optimizer = %s }
          data { file = "a.csv" x = [0 .. 3] y = [4 .. 6] c = [7] }
        }
        """
            .formatted(items, optimizer);
    TypedModel model = Checking.model("test.net", text);
    LoweredModel lowered = Lowering.lower(model, DType.F64);
    inputs.put("x", draws(ROWS * 4));
    inputs.put("y", draws(ROWS * 3));
    inputs.put("c", random.ints(ROWS, 0, 3).asDoubleStream().toArray());
    for (VariableSpec variable : lowered.variables()) {
      variables.put(variable.name(), draws(variable.type().shape().elements()));
    }
    return lowered;
  }

  private double[] draws(int count) {
    return random.doubles(count, 0.2, 1.4).map(x -> random.nextBoolean() ? x : -x).toArray();
  }

  private Map<String, double[]> run(Graph graph) {
    Environment environment = new Environment(ROWS, inputs, variables, 3, 2);
    Map<String, double[]> values = new HashMap<>();
    Interpreter.run(graph, environment).forEach((result, value) -> values.put(name(result), value));
    return values;
  }

  private static String name(Result result) {
    return result instanceof Result.Assignment ? "new " + result.name() : result.name();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x -> linear(3); mse(h, y)",
        "x -> linear(5) -> tanh -> linear(3); mae(h, y)",
        "x -> linear(5) -> gelu -> linear(3); huber(h, y)",
        "x -> linear(5) -> softplus -> linear(3); cross_entropy(h, c)",
        "x -> linear(5) -> elu -> linear(3); cross_entropy(h, c, label_smoothing = 0.1)",
        "x -> linear(5) -> silu -> linear(3); binary_cross_entropy(h, y) + 0.01 * l2(weights)",
        "x -> layer_norm -> linear(3); nll(log_softmax(h), c)",
        "x -> batch_norm -> linear(3, bias = false); mse(h, y)",
        "x -> linear(4) -> residual(inner = linear(4) -> mish) -> linear(3); poisson_nll(h, y)",
        "reshape(x -> linear(8), [2, 4]) -> multi_head_attention(2) -> flatten -> linear(3); mse(h, y)",
        "reshape(x -> linear(4), [2, 2]) -> multi_head_attention(1) -> flatten -> linear(3); mse(h, y)",
        "x -> dropout(0.4) -> linear(3); mean((h - y) ^ 2, axis = all) + sum(h.linear.weight ^ 4)",
        "x -> linear(3); 1 - r2(h, y)",
        "x -> linear(3) -> softmax; -log(sum(h * one_hot(c)))",
        "x -> linear(3) -> prelu; logsumexp(h) + max(h) - variance(y)",
      })
  void aStepOfSgdFollowsTheGradientOfTheLoss(String output, String loss) {
    LoweredModel lowered = network("output h = %s\nloss %s".formatted(output, loss), "sgd(lr = 1)");
    Map<String, double[]> step = run(lowered.train());
    double moved = 0;
    for (VariableSpec variable : lowered.variables()) {
      double[] next = step.get("new " + variable.name());
      boolean trained = variable.role() == Role.PARAMETER;
      for (int i = 0; trained && i < next.length; i++) {
        double gradient = variables.get(variable.name())[i] - next[i];
        assertEquals(slope(lowered.train(), variable.name(), i), gradient, 2e-5, variable.name());
        moved += Math.abs(gradient);
      }
    }
    assertTrue(moved > 1e-3, "nothing moved");
  }

  /// The central difference of the loss by one element of a variable.
  private double slope(Graph train, String name, int position) {
    double h = 1e-5;
    double[] value = variables.get(name);
    double before = value[position];
    value[position] = before + h;
    double above = run(train).get("loss")[0];
    value[position] = before - h;
    double below = run(train).get("loss")[0];
    value[position] = before;
    return (above - below) / (2 * h);
  }

  @Test
  void figuresAreMeansOverAllSamples() {
    LoweredModel lowered =
        network(
            """
            output h = x -> linear(3)
            loss mse(h, y)
            metric mae(h, y)
            metric rmse(h, y)
            metric accuracy(h, c)
            """,
            "sgd");
    double[] h = run(lowered.predict()).get("output.h");
    double squares = 0;
    double distances = 0;
    double hits = 0;
    for (int row = 0; row < ROWS; row++) {
      int best = 0;
      for (int i = 0; i < 3; i++) {
        double error = h[3 * row + i] - inputs.get("y")[3 * row + i];
        squares += error * error;
        distances += Math.abs(error);
        best = h[3 * row + i] > h[3 * row + best] ? i : best;
      }
      hits += best == inputs.get("c")[row] ? 1 : 0;
    }
    Map<String, double[]> figures = run(lowered.evaluate());
    assertEquals(squares / (3 * ROWS), figures.get("loss")[0], 1e-12);
    assertEquals(distances / (3 * ROWS), figures.get("metric.mae")[0], 1e-12);
    assertEquals(Math.sqrt(squares / (3 * ROWS)), figures.get("metric.rmse")[0], 1e-12);
    assertEquals(hits / ROWS, figures.get("metric.accuracy")[0], 1e-12);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x @ reshape(range(8), [4, 2]); 4; 4 2",
        "reshape(x, [2, 2]) @ reshape(range(6), [2, 3]); 2 2; 2 3",
        "reshape(x, [2, 2]) @ range(2); 2 2; 2",
        "x @ range(4); 4; 4",
        "reshape(x, [1, 2, 2]) @ reshape(range(4), [1, 2, 2]); 1 2 2; 1 2 2",
        "reshape(x, [1, 2, 2]) @ reshape(range(12), [3, 2, 2]); 1 2 2; 3 2 2",
        "reshape(x, [2, 1, 2]) @ reshape(range(6), [2, 3]); 2 1 2; 2 3",
        "reshape(x, [2, 1, 1, 2]) @ reshape(range(12), [3, 2, 2]); 2 1 1 2; 3 2 2"
      })
  void productsAreThoseOfNumPy(String product, String left, String right) {
    LoweredModel lowered =
        network(
            "output p = " + product + "\nh = x -> linear(3)\nloss mse(h, y) + 0 * sum(p)", "sgd");
    double[] range = IntStream.range(0, 64).asDoubleStream().toArray();
    double[] x = Arrays.copyOf(inputs.get("x"), 4);
    double[] expected = Matmul.of(x, sizes(left), range, sizes(right));
    double[] values = run(lowered.predict()).get("output.p");
    assertArrayEquals(expected, Arrays.copyOf(values, expected.length), 1e-12);
  }

  private static int[] sizes(String text) {
    return Stream.of(text.split(" ")).mapToInt(Integer::parseInt).toArray();
  }

  @Test
  void fittedStatesAreMeanAndPopulationDeviation() {
    LoweredModel lowered =
        network("output h = x -> standardize -> linear(3)\nloss mse(h, y)", "sgd");
    for (FitGraph fit : lowered.fits()) {
      variables.put(fit.variable(), run(fit.graph()).get(fit.variable()));
    }
    for (int feature = 0; feature < 4; feature++) {
      double mean = 0;
      double square = 0;
      for (int row = 0; row < ROWS; row++) {
        double value = inputs.get("x")[4 * row + feature];
        mean += value / ROWS;
        square += value * value / ROWS;
      }
      assertEquals(mean, variables.get("h.standardize.mean")[feature], 1e-12);
      double deviation = Math.sqrt(square - mean * mean);
      assertEquals(deviation, variables.get("h.standardize.deviation")[feature], 1e-12);
    }
  }

  @Test
  void batchNormRunsOnItsOwnStatisticsAtInference() {
    LoweredModel lowered =
        network("output h = x -> batch_norm -> linear(3)\nloss mse(h, y)", "sgd");
    variables.put("h.batch_norm.running_variance", new double[] {1, 2, 3, 4});
    double[] before = variables.get("h.batch_norm.running_mean");
    double[] after = run(lowered.train()).get("new h.batch_norm.running_mean");
    for (int feature = 0; feature < 4; feature++) {
      double mean = 0;
      for (int row = 0; row < ROWS; row++) {
        mean += inputs.get("x")[4 * row + feature] / ROWS;
      }
      assertEquals(0.9 * before[feature] + 0.1 * mean, after[feature], 1e-12);
    }
    double[] first = run(lowered.predict()).get("output.h");
    before[0] += 1;
    assertTrue(Math.abs(first[0] - run(lowered.predict()).get("output.h")[0]) > 1e-6);
  }

  @Test
  void dropoutIsTheIdentityAtInference() {
    LoweredModel lowered =
        network(
            "h = x -> linear(3)\noutput a = h\noutput b = h -> dropout(0.9)\nloss mse(b, y)",
            "sgd");
    Map<String, double[]> outputs = run(lowered.predict());
    assertEquals(outputs.get("output.a")[1], outputs.get("output.b")[1]);
  }

  @Test
  void theFirstStepOfAdamIsTheLearningRate() {
    LoweredModel lowered = network("output h = x -> linear(3)\nloss mse(h, y)", "adam(lr = 0.125)");
    for (VariableSpec variable : lowered.variables()) {
      if (variable.name().contains(".adam.")) {
        variables.put(variable.name(), new double[variable.type().shape().elements()]);
      }
    }
    Map<String, double[]> values = new HashMap<>();
    Environment first = new Environment(ROWS, inputs, variables, 3, 1);
    Interpreter.run(lowered.train(), first)
        .forEach((result, value) -> values.put(name(result), value));
    double[] next = values.get("new h.linear.weight");
    for (int i = 0; i < next.length; i++) {
      assertEquals(0.125, Math.abs(variables.get("h.linear.weight")[i] - next[i]), 1e-6);
    }
  }

  @Test
  void aScheduleReadsTheClock() {
    inputs.put("progress", new double[] {0.5});
    LoweredModel lowered =
        network("output h = x -> linear(3)\nloss mse(h, y)", "sgd(lr = cosine(progress))");
    double[] half = run(lowered.train()).get("new h.linear.bias");
    inputs.put("progress", new double[] {0});
    double[] whole = run(lowered.train()).get("new h.linear.bias");
    double[] old = variables.get("h.linear.bias");
    assertEquals((old[0] - whole[0]) / 2, old[0] - half[0], 1e-12);
  }
}
