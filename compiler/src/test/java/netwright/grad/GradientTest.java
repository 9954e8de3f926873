package netwright.grad;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
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
import netwright.op.ElementwiseOps;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import org.junit.jupiter.api.Test;

class GradientTest {
  private final TensorBuilder build = new TensorBuilder(new GraphBuilder());
  private final Node x = input("x", Shape.of(3), false);
  private final Node s = input("s", Shape.SCALAR, false);

  @Test
  void contributionsOfAllUsersAreAdded() {
    Node loss =
        sum(build.add(build.multiply(x, x), build.multiply(build.constant(DType.F64, 5), x)));
    assertArrayEquals(new double[] {7, 9, 11}, gradient(loss, x));
  }

  @Test
  void aRepeatedNumberGetsTheSum() {
    assertArrayEquals(new double[] {6}, gradient(sum(build.multiply(x, s)), s));
  }

  @Test
  void whatTheLossDoesNotDependOnHasZeros() {
    assertArrayEquals(new double[] {0, 0, 0}, gradient(build.multiply(s, s), x));
  }

  @Test
  void nothingFlowsThroughStopGradient() {
    Node stopped = build.apply(ElementwiseOps.STOP_GRADIENT, x);
    assertArrayEquals(new double[] {1, 2, 3}, gradient(sum(build.multiply(stopped, x)), x));
  }

  @Test
  void tiesShareBetweenTwoButGoToTheFirstOfMany() {
    Node two = build.constant(DType.F64, 2);
    assertArrayEquals(
        new double[] {0, 0.5, 1}, gradient(sum(build.apply(ElementwiseOps.MAXIMUM, x, two)), x));
    Node equal = build.multiply(x, build.constant(DType.F64, 0));
    Node largest = build.reduce(Combine.MAX, build.add(equal, x), List.of(0), false);
    assertArrayEquals(new double[] {0, 0, 1}, gradient(largest, x));
    Node all =
        build.reduce(
            Combine.MAX,
            build.apply(ElementwiseOps.MAXIMUM, x, build.constant(DType.F64, 9)),
            List.of(0),
            false);
    Node nines = input("n", Shape.of(3), false);
    assertEquals(TensorType.scalar(DType.F64), all.type());
    assertArrayEquals(
        new double[] {1, 0, 0},
        gradient(build.reduce(Combine.MAX, nines, List.of(0), false), nines));
  }

  @Test
  void theLargestOfABatchGetsAllOfTheGradient() {
    Node batch = input("b", Shape.of(2), true);
    Node largest = build.reduce(Combine.MAX, batch, List.of(), true);
    assertArrayEquals(new double[] {0, 0, 0, 1, 1, 0}, gradient(sum(largest), batch));
    Node overall = build.reduce(Combine.MAX, batch, List.of(0), true);
    assertArrayEquals(new double[] {0, 0, 0, 0, 1, 0}, gradient(overall, batch));
  }

  @Test
  void aVariableMayBeTheLossItself() {
    assertArrayEquals(new double[] {1}, gradient(s, s));
  }

  @Test
  void derivativesOfDerivatives() {
    Node cube = sum(build.multiply(x, build.multiply(x, x)));
    Node first = Gradient.of(build, cube, List.of(x)).get(x);
    assertArrayEquals(new double[] {6, 12, 18}, gradient(sum(first), x));
  }

  @Test
  void onlyASingleNumberHasAGradient() {
    assertThrows(IllegalArgumentException.class, () -> Gradient.of(build, x, List.of(x)));
  }

  private Node input(String name, Shape shape, boolean batched) {
    return build.add(new Source.Input(name, new TensorType(DType.F64, shape, batched)), List.of());
  }

  private Node sum(Node node) {
    return build.reduce(Combine.SUM, node, List.of(0), false);
  }

  private double[] gradient(Node loss, Node variable) {
    Node gradient = Gradient.of(build, loss, List.of(variable)).get(variable);
    assertEquals(variable.type(), gradient.type());
    Map<String, double[]> inputs =
        Map.of(
            "x", new double[] {1, 2, 3},
            "s", new double[] {4},
            "n", new double[] {9, 9, 9},
            "b", new double[] {1, 2, 3, 5, 7, 4});
    Graph graph = Graph.of("gradient", List.of(new Result.Value("gradient", gradient)));
    return Interpreter.evaluate(graph, new Environment(3, inputs, Map.of(), 1, 1)).get(gradient);
  }
}
