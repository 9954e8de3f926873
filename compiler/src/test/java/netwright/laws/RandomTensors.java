package netwright.laws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// The tensors that a random graph has so far, and new ones of any type one asks for.
final class RandomTensors {
  private static final int[] SIZES = {1, 1, 2, 3, 3, 4, 5, 7, 8, 9, 15, 16, 17, 35};
  private static final int LARGEST = 240;
  private static final double[] CONSTANTS = {0, -0.0, 1, 1, -1, 0.5, 2, -4, 0.1, 1e-3, 3, 1.7};

  final Random random;
  final TensorBuilder build;
  private final List<Node> pool = new ArrayList<>();
  private final Map<String, Node> variables = new LinkedHashMap<>();
  private int leaves;

  RandomTensors(Random random, TensorBuilder build) {
    this.random = random;
    this.build = build;
  }

  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /// Makes `node` one that later nodes may be computed from, unless it is too large.
  void keep(Node node) {
    if (node.type().shape().elements() <= LARGEST) {
      pool.add(node);
    }
  }

  /// A tensor made before, mostly a recent one.
  Node pick() {
    int back = chance(0.6) ? Math.min(pool.size(), 4) : pool.size();
    return pool.get(pool.size() - 1 - random.nextInt(back));
  }

  /// The variables made so far, by name.
  Map<String, Node> variables() {
    return variables;
  }

  int size() {
    return SIZES[random.nextInt(SIZES.length)];
  }

  /// A shape of rank 0 to 3.
  Shape shape() {
    List<Integer> sizes = new ArrayList<>();
    int rank = new int[] {0, 1, 1, 1, 2, 2, 3}[random.nextInt(7)];
    for (int axis = 0, elements = 1; axis < rank; axis++) {
      int size = axis > 0 && chance(0.3) ? sizes.getLast() : size();
      size = elements * size <= LARGEST ? size : 1;
      elements *= size;
      sizes.add(size);
    }
    return new Shape(sizes);
  }

  /// A tensor that broadcasts to `type`.
  Node operand(TensorType type) {
    if (chance(0.15)) {
      return build.constant(type.dtype(), CONSTANTS[random.nextInt(CONSTANTS.length)]);
    }
    Shape shape = type.shape();
    int dropped = chance(0.3) ? random.nextInt(shape.rank() + 1) : 0;
    List<Integer> sizes = new ArrayList<>(shape.sizes().subList(dropped, shape.rank()));
    sizes.replaceAll(size -> chance(0.15) ? 1 : size);
    return tensor(new TensorType(type.dtype(), new Shape(sizes), type.batched() && chance(0.7)));
  }

  /// A tensor of this type: one made before, if one fits by itself or repeated or reshaped, or a new leaf.
  Node tensor(TensorType type) {
    List<Node> order = new ArrayList<>(pool.reversed());
    for (Node node : chance(0.75) ? order : List.<Node>of()) {
      if (node.type().equals(type) && chance(0.5)) {
        return node;
      }
      if (fits(node.type(), type) && chance(0.4)) {
        return build.broadcast(node, type);
      }
      boolean sameElements =
          node.type().batched() == type.batched()
              && node.type().shape().elements() == type.shape().elements();
      if (sameElements && node.type().dtype() == type.dtype() && chance(0.4)) {
        return build.reshape(node, type.shape());
      }
    }
    return leaf(type);
  }

  private static boolean fits(TensorType from, TensorType to) {
    int lead = to.shape().rank() - from.shape().rank();
    return from.dtype() == to.dtype()
        && lead >= 0
        && (to.batched() || !from.batched())
        && IntStream.range(0, from.shape().rank())
            .allMatch(axis ->
                from.shape().size(axis) == 1
                    || from.shape().size(axis) == to.shape().size(axis + lead));
  }

  private Node leaf(TensorType type) {
    TensorType single = type.with(DType.F32);
    Node leaf =
        type.batched()
            ? input(type.dtype() == DType.F64 && chance(0.5) ? type : single)
            : variable(type.shape());
    return build.convert(leaf, type.dtype());
  }

  /// A new input.
  Node input(TensorType type) {
    return build.add(new Source.Input("x" + leaves++, type), List.of());
  }

  /// A new input that is a class, and the number of classes as a tensor `0, 1, …`.
  Node oneHot(int classes) {
    Node label =
        build.add(
            new Source.Input("y" + leaves++, new TensorType(DType.F32, Shape.of(1), true), classes),
            List.of());
    return build.equal(build.add(new Source.Range(DType.F32, classes), List.of()), label);
  }

  /// A new input of classes.
  Node label(int classes, Shape shape) {
    return build.add(
        new Source.Input("y" + leaves++, new TensorType(DType.F32, shape, true), classes),
        List.of());
  }

  /// A new variable.
  Node variable(Shape shape) {
    String name = "w" + leaves++;
    Node node =
        build.add(new Source.Variable(name, new TensorType(DType.F32, shape, false)), List.of());
    variables.put(name, node);
    return node;
  }
}
