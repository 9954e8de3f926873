package netwright.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import netwright.ir.DType;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Origin;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;

/// Writes tensor expressions into a graph: operands are brought to one type by NumPy's broadcasting rules, aligned at
/// the last axis; the batch axis aligns with nothing else.
public final class TensorBuilder {
  private final GraphBuilder graph;

  /// Expressions go to `graph`.
  public TensorBuilder(GraphBuilder graph) {
    this.graph = graph;
  }

  /// Nodes made from now on come from the place of `origin`, made by `pass`.
  public void at(Origin origin, String pass) {
    graph.at(new Origin(origin.span(), pass));
  }

  /// The node that computes `operation`; nothing is broadcast or converted.
  public Node add(Operation operation, List<Node> inputs) {
    return graph.add(operation, inputs);
  }

  /// A single number.
  public Node constant(DType dtype, double value) {
    return graph.add(new Source.Constant(dtype, value), List.of());
  }

  /// `value` in each element of a tensor like `model`.
  public Node like(double value, Node model) {
    return broadcast(constant(model.type().dtype(), value), model.type());
  }

  /// An elementwise operation, after its operands have been brought to one type.
  public Node apply(Elementwise operation, Node... operands) {
    TensorType common = common(List.of(operands));
    List<Node> inputs = new ArrayList<>(operands.length);
    for (Node operand : operands) {
      inputs.add(broadcast(convert(operand, common.dtype()), common));
    }
    return graph.add(operation, inputs);
  }

  public Node add(Node a, Node b) {
    return apply(ElementwiseOps.ADD, a, b);
  }

  public Node subtract(Node a, Node b) {
    return apply(ElementwiseOps.SUBTRACT, a, b);
  }

  public Node multiply(Node a, Node b) {
    return apply(ElementwiseOps.MULTIPLY, a, b);
  }

  public Node divide(Node a, Node b) {
    return apply(ElementwiseOps.DIVIDE, a, b);
  }

  public Node less(Node a, Node b) {
    return apply(ElementwiseOps.LESS, a, b);
  }

  public Node lessOrEqual(Node a, Node b) {
    return apply(ElementwiseOps.LESS_OR_EQUAL, a, b);
  }

  public Node equal(Node a, Node b) {
    return apply(ElementwiseOps.EQUAL, a, b);
  }

  public Node where(Node condition, Node a, Node b) {
    return apply(ElementwiseOps.WHERE, condition, a, b);
  }

  public Node negate(Node x) {
    return apply(ElementwiseOps.NEGATE, x);
  }

  public Node exp(Node x) {
    return apply(ElementwiseOps.EXP, x);
  }

  public Node log(Node x) {
    return apply(ElementwiseOps.LOG, x);
  }

  public Node sin(Node x) {
    return apply(ElementwiseOps.SIN, x);
  }

  public Node cos(Node x) {
    return apply(ElementwiseOps.COS, x);
  }

  public Node widen(Node x) {
    return convert(x, DType.F64);
  }

  public Node narrow(Node x) {
    return convert(x, DType.F32);
  }

  /// `x` with elements of type `dtype`.
  public Node convert(Node x, DType dtype) {
    if (x.type().dtype() == dtype) {
      return x;
    }
    if (x.op() instanceof Source.Constant(DType _, double value)) {
      return constant(dtype, value);
    }
    return graph.add(dtype == DType.F64 ? ElementwiseOps.WIDEN : ElementwiseOps.NARROW, List.of(x));
  }

  /// 1, 0 or -1: the sign of `x`.
  public Node sign(Node x) {
    Node zero = like(0, x);
    return where(less(zero, x), like(1, x), where(less(x, zero), like(-1, x), zero));
  }

  /// The share of the gradient that goes to `a` where it is the smaller of `a` and `b`: 1, or a half where they tie.
  Node share(Node a, Node b) {
    return where(less(a, b), like(1, a), where(equal(a, b), like(0.5, a), like(0, a)));
  }

