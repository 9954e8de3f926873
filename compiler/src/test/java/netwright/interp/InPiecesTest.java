package netwright.interp;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.ElementwiseOps;
import netwright.op.Ranks;
import netwright.op.Reduce;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pieces give the bits of the whole.
class InPiecesTest {
  private static final TensorType SAMPLES = new TensorType(DType.F64, Shape.of(2, 3), true);

  /// Mean and variance of each column, the largest of all, and a sum over samples and an axis.
  private static Graph graph() {
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    Node x = build.add(new Source.Input("x", SAMPLES), List.of());
    Node count = build.add(new Source.BatchSize(), List.of());
    Node sum = build.add(new Reduce(Combine.SUM, List.of(), true), List.of(x));
    Node mean = build.add(ElementwiseOps.DIVIDE, List.of(sum, spread(build, count, sum.type())));
    Node distance = build.add(ElementwiseOps.SUBTRACT, List.of(x, spread(build, mean, SAMPLES)));
    Node square = build.add(ElementwiseOps.MULTIPLY, List.of(distance, distance));
    Node variance = build.add(new Reduce(Combine.SUM, List.of(0), true), List.of(square));
    Node largest = build.add(new Reduce(Combine.MAX, List.of(0, 1), true), List.of(distance));
    return Graph.of(
        "g",
        List.of(
            new Result.Value("mean", mean),
            new Result.Value("variance", variance),
            new Result.Value("largest", largest)));
  }

  private static Node spread(TensorBuilder build, Node node, TensorType type) {
    return build.broadcast(node, type);
  }

  @ParameterizedTest
  @CsvSource({"1, 1", "17, 1", "100, 7", "100, 16", "100, 99", "100, 100", "1000, 64"})
  void piecesGiveTheBitsOfTheWhole(int rows, int most) {
    double[] x = new Random(rows).doubles(6L * rows, -1e3, 1e3).toArray();
    Graph graph = graph();
    assertTrue(InPieces.suits(graph));
    Map<Result, double[]> whole =
        Interpreter.run(graph, new Environment(rows, Map.of("x", x), Map.of(), 0, 0));
    Map<Result, double[]> pieces =
        InPieces.run(
            graph,
            rows,
            most,
            (from, count) ->
                new Environment(
                    count,
                    Map.of("x", Arrays.copyOfRange(x, 6 * from, 6 * (from + count))),
                    Map.of(),
                    0,
                    0));
    whole.forEach((result, values) -> assertArrayEquals(values, pieces.get(result), 0));
  }

  @Test
  void positionsAmongTheSamplesNeedThemAll() {
    GraphBuilder build = new GraphBuilder();
    Node x = build.add(new Source.Input("x", SAMPLES), List.of());
    Node place = build.add(new Reduce(Combine.ARGMAX, List.of(), true), List.of(x));
    assertFalse(InPieces.suits(Graph.of("g", List.of(new Result.Value("place", place)))));
    assertFalse(InPieces.suits(Graph.of("g", List.of(new Result.Value("x", x)))));
    Node ranks = build.add(new Ranks(), List.of(x));
    Node sum = build.add(new Reduce(Combine.SUM, List.of(0, 1), true), List.of(ranks));
    assertFalse(InPieces.suits(Graph.of("g", List.of(new Result.Value("sum", sum)))));
  }
}
