package netwright.laws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import netwright.grad.Gradient;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.GraphVerifier;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.ElementwiseOps;
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// Whole training steps made by chance: a network of operations of all families, a loss, its gradient, and an update of
/// every variable, some of them from others. A seed gives the same graph for ever.
public final class RandomGraphs {
  private static final int[] CAPACITIES = {1, 2, 3, 5, 8, 16, 17, 33};
  private static final double[] STRANGE = {
    -0.0, 1e-40, -1e-45, 3e38, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
  };

  private final Random random;
  private final TensorBuilder build = new TensorBuilder(new GraphBuilder());
  private final RandomTensors tensors;
  private final List<Result> results = new ArrayList<>();
  private final Map<String, Node> states = new LinkedHashMap<>();

  private RandomGraphs(long seed) {
    random = new Random(seed * 0x9E3779B97F4A7C15L + 1);
    tensors = new RandomTensors(random, build);
  }

  /// The training step that `seed` stands for.
  public static Trial trial(long seed) {
    return new RandomGraphs(seed).make(seed);
  }

  /// The training step that `seed` stands for with all numbers in f64.
  public static Trial wideTrial(long seed) {
    Trial trial = trial(seed);
    Map<Node, Node> wide = DoublePrecision.of(trial.graph(), new TensorBuilder(new GraphBuilder()));
    List<Result> results =
        trial.graph().results().stream()
            .map(result ->
                switch (result) {
                  case Result.Value(String name, Node node) ->
                      (Result) new Result.Value(name, wide.get(node));
                  case Result.Assignment(String name, Node node) ->
                      new Result.Assignment(name, wide.get(node));
                })
            .toList();
    Graph graph = GraphVerifier.verify(Graph.of("train", results));
    return new Trial(seed, graph, trial.capacity(), trial.numbers());
  }

  private Trial make(long seed) {
    network();
    Node loss = loss();
    results.add(new Result.Value("loss", loss));
    update(loss);
    outputs();
    Graph graph = GraphVerifier.verify(Graph.of("train", results));
    boolean strange = tensors.chance(0.125);
    return new Trial(
        seed,
        graph,
        CAPACITIES[random.nextInt(CAPACITIES.length)],
        numbers -> number(numbers, strange));
  }

  /// Mostly an ordinary number, sometimes 0, 1 or -1, rarely a strange one.
  private static double number(Random random, boolean strange) {
    if (strange && random.nextInt(40) == 0) {
      return STRANGE[random.nextInt(STRANGE.length)];
    }
    return random.nextInt(12) == 0 ? random.nextInt(3) - 1 : random.nextGaussian();
  }

  private void network() {
    int side = 1 + tensors.size() % 10;
    Shape shape = tensors.chance(0.2) ? Shape.of(side, side) : tensors.shape();
    tensors.keep(tensors.input(new TensorType(DType.F32, shape, true)));
    if (tensors.chance(0.5)) {
      tensors.keep(tensors.variable(tensors.shape()));
    }
    RandomExpressions expressions = new RandomExpressions(tensors);
    int count = 3 + random.nextInt(14);
    for (int i = 0; i < count; i++) {
      tensors.keep(expressions.next());
    }
  }

  /// A mean over the batch, or a sum of several.
  private Node loss() {
    Node loss = build.constant(DType.F64, 0);
    int terms = 1 + random.nextInt(3);
    for (int i = 0; i < terms; i++) {
      Node x = tensors.pick();
      Node bounded = tensors.chance(0.5) ? build.apply(ElementwiseOps.TANH, x) : x;
      List<Integer> axes = IntStream.range(0, x.type().shape().rank()).boxed().toList();
      Node each = build.reduce(Combine.SUM, bounded, axes, false);
      Node total = build.reduce(Combine.SUM, build.widen(each), List.of(), true);
      loss = build.add(loss, build.divide(total, build.batchSize()));
    }
    return loss;
  }

  private void update(Node loss) {
    Map<String, Node> trained = new LinkedHashMap<>(tensors.variables());
    Map<Node, Node> gradients = Gradient.of(build, loss, List.copyOf(trained.values()));
    Node rate = rate(gradients);
    int rule = random.nextInt(5);
    trained.forEach((name, node) ->
        update(
            name, node, gradients.get(node), rate, tensors.chance(0.3) ? random.nextInt(9) : rule));
    if (tensors.chance(0.4)) {
      exchange();
    }
    for (int left = random.nextInt(3); left > 0; left--) {
      keepSum(tensors.pick());
    }
    states.forEach((name, node) -> results.add(new Result.Assignment(name, build.narrow(node))));
  }

  /// The learning rate, perhaps smaller where the gradient is large.
  private Node rate(Map<Node, Node> gradients) {
    Node rate = build.constant(DType.F64, 0.05);
    if (tensors.chance(0.6)) {
      return rate;
    }
    Node square = build.constant(DType.F64, 0);
    for (Node gradient : gradients.values()) {
      List<Integer> axes = IntStream.range(0, gradient.type().shape().rank()).boxed().toList();
      Node sum = build.reduce(Combine.SUM, build.multiply(gradient, gradient), axes, false);
      square = build.add(square, build.widen(sum));
    }
    Node norm = build.apply(ElementwiseOps.SQUARE_ROOT, square);
    Node one = build.constant(DType.F64, 1);
    return build.multiply(rate, build.apply(ElementwiseOps.MINIMUM, one, build.divide(one, norm)));
  }

