package netwright.laws;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
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
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// Operands for the examples of rules, and the values of expressions over them. `x` and `y` together go through all pairs
/// of strange numbers; with `tame`, all operands are ordinary numbers.
final class RuleOperands {
  private static final double[] SINGLE = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    -2.5,
    1e-40,
    -Float.MIN_VALUE,
    3e38,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };
  private static final double[] WIDE = {
    0,
    -0.0,
    1,
    -1,
    0.5,
    -2.5,
    1e-310,
    -Double.MIN_VALUE,
    1e308,
    Double.POSITIVE_INFINITY,
    Double.NEGATIVE_INFINITY,
    Double.NaN
  };

  /// The number of strange numbers: samples, and elements of each.
  static final int SIZE = SINGLE.length;

  final DType dtype;
  final TensorBuilder build = new TensorBuilder(new GraphBuilder());
  private final boolean tame;
  private final Map<String, double[]> values = new HashMap<>();

  RuleOperands(DType dtype, boolean tame) {
    this.dtype = dtype;
    this.tame = tame;
  }

  Node x() {
    return batch("x", (_, column) -> column);
  }

  Node y() {
    return batch("y", (row, _) -> row);
  }

  Node z() {
    return batch("z", (row, column) -> (row + 5 * column + 3) % SIZE);
  }

  /// A vector that is the same for all samples.
  Node vector() {
    return given("v", new TensorType(dtype, Shape.of(SIZE), false), SIZE, i -> i);
  }

  /// One number for each sample.
  Node each() {
    return given("each", new TensorType(dtype, Shape.SCALAR, true), SIZE, i -> (i + 4) % SIZE);
  }

  /// A matrix of SIZE rows.
  Node matrix(int columns) {
    TensorType type = new TensorType(dtype, Shape.of(SIZE, columns), false);
    return given("m" + columns, type, SIZE * columns, i -> (7 * i + 2) % SIZE);
  }

  /// A class of `count` for each sample, as a vector of length 1.
  Node label(int count) {
    double[] labels = IntStream.range(0, SIZE).mapToDouble(i -> i % count).toArray();
    values.put("label", labels);
    return build.add(
        new Source.Input("label", new TensorType(dtype, Shape.of(1), true), count), List.of());
  }

  Node number(double value) {
    return build.constant(dtype, value);
  }

  Node apply(Elementwise operation, Node... operands) {
    return build.apply(operation, operands);
  }

  Node sum(Node x, boolean batch, Integer... axes) {
    return build.reduce(Combine.SUM, x, List.of(axes), batch);
  }

  Node magnitude(Node x) {
    return build.apply(ElementwiseOps.ABSOLUTE, x);
  }

  /// The value of `node`.
  double[] value(Node node) {
    Graph graph = Graph.of("example", List.of(new Result.Value("value", node)));
    return Interpreter.evaluate(graph, new Environment(SIZE, values, Map.of(), 3, 2)).get(node);
  }

  private interface Choice {
    int of(int row, int column);
  }

  private Node batch(String name, Choice choice) {
    TensorType type = new TensorType(dtype, Shape.of(SIZE), true);
    return given(name, type, SIZE * SIZE, i -> choice.of(i / SIZE, i % SIZE));
  }

  private Node given(
      String name, TensorType type, int size, java.util.function.IntUnaryOperator choice) {
    Random random = new Random(name.hashCode());
    double[] strange = dtype == DType.F32 ? SINGLE : WIDE;
    values.put(
        name,
        IntStream.range(0, size)
            .mapToDouble(
                i -> dtype.round(tame ? random.nextGaussian() : strange[choice.applyAsInt(i)]))
            .toArray());
    return build.add(new Source.Input(name, type), List.of());
  }
}