  /// `x` to the power `exponent`; small constant exponents are products, 0.5 is the square root.
  public Node power(Node x, Node exponent) {
    Optional<Double> constant = constantValue(exponent);
    if (constant.isPresent()) {
      TensorType common = common(List.of(x, exponent)).with(x.type().dtype());
      Optional<Node> simple = simplePower(broadcast(x, common), constant.get());
      if (simple.isPresent()) {
        return simple.get();
      }
    }
    return apply(ElementwiseOps.POWER, x, exponent);
  }

  private Optional<Node> simplePower(Node x, double exponent) {
    return Optional.ofNullable(
        exponent == 0
            ? like(1, x)
            : exponent == 1
                ? x
                : exponent == 2
                    ? multiply(x, x)
                    : exponent == 3
                        ? multiply(multiply(x, x), x)
                        : exponent == 0.5
                            ? apply(ElementwiseOps.SQUARE_ROOT, x)
                            : exponent == -1 ? divide(like(1, x), x) : null);
  }

  /// The value of a constant node, repeated or not.
  public static Optional<Double> constantValue(Node node) {
    return switch (Operation.of(node)) {
      case Source.Constant(DType _, double value) -> Optional.of(value);
      case Move.Broadcast _ -> constantValue(node.input(0));
      default -> Optional.empty();
    };
  }

  /// `x` repeated to the shape and batch of `type`.
  public Node broadcast(Node x, TensorType type) {
    if (x.type().shape().equals(type.shape()) && x.type().batched() == type.batched()) {
      return x;
    }
    Node source = x.op() instanceof Move.Broadcast && x.input(0).type().isScalar() ? x.input(0) : x;
    return graph.add(new Move.Broadcast(type.shape(), type.batched()), List.of(source));
  }

  /// `x` under another shape.
  public Node reshape(Node x, Shape shape) {
    return x.type().shape().equals(shape) ? x : graph.add(new Move.Reshape(shape), List.of(x));
  }

  /// `x` with its axes in another order.
  public Node transpose(Node x, List<Integer> order) {
    boolean identity = order.equals(IntStream.range(0, order.size()).boxed().toList());
    return identity ? x : graph.add(new Move.Transpose(order), List.of(x));
  }

  /// The elements of `x` at `places`.
  public Node select(Node x, Spacing places) {
    return places.equals(Spacing.all(x.type().shape()))
        ? x
        : graph.add(new Move.Select(places), List.of(x));
  }

  /// Zeros of `shape` with `x` at `places`.
  public Node place(Node x, Spacing places, Shape shape) {
    return places.equals(Spacing.all(shape))
        ? x
        : graph.add(new Move.Place(places, shape), List.of(x));
  }

  /// `parts` one after the other along `axis`; if one differs from sample to sample, all are repeated for each.
  public Node concat(List<Node> parts, int axis) {
    boolean batched = parts.stream().anyMatch(part -> part.type().batched());
    List<Node> inputs =
        parts.stream()
            .map(part ->
                broadcast(part, new TensorType(part.type().dtype(), part.type().shape(), batched)))
            .toList();
    return inputs.size() == 1 ? inputs.getFirst() : graph.add(new Move.Concat(axis), inputs);
  }

  /// `x` reduced along `axes`, and along the batch if asked; what is the same for all samples counts once for each.
  public Node reduce(Combine combine, Node x, List<Integer> axes, boolean batch) {
    boolean overBatch = batch && x.type().batched();
    List<Integer> ascending = axes.stream().sorted().toList();
    Node reduced =
        axes.isEmpty() && !overBatch && combine != Combine.ARGMAX
            ? x
            : graph.add(new Reduce(combine, ascending, overBatch), List.of(x));
    return batch && !overBatch && combine == Combine.SUM ? multiply(reduced, batchSize()) : reduced;
  }

  /// The number of samples, as f64.
  public Node batchSize() {
    return graph.add(new Source.BatchSize(), List.of());
  }

  /// `left · right` summed as [Contract] says, from +0.
  public Node contract(Node left, Node right, String leftAxes, String rightAxes, String result) {
    Contract contract =
        Contract.of(leftAxes, rightAxes, result, Optional.empty(), left.type(), right.type());
    return graph.add(contract, List.of(left, right));
  }

  /// A gradient handed to all elements that a reduction along `axes` joined into one.
  Node spread(Node gradient, TensorType type, List<Integer> axes) {
    return broadcast(reshape(gradient, type.shape().keeping(axes)), type);
  }

