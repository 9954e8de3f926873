package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.loop.Combine;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.op.Spacing;
import netwright.op.TensorBuilder;

/// Makes typed expressions. Callers have checked the operands; what does not fit here is a bug of theirs.
///
/// @param inLoss whether this is for a loss or a metric, where sums over the batch are taken in f64
/// @param site the place in the network's own file where its tensors come from, if they are made for code of another
///     file
record Tensors(Nodes nodes, boolean inLoss, Span site) {

  /// Makes tensors of the network itself.
  Tensors(Nodes nodes) {
    this(nodes, false, Span.NONE);
  }

  /// The same for a loss, or not.
  Tensors inLoss(boolean loss) {
    return new Tensors(nodes, loss, site);
  }

  /// The same for code of another file that `call` stands for; a place that stands for this code already remains.
  Tensors standingFor(Span call) {
    return site.isNone() ? new Tensors(nodes, inLoss, call) : this;
  }

  private TypedExpr add(TypedOp op, List<TypedExpr> inputs, ValueType type, Span span) {
    return nodes.add(op, inputs, type, site.isNone() ? span : site);
  }

  TypedExpr leaf(TypedOp op, ValueType type, Span span) {
    return add(op, List.of(), type, span);
  }

  TypedExpr constant(double value, Span span) {
    return leaf(new TypedOp.Constant(value), ValueType.wideScalar(), span);
  }

  TypedExpr batchSize(Span span) {
    return leaf(new TypedOp.BatchSize(), ValueType.wideScalar(), span);
  }

  /// An elementwise operation on operands that broadcast.
  TypedExpr apply(Elementwise operation, Span span, TypedExpr... operands) {
    List<TypedExpr> inputs = List.of(operands);
    Shape shape = Shape.SCALAR;
    boolean batched = false;
    for (TypedExpr input : inputs) {
      shape = TensorBuilder.broadcastShape(shape, input.type().shape());
      batched |= input.type().batched();
    }
    ValueType type = new ValueType(Elements.REAL, shape, batched, isWide(inputs));
    return add(new TypedOp.Apply(operation), inputs, type, span);
  }

  /// Numbers take the precision of what they meet, and a single f64 number is rounded where it meets a tensor; in a loss,
  /// f64 wins over what is the same for all samples.
  private boolean isWide(List<TypedExpr> inputs) {
    boolean wide = false;
    boolean allConstant = true;
    for (TypedExpr input : inputs) {
      boolean constant = input.op() instanceof TypedOp.Constant;
      allConstant &= constant;
      wide |= input.type().wide() && !constant;
      if (!input.type().wide() && (!inLoss || input.type().batched())) {
        return false;
      }
    }
    return wide || allConstant;
  }

  /// The reduction of `axes` (of one sample), and of the batch if it has one and is asked for.
  TypedExpr reduce(Combine combine, TypedExpr x, List<Integer> axes, boolean batch, Span span) {
    boolean overBatch = batch && x.type().batched();
    if (axes.isEmpty() && !overBatch) {
      return x;
    }
    Shape shape = x.type().shape().without(axes);
    boolean batched = x.type().batched() && !overBatch;
    boolean wide = x.type().wide() || (overBatch && inLoss);
    ValueType type = new ValueType(Elements.REAL, shape, batched, wide);
    return add(new TypedOp.Reduce(combine, axes, overBatch), List.of(x), type, span);
  }

  /// The sum over `axes` and the batch, divided once by how many were summed.
  TypedExpr mean(TypedExpr x, List<Integer> axes, boolean batch, Span span) {
    TypedExpr sum = reduce(Combine.SUM, x, axes, batch, span);
    double count = count(x, axes);
    if (batch && x.type().batched()) {
      return apply(ElementwiseOps.DIVIDE, span, sum, times(batchSize(span), count, span));
    }
    return count == 1 ? sum : apply(ElementwiseOps.DIVIDE, span, sum, constant(count, span));
  }

  /// The sum divided by one less than how many were summed, at least 1.
  TypedExpr unbiasedMean(TypedExpr x, List<Integer> axes, boolean batch, Span span) {
    TypedExpr sum = reduce(Combine.SUM, x, axes, batch, span);
    double count = count(x, axes);
    if (batch && x.type().batched()) {
      TypedExpr all = times(batchSize(span), count, span);
      TypedExpr less = apply(ElementwiseOps.SUBTRACT, span, all, constant(1, span));
      return apply(
          ElementwiseOps.DIVIDE,
          span,
          sum,
          apply(ElementwiseOps.MAXIMUM, span, less, constant(1, span)));
    }
    return apply(ElementwiseOps.DIVIDE, span, sum, constant(Math.max(count - 1, 1), span));
  }

