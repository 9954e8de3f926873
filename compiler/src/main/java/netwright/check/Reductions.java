package netwright.check;

import java.util.List;
import java.util.Optional;
import netwright.check.Operators.Operand;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.loop.Combine;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.op.Spacing;

/// Builtins that reduce axes; without `axis` those of one sample, never the batch.
final class Reductions {

  private Reductions() {}

  /// A way to reduce `x`, which the call has checked.
  @FunctionalInterface
  private interface Reduction {
    TypedExpr of(TypedExpr x, Axes axes, Span place);
  }

  static Value sum(BuiltinCall call) {
    return call.value("x") instanceof Value.Tensors parameters
        ? sumOfAll(parameters, call)
        : reduced(call, "x", sumOf(call));
  }

  private static Reduction sumOf(BuiltinCall call) {
    return (x, axes, place) ->
        call.tensors().reduce(Combine.SUM, x, axes.axes(), axes.batch(), place);
  }

  private static Value sumOfAll(Value.Tensors parameters, BuiltinCall call) {
    Value total = new Value.Number(0);
    for (TypedExpr x : parameters.exprs()) {
      TypedExpr sum =
          call.tensors()
              .reduce(Combine.SUM, x, Tensors.axes(x.type().shape()), false, call.place());
      total =
          total instanceof Value.Tensor(TypedExpr before)
              ? new Value.Tensor(
                  call.tensors().apply(ElementwiseOps.ADD, call.place(), before, sum))
              : new Value.Tensor(sum);
    }
    return total;
  }

  static Value mean(BuiltinCall call) {
    return reduced(
        call, "x", (x, axes, place) -> call.tensors().mean(x, axes.axes(), axes.batch(), place));
  }

  /// Two passes: the mean, then the mean of the squared distances from it.
  static Value variance(BuiltinCall call) {
    Optional<Boolean> unbiased = call.flag("unbiased");
    return unbiased.isEmpty()
        ? Value.POISON
        : reduced(
            call,
            "x",
            (x, axes, place) -> variance(x, axes, unbiased.get(), place, call.tensors()));
  }

  private static TypedExpr variance(
      TypedExpr x, Axes axes, boolean unbiased, Span place, Tensors tensors) {
    TypedExpr mean = tensors.mean(x, axes.axes(), axes.batch(), place);
    TypedExpr kept = tensors.reshape(mean, x.type().shape().keeping(axes.axes()), place);
    TypedExpr distance = tensors.apply(ElementwiseOps.SUBTRACT, place, x, kept);
    TypedExpr square = tensors.apply(ElementwiseOps.MULTIPLY, place, distance, distance);
    return unbiased
        ? tensors.unbiasedMean(square, axes.axes(), axes.batch(), place)
        : tensors.mean(square, axes.axes(), axes.batch(), place);
  }

  static Value max(BuiltinCall call) {
    return call.has("b")
        ? pairwise(ElementwiseOps.MAXIMUM, call)
        : reduced(
            call,
            "a",
            (x, axes, place) ->
                call.tensors().reduce(Combine.MAX, x, axes.axes(), axes.batch(), place));
  }

  static Value min(BuiltinCall call) {
    return call.has("b")
        ? pairwise(ElementwiseOps.MINIMUM, call)
        : reduced(call, "a", minimum(call.tensors()));
  }

  private static Reduction minimum(Tensors tensors) {
    return (x, axes, place) -> {
      TypedExpr negative = tensors.apply(ElementwiseOps.NEGATE, place, x);
      TypedExpr largest = tensors.reduce(Combine.MAX, negative, axes.axes(), axes.batch(), place);
      return tensors.apply(ElementwiseOps.NEGATE, place, largest);
    };
  }

  private static Value pairwise(Elementwise operation, BuiltinCall call) {
    Operand a = new Operand(call.value("a"), call.expression("a"));
    Operand b = new Operand(call.value("b"), call.expression("b"));
    return call.elaborator()
        .operators()
        .apply(operation, call.callee(), call.span(), call.frame(), a, b);
  }

  /// The number of the largest element along an axis, the last one unless said: a class.
  static Value argmax(BuiltinCall call) {
    Value value = call.value("x");
    if (!(value instanceof Value.Tensor(TypedExpr x)) || x.type().isClass()) {
      return call.wrong("x", "a tensor of numbers", value);
    }
    Shape shape = x.type().shape();
    if (shape.rank() == 0) {
      return call.error(Diagnostic.of(Code.BAD_AXIS, call.place(), "`argmax` of a single number"));
    }
    Optional<Axes> axes =
        call.has("axis")
            ? Axes.of(call, shape)
            : Optional.of(new Axes(List.of(shape.rank() - 1), false));
    if (axes.isEmpty()) {
      return Value.POISON;
    }
    return axes.get().axes().isEmpty() || axes.get().batch()
        ? ofSample(call)
        : new Value.Tensor(call.tensors().argmax(x, axes.get().axes(), call.place()));
  }

  private static Value ofSample(BuiltinCall call) {
    return call.error(
        Diagnostic.of(
            Code.BAD_AXIS,
            call.place("axis"),
            "`" + call.callee() + "` goes along axes of one sample, not over the batch"));
  }

  /// The product of the elements: the first half times the second, again and again, an odd one left over at the end.
  static Value product(BuiltinCall call) {
    boolean overBatch = call.has("axis") && call.value("axis") instanceof Value.AxisName;
    return overBatch
        ? ofSample(call)
        : reduced(call, "x", (x, axes, place) -> product(x, axes.axes(), place, call.tensors()));
  }

  private static TypedExpr product(TypedExpr x, List<Integer> axes, Span place, Tensors tensors) {
    TypedExpr product = x;
    for (int axis : axes) {
      product = product(product, axis, place, tensors);
    }
    return tensors.reshape(product, x.type().shape().without(axes), place);
  }

  private static TypedExpr product(TypedExpr x, int axis, Span place, Tensors tensors) {
    TypedExpr product = x;
    for (int size = x.type().shape().size(axis); size > 1; size = (size + 1) / 2) {
      int half = size / 2;
      TypedExpr left = slice(product, axis, 0, half, place, tensors);
      TypedExpr right = slice(product, axis, half, half, place, tensors);
      TypedExpr both = tensors.apply(ElementwiseOps.MULTIPLY, place, left, right);
      product =
          size % 2 == 0
              ? both
              : tensors.concat(
                  List.of(both, slice(product, axis, size - 1, 1, place, tensors)), axis, place);
    }
    return product;
  }

  private static TypedExpr slice(
      TypedExpr x, int axis, int from, int count, Span place, Tensors tensors) {
    return tensors.select(x, Spacing.all(x.type().shape()).slice(axis, from, 1, count), place);
  }

  /// The value of the call if its argument `name` is reduced by `reduction`.
  private static Value reduced(BuiltinCall call, String name, Reduction reduction) {
    Value value = call.value(name);
    if (Operators.number(value).isPresent()) {
      return value;
    }
    if (!(value instanceof Value.Tensor(TypedExpr x)) || x.type().isClass()) {
      return call.wrong(name, "a tensor of numbers", value);
    }
    Optional<Axes> axes = Axes.of(call, x.type().shape());
    Optional<Boolean> keep = call.flag("keepdim");
    if (axes.isEmpty() || keep.isEmpty()) {
      return Value.POISON;
    }
    TypedExpr result = reduction.of(x, axes.get(), call.place());
    Shape kept = x.type().shape().keeping(axes.get().axes());
    return new Value.Tensor(
        keep.get() ? call.tensors().reshape(result, kept, call.place()) : result);
  }
}
