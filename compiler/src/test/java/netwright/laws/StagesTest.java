package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import netwright.emit.Lanes;
import netwright.fuse.Fusion;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.GraphVerifier;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.lower.Lowering;
import netwright.op.Reduce;
import netwright.op.Source;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.plan.VariableLayout;
import netwright.rewrite.Pipeline;
import netwright.rewrite.Stages;
import netwright.runtime.Persistent;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.StagedProgram;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// A data set judged stage by stage, a piece of it at a time, has the figures of one that is a single batch, bit for bit.
class StagesTest {
  private static final int CAPACITY = 256;
  private static final List<Integer> ROWS = List.of(1, 15, 16, 17, 255, 256, 257, 1000);

  static Stream<LayerCase> cases() {
    return LayerCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void stagesGiveTheBitsOfTheWhole(LayerCase each) {
    Graph graph = evaluation(each, DType.F32);
    for (int rows : ROWS) {
      agree(graph, rows, DType.F32, new Lanes.Scalar());
    }
    agree(graph, 257, DType.F32, new Lanes.Vector(8));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void soItIsInDoublePrecision(LayerCase each) {
    Graph graph = evaluation(each, DType.F64);
    for (int rows : List.of(17, 257)) {
      agree(graph, rows, DType.F64, new Lanes.Scalar());
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"r2(z, goal)", "auc(z, step(goal))", "rmse(z, goal)", "max(z, axis = all)"})
  void whatIsLeftForTheEndLooksAtNoSample(String metric) {
    String network = StandardGraphs.network(Map.of(), "loss mse(z, goal)\n metric m = " + metric);
    Graph graph =
        Pipeline.canonical(Lowering.of(StandardGraphs.model(network), DType.F32).evaluate());
    Stages stages = Stages.of(graph);
    assertTrue(stages.last().nodes().stream().noneMatch(node -> node.type().batched()));
    stages.stages().forEach(GraphVerifier::verify);
    ROWS.forEach(rows -> agree(graph, rows, DType.F32, new Lanes.Scalar()));
  }

  @Test
  void positionsAmongTheSamplesAreAnObstacle() {
    GraphBuilder build = new GraphBuilder();
    Node x =
        build.add(new Source.Input("x", new TensorType(DType.F32, Shape.of(2), true)), List.of());
    Node place = build.add(new Reduce(Combine.ARGMAX, List.of(), true), List.of(x));
    Graph graph = Graph.of("g", List.of(new Result.Value("place", place)));
    assertEquals(place, Stages.obstacle(graph).orElseThrow());
    assertThrows(IllegalArgumentException.class, () -> Stages.of(graph));
    assertEquals(
        x, Stages.obstacle(Graph.of("g", List.of(new Result.Value("x", x)))).orElseThrow());
  }

  private static Graph evaluation(LayerCase each, DType dtype) {
    String network = LayerCase.network(List.of(each), 3);
    return Pipeline.canonical(Lowering.of(StandardGraphs.model(network), dtype).evaluate());
  }

  private static void agree(Graph graph, int rows, DType dtype, Lanes lanes) {
    Trial trial = new Trial(7 + rows, graph, rows, StagesTest::number);
    Map<String, double[]> inputs = new HashMap<>();
    trial.inputs().forEach(input -> inputs.put(input.identifier(), trial.values(input, 1)));
    VariableLayout layout = trial.layout();
    Map<String, double[]> variables = new HashMap<>();
    Precision precision = layout.dtype() == DType.F32 ? Precision.F32 : Precision.F64;
    Persistent persistent = Persistent.of(precision, layout.size());
    layout
        .variables()
        .forEach(variable -> {
          double[] values = trial.values(variable);
          variables.put(variable.name(), values);
          for (int i = 0; i < values.length; i++) {
            persistent.set(variable.offset() + i, values[i]);
          }
        });
    Map<String, double[]> found =
        compiled(graph, layout, persistent, lanes).run(data(rows, inputs, dtype));
    Interpreter.run(graph, new Environment(rows, inputs, variables, 0, 0))
        .forEach((result, value) ->
            assertArrayEquals(value, found.get(result.name()), result.name() + " of " + rows));
  }

  private static DataSet data(int rows, Map<String, double[]> inputs, DType dtype) {
    if (dtype == DType.F64) {
      return DataSet.ofDoubles(rows, inputs);
    }
    Map<String, float[]> narrow = new LinkedHashMap<>();
    inputs.forEach((name, values) -> {
      float[] floats = new float[values.length];
      for (int i = 0; i < floats.length; i++) {
        floats[i] = (float) values[i];
      }
      narrow.put(name, floats);
    });
    return new DataSet(rows, narrow);
  }

  private static StagedProgram compiled(
      Graph graph, VariableLayout layout, Persistent persistent, Lanes lanes) {
    Stages stages = Stages.of(graph);
    StagedProgram program = new StagedProgram();
    for (Graph stage : stages.stages()) {
      requireNoOtherSample(stage);
      Plan plan = plan(stage, CAPACITY, layout);
      program.add(Session.compiled(plan, lanes), plan.spec(), persistent);
    }
    Plan last = plan(stages.last(), 1, layout);
    program.add(Session.compiled(last, new Lanes.Scalar()), last.spec(), persistent);
    return program;
  }

  private static Plan plan(Graph graph, int capacity, VariableLayout layout) {
    return Planner.plan(Fusion.fuse(graph), capacity, layout);
  }

  private static void requireNoOtherSample(Graph stage) {
    for (Node node : stage.nodes()) {
      assertTrue(!(node.op() instanceof Source.BatchSize), stage::toString);
    }
  }

  /// Mostly moderate, sometimes an edge of a piecewise function, or equal to another.
  private static double number(Random random) {
    double[] edges = {0, -0.0, -3, 3, 1, -1, 6, 0.5};
    return random.nextInt(5) == 0 ? edges[random.nextInt(edges.length)] : random.nextGaussian();
  }
}
