package netwright.interp;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.TensorType;
import netwright.op.Contract;
import netwright.op.Elementwise;
import netwright.op.Gather;
import netwright.op.Move;
import netwright.op.Operation;
import netwright.op.Ranks;
import netwright.op.Reduce;
import netwright.op.Source;
import netwright.op.Uniform;

/// Evaluates a graph node by node. Values are `double[]`, rounded to the node's type after every operation, so that f32
/// graphs have the bits of f32 arithmetic: the double of two floats' sum, difference, product, quotient or square root,
/// rounded to float, is the correctly rounded one (S. A. Figueroa, *When is double rounding innocuous?*, 1995).
public final class Interpreter {
  private final Environment environment;
  private final Map<Node, double[]> values = new HashMap<>();

  private Interpreter(Environment environment) {
    this.environment = environment;
  }

  /// The values of the graph's results. A value is forgotten after its last use.
  public static Map<Result, double[]> run(Graph graph, Environment environment) {
    Interpreter interpreter = new Interpreter(environment);
    Map<Node, Integer> uses = uses(graph);
    for (Node node : graph.nodes()) {
      interpreter.values.put(node, interpreter.value(node));
      for (Node input : node.inputs()) {
        if (uses.merge(input, -1, Integer::sum) == 0) {
          interpreter.values.remove(input);
        }
      }
    }
    Map<Result, double[]> results = new LinkedHashMap<>();
    for (Result result : graph.results()) {
      results.put(result, interpreter.values.get(result.node()));
    }
    return results;
  }

  private static Map<Node, Integer> uses(Graph graph) {
    Map<Node, Integer> uses = new HashMap<>();
    graph
        .nodes()
        .forEach(node -> node.inputs().forEach(input -> uses.merge(input, 1, Integer::sum)));
    graph.results().forEach(result -> uses.merge(result.node(), 1, Integer::sum));
    return uses;
  }

  /// The values of all nodes.
  public static Map<Node, double[]> evaluate(Graph graph, Environment environment) {
    Interpreter interpreter = new Interpreter(environment);
    for (Node node : graph.nodes()) {
      interpreter.values.put(node, interpreter.value(node));
    }
    return interpreter.values;
  }

  private double[] value(Node node) {
    return switch (Operation.of(node)) {
      case Elementwise operation -> elementwise(operation, node);
      case Reduce operation ->
          Reductions.reduce(operation, node.input(0).type(), rows(), input(node, 0));
      case Contract operation -> contract(operation, node);
      case Move.Broadcast _ -> broadcast(node);
      case Move.Reshape _ -> input(node, 0);
      case Move.Transpose operation -> transpose(operation, node);
      case Move.Select operation ->
          Places.select(operation, node.input(0).type(), node.type(), rows(), input(node, 0));
      case Move.Place operation ->
          Places.place(operation, node.input(0).type(), node.type(), rows(), input(node, 0));
      case Move.Concat operation -> concat(operation, node);
      case Gather operation -> gather(operation, node);
      case Ranks _ -> Places.ranks(node.type(), rows(), input(node, 0));
      case Uniform operation -> uniform(operation, node.type());
      case Source source -> source(source);
    };
  }

  private double[] elementwise(Elementwise operation, Node node) {
    double[] result = new double[size(node.type())];
    double[] a = input(node, 0);
    double[] b = operation.arity() > 1 ? input(node, 1) : result;
    double[] c = operation.arity() > 2 ? input(node, 2) : result;
    DType from = node.input(0).type().dtype();
    DType to = node.type().dtype();
    Elementwise.Meaning meaning = operation.meaning();
    for (int i = 0; i < result.length; i++) {
      result[i] = to.round(meaning.of(from, a[i], b[i], c[i]));
    }
    return result;
  }

  private double[] contract(Contract operation, Node node) {
    double[] initial = operation.initial().isPresent() ? input(node, 2) : new double[0];
    List<TensorType> types = Node.types(node.inputs());
    return Contractions.contract(operation, types, rows(), input(node, 0), input(node, 1), initial);
  }

  private double[] broadcast(Node node) {
    TensorType from = node.input(0).type();
    TensorType to = node.type();
    int[] strides = new int[to.shape().rank()];
    int lead = to.shape().rank() - from.shape().rank();
    for (int axis = lead; axis < strides.length; axis++) {
      boolean repeated = from.shape().size(axis - lead) == 1;
      strides[axis] = repeated ? 0 : from.shape().strides()[axis - lead];
    }
    int sample = from.batched() ? from.shape().elements() : 0;
    return Positions.gather(input(node, 0), Positions.of(to, rows(), sample, strides));
  }

  private double[] transpose(Move.Transpose operation, Node node) {
    TensorType from = node.input(0).type();
    int[] strides =
        operation.order().stream().mapToInt(axis -> from.shape().strides()[axis]).toArray();
    return Positions.gather(
        input(node, 0), Positions.of(node.type(), rows(), from.shape().elements(), strides));
  }

  private double[] concat(Move.Concat operation, Node node) {
    double[] result = new double[size(node.type())];
    int length = node.type().shape().size(operation.axis());
    for (int i = 0; i < node.inputs().size(); i++) {
      TensorType part = node.input(i).type();
      int start = operation.start(node, i);
      Places.concat(operation.axis(), start, length, part, input(node, i), result);
    }
    return result;
  }

  private double[] gather(Gather operation, Node node) {
    TensorType first = node.input(0).type();
    TensorType index = node.input(1).type();
    double[] values = input(node, 0);
    double[] numbers = input(node, 1);
    return switch (operation) {
      case Gather.Read read ->
          Places.read(read, first, index, node.type(), rows(), values, numbers);
      case Gather.ScatterAdd scatter ->
          Places.scatter(scatter, first, index, node.type(), rows(), values, numbers);
    };
  }

  private double[] uniform(Uniform operation, TensorType type) {
    double[] result = new double[size(type)];
    for (int i = 0; i < result.length; i++) {
      result[i] = draw(operation, i);
    }
    return result;
  }

  private double draw(Uniform operation, int element) {
    long seed = environment.seed();
    long step = environment.step();
    return switch (operation.dtype()) {
      case F32 -> netwright.runtime.random.Uniform.ofFloat(seed, operation.stream(), step, element);
      case F64 ->
          netwright.runtime.random.Uniform.ofDouble(seed, operation.stream(), step, element);
    };
  }

  private double[] source(Source source) {
    return switch (source) {
      case Source.Constant(DType _, double value) -> new double[] {value};
      case Source.Range(DType _, int size) -> range(size);
      case Source.SampleNumber _ -> range(rows());
      case Source.Input input -> given(environment.inputs(), input.identifier(), input.type());
      case Source.Variable variable ->
          given(environment.variables(), variable.identifier(), variable.type());
      case Source.BatchSize _ -> new double[] {rows()};
      case Source.StepNumber _ -> new double[] {environment.step()};
    };
  }

  private double[] given(Map<String, double[]> given, String name, TensorType type) {
    double[] value = given.get(name);
    if (value == null || value.length != size(type)) {
      throw new IllegalArgumentException(
          name + " should have " + size(type) + " elements for " + rows() + " rows");
    }
    return value;
  }

  private static double[] range(int size) {
    double[] result = new double[size];
    for (int i = 0; i < size; i++) {
      result[i] = i;
    }
    return result;
  }

  private double[] input(Node node, int position) {
    return values.get(node.input(position));
  }

  private int rows() {
    return environment.rows();
  }

  private int size(TensorType type) {
    return Math.multiplyExact(type.shape().elements(), type.batched() ? rows() : 1);
  }
}