  /// `gradient`, whose axes are the letters `from`, summed over those that `to` lacks.
  Node sumTo(Node gradient, String from, String to) {
    String axes = from.replace(String.valueOf(Contract.BATCH), "");
    List<Integer> summed =
        IntStream.range(0, axes.length())
            .filter(i -> to.indexOf(axes.charAt(i)) < 0)
            .boxed()
            .toList();
    boolean batch = gradient.type().batched() && to.indexOf(Contract.BATCH) < 0;
    return reduce(Combine.SUM, gradient, summed, batch);
  }

  /// `gradient` summed over all that a broadcast from `type` repeated.
  Node sumToType(Node gradient, TensorType type) {
    Shape shape = gradient.type().shape();
    int lead = shape.rank() - type.shape().rank();
    List<Integer> summed =
        IntStream.range(0, shape.rank())
            .filter(axis ->
                axis < lead || (type.shape().size(axis - lead) == 1 && shape.size(axis) != 1))
            .boxed()
            .toList();
    boolean batch = gradient.type().batched() && !type.batched();
    return reshape(reduce(Combine.SUM, gradient, summed, batch), type.shape());
  }

  /// 1 at the first largest element along `axes` (and the batch), 0 elsewhere.
  Node isFirstLargest(Node x, List<Integer> axes, boolean batch) {
    TensorType type = x.type();
    Node first = spread(reduce(Combine.ARGMAX, x, axes, batch), type, axes);
    return equal(position(type, axes, batch), first);
  }

  /// The number of each element, counted over `axes` (and the batch) as [Reduce] counts.
  private Node position(TensorType type, List<Integer> axes, boolean batch) {
    Node position = like(0, constant(type.dtype(), 0));
    int stride = 1;
    for (int axis : axes.reversed()) {
      List<Integer> others =
          new ArrayList<>(IntStream.range(0, type.shape().rank()).boxed().toList());
      others.remove(Integer.valueOf(axis));
      Node range = graph.add(new Source.Range(type.dtype(), type.shape().size(axis)), List.of());
      Node along = reshape(range, type.shape().keeping(others));
      position = add(position, multiply(along, constant(type.dtype(), stride)));
      stride = Math.multiplyExact(stride, type.shape().size(axis));
    }
    if (batch) {
      Node sample = graph.add(new Source.SampleNumber(type.dtype()), List.of());
      position = add(position, multiply(sample, constant(type.dtype(), stride)));
    }
    return broadcast(position, type);
  }

  /// The type to which operands are brought: the broadcast shape; f64 if one is, but a single number in f64 beside a
  /// tensor in f32 is rounded.
  private static TensorType common(List<Node> operands) {
    TensorType common = operands.getFirst().type();
    for (Node operand : operands.subList(1, operands.size())) {
      TensorType type = operand.type();
      Shape shape = broadcastShape(common.shape(), type.shape());
      common = new TensorType(commonDType(common, type), shape, common.batched() || type.batched());
    }
    return common;
  }

  private static DType commonDType(TensorType a, TensorType b) {
    if (a.dtype() == b.dtype()) {
      return a.dtype();
    }
    TensorType wide = a.dtype() == DType.F64 ? a : b;
    TensorType single = a.dtype() == DType.F64 ? b : a;
    return wide.isScalar() && !single.isScalar() ? DType.F32 : DType.F64;
  }

  /// NumPy's broadcast of two shapes.
  ///
  /// @throws IllegalArgumentException if they do not fit
  public static Shape broadcastShape(Shape a, Shape b) {
    int rank = Math.max(a.rank(), b.rank());
    List<Integer> sizes = new ArrayList<>(rank);
    for (int axis = 0; axis < rank; axis++) {
      int left = axis < rank - a.rank() ? 1 : a.size(axis - (rank - a.rank()));
      int right = axis < rank - b.rank() ? 1 : b.size(axis - (rank - b.rank()));
      if (left != right && left != 1 && right != 1) {
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
      }
      sizes.add(left == 1 ? right : left);
    }
    return new Shape(sizes);
  }
}
