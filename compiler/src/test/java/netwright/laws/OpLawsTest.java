package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.DoubleStream;
import java.util.stream.Gatherers;
import netwright.emit.Flavours;
import netwright.emit.Lanes;
import netwright.fuse.Fusion;
import netwright.grad.Gradient;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.op.OpCatalog;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import netwright.plan.Plan;
import netwright.plan.Planner;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// What holds for every operation.
class OpLawsTest {
  private static final double[] CORNERS = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    Double.NaN,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    1e-40,
    -1e-45,
    3e38,
    -3e38
  };

  /// The most cases in one program.
  private static final int MOST_CASES = 40;

  @Test
  void everyOperationHasCases() {
    Map<String, Integer> counts = new TreeMap<>();
    OpCases.all().forEach(each -> counts.merge(each.operation().name(), 1, Integer::sum));
    counts.put("variable", 1);
    assertEquals(new java.util.TreeSet<>(OpCatalog.names()), counts.keySet());
  }

  @ParameterizedTest
  @EnumSource
  void valueHasTheInferredSize(DType dtype) {
    for (OpCase each : casesOf(dtype)) {
      for (int rows : new int[] {1, 3}) {
        Node node = each.build(new TensorBuilder(new GraphBuilder()), "x");
        Graph graph = Graph.of("law", List.of(new Result.Value("y", node)));
        double[] value = Interpreter.evaluate(graph, environment(graph, rows)).get(node);
        TensorType type = node.type();
        assertEquals(
            type.shape().elements() * (type.batched() ? rows : 1), value.length, each::toString);
        assertTrue(
            DoubleStream.of(value).allMatch(x -> type.dtype().round(x) == x || x != x),
            each::toString);
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void interpretedIsScalarIsVector(DType dtype) {
    Map<String, List<OpCase>> groups = new LinkedHashMap<>();
    for (OpCase each : casesOf(dtype).stream().filter(OpLawsTest::showsMore).toList()) {
      groups.computeIfAbsent(each.operation().name(), _ -> new ArrayList<>()).add(each);
    }
    groups.values().parallelStream()
        .flatMap(group -> group.stream().gather(Gatherers.windowFixed(MOST_CASES)))
        .forEach(some -> agree(dtype, some));
  }

  /// All elementwise operations are lowered alike: three of them have every shape, the others each length of a vector.
  private static boolean showsMore(OpCase each) {
    TensorType type =
        each.operands().isEmpty() ? TensorType.scalar(DType.F32) : each.operands().getFirst();
    boolean vector = type.shape().rank() == 1 && type.batched() == (type.shape().size(0) == 1000);
    return !(each.operation() instanceof Elementwise)
        || List.of(ElementwiseOps.ADD, ElementwiseOps.WHERE, ElementwiseOps.TANH)
            .contains(each.operation())
        || (vector && Set.copyOf(each.operands()).size() == 1);
  }

  private static void agree(DType dtype, List<OpCase> cases) {
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    List<Result> results = new ArrayList<>();
    for (OpCase each : cases) {
      String value = "y" + results.size();
      results.add(new Result.Value(value, each.build(build, value)));
    }
    double[] samples = samples(cases.getFirst());
    Trial trial =
        new Trial(
            1,
            Graph.of("law", results),
            17,
            random ->
                random.nextInt(3) > 0
                    ? samples[random.nextInt(samples.length)]
                    : random.nextGaussian());
    GraphRunner runner = new GraphRunner(trial);
    GraphRunner.Trace expected = runner.interpret(trial.graph());
    Plan plan = Planner.plan(Fusion.fuse(trial.graph()), trial.capacity(), runner.layout());
    for (Lanes lanes : Flavours.ALL) {
      assertEquals(
          "",
          runner.compile(plan, lanes).difference(expected),
          () -> cases.getFirst() + " … " + lanes);
    }
  }

  @Test
  void derivativesAreThoseOfDifferences() {
    Map<String, Integer> tried = new TreeMap<>();
    for (OpCase each : differentiable()) {
      DerivativeCheck check = DerivativeCheck.first(each);
      check.require(1e-6);
      tried.merge(each.operation().name(), 1, Integer::sum);
    }
    tried.forEach((name, count) ->
        assertTrue(count >= 20, () -> name + " was tried on " + count + " shapes"));
    assertEquals(ElementwiseOps.ALL.size() - 2 + 13, tried.size(), () -> "tried " + tried.keySet());
  }

  @Test
  void secondDerivativesAreThoseOfDifferences() {
    for (OpCase each : differentiable()) {
      if (DerivativeCheck.isSmooth(each.operation())) {
        DerivativeCheck.second(each).require(1e-5);
      }
    }
  }

  /// The gradient is converted the other way, and only rounded once.
  @Test
  void conversionsHandTheirGradientBack() {
    for (Elementwise operation : List.of(ElementwiseOps.WIDEN, ElementwiseOps.NARROW)) {
      DType from = operation == ElementwiseOps.WIDEN ? DType.F32 : DType.F64;
      TensorBuilder build = new TensorBuilder(new GraphBuilder());
      Node x =
          build.add(new Source.Input("x", new TensorType(from, Shape.of(3), false)), List.of());
      Node converted = build.add(operation, List.of(x));
      Node third = build.constant(converted.type().dtype(), 1.0 / 3);
      Node loss = build.reduce(Combine.SUM, build.multiply(converted, third), List.of(0), false);
      Node gradient = Gradient.of(build, loss, List.of(x)).get(x);
      Graph graph = Graph.of("law", List.of(new Result.Value("gradient", gradient)));
      Environment environment =
          new Environment(1, Map.of("x", new double[] {0.1, 1, -7}), Map.of(), 1, 1);
      double[] value = Interpreter.evaluate(graph, environment).get(gradient);
      double expected = from.round(converted.type().dtype().round(1.0 / 3));
      assertArrayEquals(new double[] {expected, expected, expected}, value);
    }
  }

  private static List<OpCase> differentiable() {
    return casesOf(DType.F64).stream()
        .filter(each -> each.size() <= 60 && !hasOwnType(each))
        .toList();
  }

  private static double[] samples(OpCase example) {
    DoubleStream own =
        example.operation() instanceof Elementwise operation
            ? operation.samples().stream().mapToDouble(Double::doubleValue)
            : DoubleStream.empty();
    return DoubleStream.concat(own, Arrays.stream(CORNERS)).toArray();
  }

  /// All cases, in this element type where the operation leaves the choice.
  static List<OpCase> casesOf(DType dtype) {
    return OpCases.all().stream()
        .filter(each -> dtype == DType.F32 || !each.operands().isEmpty())
        .map(each -> hasOwnType(each) ? each : each.with(dtype))
        .toList();
  }

  private static boolean hasOwnType(OpCase each) {
    return each.operation().name().equals("widen") || each.operation().name().equals("narrow");
  }

  private static Environment environment(Graph graph, int rows) {
    Map<String, double[]> inputs = new HashMap<>();
    new Trial(1, graph, rows, random -> random.nextGaussian())
        .inputs()
        .forEach(input ->
            inputs.put(
                input.identifier(),
                new double[input.type().shape().elements() * (input.type().batched() ? rows : 1)]));
    return new Environment(rows, inputs, Map.of(), 1, 1);
  }
}
