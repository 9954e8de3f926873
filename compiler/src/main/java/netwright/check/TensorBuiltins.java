package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import netwright.check.Operators.Operand;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.op.ElementwiseOps;

/// Builtins that choose, arrange and make tensors.
final class TensorBuiltins {

  private TensorBuiltins() {}

  /// A condition known at compile time keeps only the branch it chooses; the other is not even looked at.
  static Value where(BuiltinCall call) {
    Value condition = call.value("condition");
    OptionalDouble known = Operators.number(condition);
    if (known.isPresent()) {
      return call.value(known.getAsDouble() != 0 ? "a" : "b");
    }
    Operand a = new Operand(call.value("a"), call.expression("a"));
    Operand b = new Operand(call.value("b"), call.expression("b"));
    Operand c = new Operand(condition, call.expression("condition"));
    return call.elaborator()
        .operators()
        .apply(ElementwiseOps.WHERE, "where", call.span(), call.frame(), c, a, b);
  }

  static Value reshape(BuiltinCall call) {
    Value value = call.value("x");
    Optional<List<Integer>> sizes = integers(call, "shape");
    if (!(value instanceof Value.Tensor(TypedExpr x))) {
      return call.wrong("x", "a tensor", value);
    }
    if (sizes.isEmpty()) {
      return Value.POISON;
    }
    Shape from = x.type().shape();
    Optional<Shape> shape = completed(sizes.get(), from.elements());
    if (shape.isEmpty() || !Sizes.fits(shape.get()) || shape.get().elements() != from.elements()) {
      String what = "a tensor " + from + " of " + Words.count(from.elements(), "element");
      return call.error(
          Diagnostic.of(
              Code.BAD_RESHAPE,
              call.place(),
              what + " cannot be reshaped to " + new Shape(sizes.get())));
    }
    return new Value.Tensor(call.tensors().reshape(x, shape.get(), call.place()));
  }

  /// The sizes with one -1 replaced by what is left of `elements`.
  private static Optional<Shape> completed(List<Integer> sizes, int elements) {
    long known = 1;
    int open = -1;
    for (int i = 0; i < sizes.size(); i++) {
      if (sizes.get(i) == -1 && open < 0) {
        open = i;
      } else if (sizes.get(i) < 1 || (known *= sizes.get(i)) > elements) {
        return Optional.empty();
      }
    }
    List<Integer> all = new ArrayList<>(sizes);
    if (open >= 0) {
      all.set(open, (int) (elements / known));
    }
    return Optional.of(new Shape(all));
  }

  static Value transpose(BuiltinCall call) {
    Value value = call.value("x");
    if (!(value instanceof Value.Tensor(TypedExpr x))) {
      return call.wrong("x", "a tensor", value);
    }
    int rank = x.type().shape().rank();
    List<Integer> reversed = Tensors.axes(x.type().shape()).reversed();
    Optional<List<Integer>> order =
        call.has("order") ? integers(call, "order") : Optional.of(reversed);
    if (order.isEmpty()) {
      return Value.POISON;
    }
    List<Integer> counted =
        order.get().stream().map(axis -> axis < 0 ? axis + rank : axis).toList();
    boolean permutation = counted.stream().sorted().toList().equals(reversed.reversed());
    return permutation
        ? new Value.Tensor(call.tensors().transpose(x, counted, call.place()))
        : call.error(
            Diagnostic.of(
                Code.BAD_AXIS,
                call.place("order"),
                order.get() + " is not an order of the axes of a tensor " + x.type()));
  }

  static Value squeeze(BuiltinCall call) {
    Value value = call.value("x");
    if (!(value instanceof Value.Tensor(TypedExpr x))) {
      return call.wrong("x", "a tensor", value);
    }
    Shape shape = x.type().shape();
    List<Integer> single =
        Tensors.axes(shape).stream().filter(axis -> shape.size(axis) == 1).toList();
    Optional<Axes> axes =
        call.has("axis") ? Axes.of(call, shape) : Optional.of(new Axes(single, false));
    if (axes.isEmpty()) {
      return Value.POISON;
    }
    return single.containsAll(axes.get().axes())
        ? new Value.Tensor(
            call.tensors().reshape(x, shape.without(axes.get().axes()), call.place()))
        : call.error(
            Diagnostic.of(
                Code.BAD_AXIS,
                call.place(),
                "only an axis of size 1 can be squeezed; the tensor is " + shape));
  }

  static Value range(BuiltinCall call) {
    OptionalInt size =
        call.elaborator()
            .integer(call.value("size"), call.expression("size"), call.frame(), "a size");
    if (size.isPresent() && size.getAsInt() < 1) {
      return call.error(
          Diagnostic.of(
              Code.BAD_SIZE,
              call.place("size"),
              "a range has at least 1 element, not " + size.getAsInt()));
    }
    return size.isPresent()
        ? new Value.Tensor(call.tensors().range(size.getAsInt(), call.place()))
        : Value.POISON;
  }