  private void update(String name, Node old, Node gradient, Node rate, int rule) {
    switch (rule) {
      case 0, 1 -> states.put(name, build.subtract(old, build.multiply(rate, gradient)));
      case 2 -> momentum(name, old, gradient, rate);
      case 3 -> adam(name, old, gradient, rate);
      case 4 -> averaged(name, old, gradient, rate);
      case 5 -> states.put(name, build.subtract(old, meanOf(old)));
      case 6 -> states.put(name, build.like(0.25, old));
      case 7 -> states.put(name, gradient);
      default -> results.add(new Result.Value("gradient." + name, gradient));
    }
  }

  private void momentum(String name, Node old, Node gradient, Node rate) {
    Node state = tensors.variable(old.type().shape());
    Node next = build.add(build.multiply(build.constant(DType.F64, 0.9), state), gradient);
    states.put(name, build.subtract(old, build.multiply(rate, tensors.chance(0.5) ? next : state)));
    states.put(nameOf(state), next);
  }

  private void adam(String name, Node old, Node gradient, Node rate) {
    Node first = tensors.variable(old.type().shape());
    Node second = tensors.variable(old.type().shape());
    Node m = decayed(first, gradient, 0.9);
    Node v = decayed(second, build.multiply(gradient, gradient), 0.999);
    Node corrected = build.divide(m, correction(0.9));
    Node root = build.apply(ElementwiseOps.SQUARE_ROOT, build.divide(v, correction(0.999)));
    Node change = build.divide(corrected, build.add(root, build.constant(DType.F64, 1e-8)));
    states.put(nameOf(first), m);
    states.put(nameOf(second), v);
    states.put(name, build.subtract(old, build.multiply(rate, change)));
  }

  private Node decayed(Node state, Node value, double rate) {
    return build.add(
        build.multiply(build.constant(DType.F64, rate), state),
        build.multiply(build.constant(DType.F64, 1 - rate), value));
  }

  private Node correction(double rate) {
    Node step = build.add(new Source.StepNumber(), List.of());
    return build.subtract(
        build.constant(DType.F64, 1), build.power(build.constant(DType.F64, rate), step));
  }

  /// A variable, and a mean of its values so far.
  private void averaged(String name, Node old, Node gradient, Node rate) {
    Node average = tensors.variable(old.type().shape());
    Node next = build.subtract(old, build.multiply(rate, gradient));
    states.put(name, next);
    states.put(nameOf(average), decayed(average, tensors.chance(0.5) ? next : old, 0.75));
  }

  private Node meanOf(Node x) {
    Shape shape = x.type().shape();
    List<Integer> axes = shape.rank() == 0 ? List.of() : List.of(random.nextInt(shape.rank()));
    Node sum = build.reduce(Combine.SUM, x, axes, false);
    return build.reshape(
        build.multiply(sum, build.constant(DType.F64, 0.125)), shape.keeping(axes));
  }

  /// A variable that becomes a sum over the batch, as it is.
  private void keepSum(Node x) {
    Node sum = build.reduce(Combine.SUM, x, List.of(), true);
    states.put(nameOf(tensors.variable(x.type().shape())), sum);
  }

  /// Variables that take each other's places, whole, reshaped or transposed, or are mixed with their own other elements.
  private void exchange() {
    int size = tensors.size();
    Shape shape = Shape.of(size, tensors.chance(0.6) ? size : tensors.size());
    List<Node> ring =
        List.of(tensors.variable(shape), tensors.variable(shape), tensors.variable(shape));
    for (int i = 0; i < ring.size(); i++) {
      states.put(nameOf(ring.get(i)), exchanged(ring.get(i), ring.get((i + 1) % ring.size())));
    }
  }

  private Node exchanged(Node own, Node next) {
    Shape shape = own.type().shape();
    return switch (random.nextInt(8)) {
      case 0 -> next;
      case 1 -> build.subtract(next, own);
      case 2 -> turned(next);
      case 3 -> build.add(own, meanOf(next));
      case 4 -> build.multiply(own, turned(own));
      case 5 -> build.add(build.apply(ElementwiseOps.TANH, next), turned(own));
      case 6 -> build.contract(own, squared(next, shape.size(1)), "ab", "bc", "ac");
      default -> build.contract(squared(own, shape.size(0)), next, "ab", "bc", "ac");
    };
  }

  /// The elements of a matrix, column by column, under its own shape.
  private Node turned(Node matrix) {
    return build.reshape(build.transpose(matrix, List.of(1, 0)), matrix.type().shape());
  }

  /// A matrix of `size` rows and columns made of another, which is itself if it is such a one.
  private Node squared(Node matrix, int size) {
    Shape shape = matrix.type().shape();
    if (shape.equals(Shape.of(size, size))) {
      return matrix;
    }
    return shape.size(0) == size
        ? build.contract(matrix, matrix, "ab", "cb", "ac")
        : build.contract(matrix, matrix, "ba", "bc", "ac");
  }

  /// A few values to look at: of inner nodes, of leaves, of what is assigned.
  private void outputs() {
    int count = random.nextInt(4);
    for (int i = 0; i < count; i++) {
      results.add(new Result.Value("output." + i, tensors.pick()));
    }
    if (!states.isEmpty() && tensors.chance(0.2)) {
      results.add(new Result.Value("assigned", states.values().iterator().next()));
    }
  }

  private static String nameOf(Node variable) {
    return ((Source.Variable) variable.op()).identifier();
  }
}
