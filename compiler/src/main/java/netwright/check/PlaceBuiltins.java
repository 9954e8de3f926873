package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.op.TensorBuilder;
import netwright.syntax.Expression;

/// Builtins that put tensors together, and that take elements from places which classes or shapes say.
final class PlaceBuiltins {
  /// The arguments of `concat`: some tensors, then the axis.
  static final List<String> CONCAT = List.of("a", "b", "c", "d", "e", "f", "g", "h", "axis");

  private PlaceBuiltins() {}

  /// `concat(a, b, axis = -1)`: up to eight tensors one after the other.
  static Value concat(BuiltinCall call) {
    List<TypedExpr> parts = new ArrayList<>();
    for (String name : CONCAT.subList(0, CONCAT.size() - 1)) {
      if (call.has(name)) {
        if (!(call.value(name) instanceof Value.Tensor(TypedExpr part))) {
          return call.wrong(name, "a tensor", call.value(name));
        }
        parts.add(part);
      }
    }
    Shape first = parts.getFirst().type().shape();
    OptionalInt axis = axis(call, first, -1);
    if (axis.isEmpty()) {
      return Value.POISON;
    }
    for (TypedExpr part : parts) {
      Shape shape = part.type().shape();
      boolean fits =
          shape.rank() == first.rank()
              && shape
                  .keeping(List.of(axis.getAsInt()))
                  .equals(first.keeping(List.of(axis.getAsInt())))
              && part.type().elements().equals(parts.getFirst().type().elements());
      if (!fits) {
        return call.error(
            Diagnostic.of(
                    Code.SHAPES_DISAGREE,
                    call.place(),
                    "only along the axis of `concat` may tensors differ")
                .label(parts.getFirst().type() + " and " + part.type()));
      }
    }
    return new Value.Tensor(call.tensors().concat(parts, axis.getAsInt(), call.place()));
  }

  /// `[a, b]`: tensors of one shape along a new first axis. A number stands for a tensor of it.
  static Value stack(List<Value> elements, Expression list, Frame frame, Elaborator elaborator) {
    Span span = frame.place(list.span());
    TypedExpr model =
        elements.stream()
            .filter(Value.Tensor.class::isInstance)
            .map(value -> ((Value.Tensor) value).expr())
            .findFirst()
            .orElseThrow();
    Shape shape = model.type().shape();
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    sizes.addFirst(1);
    List<TypedExpr> parts = new ArrayList<>();
    for (Value element : elements) {
      boolean number = Operators.number(element).isPresent() && !model.type().isClass();
      TypedExpr part =
          element instanceof Value.Tensor(TypedExpr tensor)
              ? tensor
              : number
                  ? frame
                      .tensors()
                      .broadcast(
                          frame.tensors().constant(Operators.number(element).getAsDouble(), span),
                          shape,
                          span)
                  : null;
      boolean fits =
          part != null
              && part.type().shape().equals(shape)
              && (number || part.type().elements().equals(model.type().elements()));
      if (!fits) {
        return elaborator
            .reports()
            .error(
                frame,
                Diagnostic.of(
                        Code.SHAPES_DISAGREE,
                        span,
                        "a list stacks tensors of one shape on a new first axis")
                    .label(new Value.Tensor(model).describe() + " and " + element.describe()));
      }
      parts.add(frame.tensors().reshape(part, new Shape(sizes), span));
    }
    return new Value.Tensor(frame.tensors().concat(parts, 0, span));
  }

  /// `gather(table, index)`: for each class the row of the table; with `axis` the element along it at each place.
  static Value gather(BuiltinCall call) {
    Value from = call.value("table");
    Value at = call.value("index");
    Optional<Boolean> keep = call.flag("keepdim");
    if (!(from instanceof Value.Tensor(TypedExpr table)) || table.type().shape().rank() == 0) {
      return call.wrong("table", "a tensor with an axis", from);
    }
    if (!(at instanceof Value.Tensor(TypedExpr index))) {
      return call.wrong("index", "classes", at);
    }
    if (!(index.type().elements() instanceof Elements.OneOf(int classes, _))) {
      return call.error(
          Diagnostic.of(
                  Code.CLASS_EXPECTED, call.place("index"), "`index` of `gather` must be classes")
              .label(at.describe()));
    }
    Shape shape = table.type().shape();
    OptionalInt axis = call.has("axis") ? axis(call, shape, -1) : OptionalInt.of(0);
    if (axis.isEmpty() || keep.isEmpty()) {
      return Value.POISON;
    }
    int size = shape.size(axis.getAsInt());
    Shape rest = shape.without(List.of(axis.getAsInt()));
    boolean fits = size == classes && (!call.has("axis") || rest.equals(index.type().shape()));
    if (!fits) {
      return call.error(disagreement(call, table, index, axis.getAsInt()));
    }
    Tensors tensors = call.tensors();
    if (call.has("axis")) {
      TypedExpr elements = tensors.gather(table, index, axis.getAsInt(), rest, call.place());
      return new Value.Tensor(
          keep.get()
              ? tensors.reshape(elements, shape.keeping(List.of(axis.getAsInt())), call.place())
              : elements);
    }
    List<Integer> sizes = new ArrayList<>(index.type().shape().sizes());
    sizes.addAll(rest.sizes());
    Shape rows = new Shape(sizes);
    return Sizes.fits(rows)
        ? new Value.Tensor(tensors.gather(table, index, TypedOp.Gather.ROWS, rows, call.place()))
        : call.error(Diagnostic.of(Code.BAD_SIZE, call.place(), "gathered rows " + rows));
  }

