package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Gatherers;
import java.util.stream.Stream;
import netwright.check.StandardNames;
import netwright.emit.Flavours;
import netwright.fuse.Fusion;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.lower.Lowering;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.rewrite.Pipeline;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What holds for every layer, activation, loss and metric of the standard library: its derivatives, by what it is given
/// and by its parameters, are those of differences, and a training step is the same interpreted, in scalar code and in
/// vectors.
class LayerLawsTest {
  /// What only computes the arguments of initializers.
  private static final Set<String> NO_TENSORS =
      Set.of(
          "gain_of",
          "fan",
          "erfinv",
          "erfinv_step",
          "eye_of",
          "hadamard",
          "bits",
          "in_middle",
          "middle_tap");

  /// The most cases in one network.
  private static final int MOST_CASES = 12;

  private static final int LARGEST = 1000;

  @Test
  void everyLayerHasCases() {
    List<String> called = LayerCase.called();
    List<String> missing =
        StandardNames.layers().stream()
            .filter(name -> !NO_TENSORS.contains(name) && !called.contains(name))
            .toList();
    assertEquals(List.of(), missing);
  }

  static Stream<LayerCase> cases() {
    return LayerCase.all().stream();
  }

  @ParameterizedTest
  @MethodSource("cases")
  void derivativesAreThoseOfDifferences(LayerCase each) {
    for (int size : new int[] {1, 3}) {
      new LossCheck(loss(each, size)).first(1e-6);
    }
  }

  static Stream<LayerCase> smooth() {
    return LayerCase.withTrait('s');
  }

  @ParameterizedTest
  @MethodSource("smooth")
  void secondDerivativesAreThoseOfDifferences(LayerCase each) {
    new LossCheck(loss(each, 3)).second(1e-5);
  }

  private static Graph loss(LayerCase each, int size) {
    String network = LayerCase.network(List.of(each), size);
    return Lowering.of(StandardGraphs.model(network), DType.F64).train();
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 7, 8, 9, 15, 16, 17, 1000})
  void interpretedIsScalarIsVector(int size) {
    List<LayerCase> some = cases().filter(each -> size < LARGEST || !each.is('h')).toList();
    some.stream()
        .gather(Gatherers.windowFixed(MOST_CASES))
        .forEach(group -> agree(group, size, DType.F32));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 17})
  void soItIsInDoublePrecision(int size) {
    cases()
        .gather(Gatherers.windowFixed(MOST_CASES))
        .forEach(group -> agree(group, size, DType.F64));
  }

  private static void agree(List<LayerCase> cases, int size, DType dtype) {
    Lowering lowering = Lowering.of(StandardGraphs.model(LayerCase.network(cases, size)), dtype);
    for (Graph lowered : List.of(lowering.train(), lowering.evaluate())) {
      Graph graph = Pipeline.canonical(lowered);
      Trial trial = new Trial(size, graph, size < LARGEST ? 5 : 3, LayerLawsTest::number);
      GraphRunner runner = new GraphRunner(trial);
      GraphRunner.Trace expected = runner.interpret(graph);
      Plan plan = Planner.plan(Fusion.fuse(graph), trial.capacity(), runner.layout());
      List<String> wrong = new ArrayList<>();
      for (var lanes : Flavours.OWN) {
        String difference = runner.compile(plan, lanes).difference(expected);
        if (!difference.isEmpty()) {
          wrong.add(lanes + ": " + difference);
        }
      }
      assertTrue(wrong.isEmpty(), () -> size + ", " + cases + ": " + wrong);
    }
  }

  /// Mostly moderate, sometimes an edge of a piecewise function.
  private static double number(Random random) {
    double[] edges = {0, -0.0, -3, 3, 1, -1, 6, 0.5};
    return random.nextInt(5) == 0 ? edges[random.nextInt(edges.length)] : random.nextGaussian();
  }
}