  private static double count(TypedExpr x, List<Integer> axes) {
    double count = 1;
    for (int axis : axes) {
      count *= x.type().shape().size(axis);
    }
    return count;
  }

  private TypedExpr times(TypedExpr x, double factor, Span span) {
    return factor == 1 ? x : apply(ElementwiseOps.MULTIPLY, span, x, constant(factor, span));
  }

  /// The number of the largest element along `axes`, counted row-major, as one of that many classes.
  TypedExpr argmax(TypedExpr x, List<Integer> axes, Span span) {
    Shape shape = x.type().shape();
    Elements elements = new Elements.OneOf((int) count(x, axes), List.of());
    ValueType type = new ValueType(elements, shape.without(axes), x.type().batched(), false);
    return add(new TypedOp.Reduce(Combine.ARGMAX, axes, false), List.of(x), type, span);
  }

  /// The elements at `places`.
  TypedExpr select(TypedExpr x, Spacing places, Span span) {
    return places.equals(Spacing.all(x.type().shape()))
        ? x
        : add(new TypedOp.Select(places), List.of(x), x.type().with(places.shape()), span);
  }

  /// Zeros of `shape` with `x` at `places`.
  TypedExpr place(TypedExpr x, Spacing places, Shape shape, Span span) {
    return places.equals(Spacing.all(shape))
        ? x
        : add(new TypedOp.Place(places), List.of(x), x.type().with(shape), span);
  }

  /// `parts`, which differ along `axis` at most, one after the other.
  TypedExpr concat(List<TypedExpr> parts, int axis, Span span) {
    TypedExpr first = parts.getFirst();
    boolean batched = parts.stream().anyMatch(part -> part.type().batched());
    int length = parts.stream().mapToInt(part -> part.type().shape().size(axis)).sum();
    Shape shape = Spacing.all(first.type().shape()).slice(axis, 0, 1, length).shape();
    ValueType type = new ValueType(first.type().elements(), shape, batched, isWide(parts));
    return add(new TypedOp.Concat(axis), parts, type, span);
  }

  /// `x` repeated to `shape`.
  TypedExpr broadcast(TypedExpr x, Shape shape, Span span) {
    ValueType type =
        x.op() instanceof TypedOp.Constant ? ValueType.real(shape, false) : x.type().with(shape);
    return x.type().shape().equals(shape)
        ? x
        : add(new TypedOp.Broadcast(), List.of(x), type, span);
  }

  /// The elements of `table` that `index` counts; their shape is `shape`.
  TypedExpr gather(TypedExpr table, TypedExpr index, int axis, Shape shape, Span span) {
    ValueType type =
        new ValueType(
            table.type().elements(),
            shape,
            table.type().batched() || index.type().batched(),
            table.type().wide());
    return add(new TypedOp.Gather(axis), List.of(table, index), type, span);
  }

  /// The place of each sample in the order of the batch.
  TypedExpr ranks(TypedExpr x, Span span) {
    return add(new TypedOp.Ranks(), List.of(x), x.type(), span);
  }

  TypedExpr reshape(TypedExpr x, Shape shape, Span span) {
    return x.type().shape().equals(shape)
        ? x
        : add(new TypedOp.Reshape(), List.of(x), x.type().with(shape), span);
  }

  TypedExpr transpose(TypedExpr x, List<Integer> order, Span span) {
    Shape shape = new Shape(order.stream().map(x.type().shape()::size).toList());
    return add(new TypedOp.Transpose(order), List.of(x), x.type().with(shape), span);
  }

  TypedExpr range(int size, Span span) {
    return leaf(new TypedOp.Range(), ValueType.real(Shape.of(size), false), span);
  }

  TypedExpr matmul(TypedExpr left, TypedExpr right, Shape shape, Span span) {
    boolean batched = left.type().batched() || right.type().batched();
    return add(new TypedOp.MatMul(), List.of(left, right), ValueType.real(shape, batched), span);
  }

  TypedExpr uniform(Shape shape, boolean batched, Span span) {
    return leaf(new TypedOp.Uniform(nodes.nextStream()), ValueType.real(shape, batched), span);
  }

  TypedExpr arranged(TypedOp.Arrangement arrangement, TypedExpr x, Span span) {
    return add(new TypedOp.Arranged(arrangement), List.of(x), x.type(), span);
  }

  /// 1 at each label's position along a new last axis of `count`, 0 elsewhere.
  TypedExpr oneHot(TypedExpr label, int count, Span span) {
    List<Integer> sizes = new ArrayList<>(label.type().shape().sizes());
    sizes.add(1);
    return apply(
        ElementwiseOps.EQUAL, span, range(count, span), reshape(label, new Shape(sizes), span));
  }

  /// All axes of one sample of `shape`.
  static List<Integer> axes(Shape shape) {
    return IntStream.range(0, shape.rank()).boxed().toList();
  }
}