  private static Diagnostic disagreement(
      BuiltinCall call, TypedExpr table, TypedExpr index, int axis) {
    return Diagnostic.of(
            Code.SHAPES_DISAGREE, call.place(), "table and index of `gather` do not fit each other")
        .label(table.type() + " by " + index.type())
        .help(
            call.has("axis")
                ? "axis "
                    + axis
                    + " must have an element for each class, the others the sizes of the index"
                : "the first axis of the table must have a row for each class");
  }

  /// `broadcast(x, shape)`: repeated as NumPy does.
  static Value broadcast(BuiltinCall call) {
    Value value = call.value("x");
    Optional<List<Integer>> sizes = TensorBuiltins.integers(call, "shape");
    if (Operators.number(value).isEmpty() && !(value instanceof Value.Tensor)) {
      return call.wrong("x", "a tensor or a number", value);
    }
    if (sizes.isEmpty()) {
      return Value.POISON;
    }
    Shape shape = new Shape(sizes.get());
    TypedExpr x =
        value instanceof Value.Tensor(TypedExpr tensor)
            ? tensor
            : call.tensors().constant(Operators.number(value).getAsDouble(), call.place());
    boolean fits =
        sizes.get().stream().allMatch(size -> size >= 1)
            && Sizes.fits(shape)
            && Broadcasting.conflict(x.type().shape(), shape).isEmpty()
            && TensorBuilder.broadcastShape(x.type().shape(), shape).equals(shape);
    return fits
        ? new Value.Tensor(call.tensors().broadcast(x, shape, call.place()))
        : call.error(
            Diagnostic.of(
                Code.SHAPES_DISAGREE,
                call.place(),
                value.describe() + " cannot be repeated to " + shape));
  }

  /// `ranks(x, axis = batch)`: the place of each sample when those of the batch are in order. In an initializer there are
  /// no samples; it ranks the elements along the last axis.
  static Value ranks(BuiltinCall call) {
    if (call.frame().filled().isPresent() && !call.has("axis")) {
      return InitialBuiltins.ranks(call);
    }
    Value value = call.value("x");
    if (!(value instanceof Value.Tensor(TypedExpr x)) || x.type().isClass()) {
      return call.wrong("x", "a tensor of numbers", value);
    }
    if (!x.type().batched()) {
      return call.error(
          Diagnostic.of(
              Code.WRONG_KIND, call.place("x"), "what is the same for all samples has no ranks"));
    }
    return call.has("axis") && call.value("axis") != Value.AxisName.BATCH
        ? call.error(
            Diagnostic.of(
                Code.BAD_AXIS, call.place("axis"), "`ranks` compares samples: its axis is `batch`"))
        : new Value.Tensor(call.tensors().ranks(x, call.place()));
  }

  /// The axis that the call says, counted from 0; `preset` if it says none.
  static OptionalInt axis(BuiltinCall call, Shape shape, int preset) {
    if (shape.rank() == 0) {
      call.error(
          Diagnostic.of(Code.BAD_AXIS, call.place(), "`" + call.callee() + "` of a single number"));
      return OptionalInt.empty();
    }
    if (!call.has("axis")) {
      return OptionalInt.of(preset < 0 ? preset + shape.rank() : preset);
    }
    Optional<Axes> axes = Axes.of(call, shape);
    if (axes.isPresent() && (axes.get().axes().size() != 1 || axes.get().batch())) {
      call.error(
          Diagnostic.of(
              Code.BAD_AXIS,
              call.place("axis"),
              "`" + call.callee() + "` goes along one axis of a sample"));
      return OptionalInt.empty();
    }
    return axes.map(found -> OptionalInt.of(found.axes().getFirst())).orElse(OptionalInt.empty());
  }
}