  static Value size(BuiltinCall call) {
    Value value = call.value("x");
    if (!(value instanceof Value.Tensor(TypedExpr x))) {
      return Operators.number(value).isPresent()
          ? new Value.Number(1)
          : call.wrong("x", "a tensor", value);
    }
    Shape shape = x.type().shape();
    if (!call.has("axis")) {
      return new Value.Number(shape.elements());
    }
    Optional<Axes> axes = Axes.of(call, shape);
    return axes.isEmpty() ? Value.POISON : new Value.Number(elements(shape, axes.get()));
  }

  private static double elements(Shape shape, Axes axes) {
    double product = 1;
    for (int axis : axes.axes()) {
      product *= shape.size(axis);
    }
    return product;
  }

  /// A class becomes a row that is 1 at its number and 0 elsewhere; numbers stay as they are.
  static Value oneHot(BuiltinCall call) {
    Value value = call.value("label");
    if (!(value instanceof Value.Tensor(TypedExpr label))) {
      return call.wrong("label", "a class", value);
    }
    return label.type().elements() instanceof Elements.OneOf(int count, _)
        ? new Value.Tensor(call.tensors().oneHot(label, count, call.place()))
        : value;
  }

  static Value random(BuiltinCall call) {
    if (!call.has("like") || call.has("shape")) {
      return InitialBuiltins.random(call);
    }
    Value distribution = call.value("distribution");
    Value like = call.value("like");
    if (!(distribution
        instanceof Value.Distribution(Value.Family family, double first, double second))) {
      return call.wrong(
          "distribution",
          "`uniform(low, high)`, `normal(mean, std)` or `bernoulli(p)`",
          distribution);
    }
    if (!(like instanceof Value.Tensor(TypedExpr model))) {
      return call.wrong("like", "a tensor", like);
    }
    TypedExpr draw = draw(model, call);
    return switch (family) {
      case BERNOULLI -> new Value.Tensor(bernoulli(draw, first, call));
      case UNIFORM -> new Value.Tensor(stretched(draw, second - first, first, call));
      case NORMAL -> new Value.Tensor(stretched(normal(draw, model, call), second, first, call));
      case CONSTANT ->
          call.wrong(
              "distribution",
              "`uniform(low, high)`, `normal(mean, std)` or `bernoulli(p)`",
              distribution);
    };
  }

  /// Draws from [0, 1) for each element of a tensor like `model`, for each sample if it differs from sample to sample.
  private static TypedExpr draw(TypedExpr model, BuiltinCall call) {
    return call.tensors().uniform(model.type().shape(), model.type().batched(), call.place());
  }

  /// √(-2·log(1 - u))·cos(2π·v), with draws u and v from [0, 1): the standard normal distribution.
  ///
  /// Source: G. E. P. Box, M. E. Muller, *A note on the generation of random normal deviates*, 1958.
  private static TypedExpr normal(TypedExpr u, TypedExpr model, BuiltinCall call) {
    Span place = call.place();
    Tensors tensors = call.tensors();
    TypedExpr logarithm =
        tensors.apply(
            ElementwiseOps.LOG,
            place,
            tensors.apply(ElementwiseOps.SUBTRACT, place, tensors.constant(1, place), u));
    TypedExpr radius =
        tensors.apply(
            ElementwiseOps.SQUARE_ROOT,
            place,
            tensors.apply(ElementwiseOps.MULTIPLY, place, tensors.constant(-2, place), logarithm));
    TypedExpr angle =
        tensors.apply(
            ElementwiseOps.MULTIPLY,
            place,
            draw(model, call),
            tensors.constant(2 * Math.PI, place));
    return tensors.apply(
        ElementwiseOps.MULTIPLY, place, radius, tensors.apply(ElementwiseOps.COS, place, angle));
  }

  /// 1 with probability `p`, else 0.
  private static TypedExpr bernoulli(TypedExpr draw, double p, BuiltinCall call) {
    Span place = call.place();
    return call.tensors()
        .apply(ElementwiseOps.LESS, place, draw, call.tensors().constant(p, place));
  }

  /// draw · factor + shift.
  private static TypedExpr stretched(
      TypedExpr draw, double factor, double shift, BuiltinCall call) {
    Span place = call.place();
    Tensors tensors = call.tensors();
    TypedExpr scaled =
        tensors.apply(ElementwiseOps.MULTIPLY, place, draw, tensors.constant(factor, place));
    return tensors.apply(ElementwiseOps.ADD, place, scaled, tensors.constant(shift, place));
  }

  static Value fit(BuiltinCall call) {
    return call.error(
        Diagnostic.of(
            Code.MISPLACED,
            call.place(),
            "`fit` can only give a state its value: `state s: [n] = fit(…)`"));
  }

  static Optional<List<Integer>> integers(BuiltinCall call, String name) {
    Value value = call.value(name);
    if (!(value instanceof Value.Sequence(List<Value> elements))) {
      call.wrong(name, "a list of integers", value);
      return Optional.empty();
    }
    List<Integer> integers = new ArrayList<>();
    for (Value element : elements) {
      OptionalInt integer =
          call.elaborator().integer(element, call.expression(name), call.frame(), "a size or axis");
      if (integer.isEmpty()) {
        return Optional.empty();
      }
      integers.add(integer.getAsInt());
    }
    return Optional.of(integers);
  }
}
