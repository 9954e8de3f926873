package netwright.check;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.op.ElementwiseOps;
import netwright.op.Spacing;

/// Builtins whose places follow each other at even distances: slices, padding, windows.
final class SpacingBuiltins {
  private SpacingBuiltins() {}

  /// `slice(x, axis = -1, from = 0, to = …, step = 1)`; places below 0 count from the end.
  static Value slice(BuiltinCall call) {
    Value value = call.value("x");
    if (!(value instanceof Value.Tensor(TypedExpr x))) {
      return call.wrong("x", "a tensor", value);
    }
    Shape shape = x.type().shape();
    OptionalInt axis = PlaceBuiltins.axis(call, shape, -1);
    if (axis.isEmpty()) {
      return Value.POISON;
    }
    int size = shape.size(axis.getAsInt());
    OptionalInt from = integer(call, "from", 0);
    OptionalInt to = integer(call, "to", size);
    OptionalInt step = integer(call, "step", 1);
    if (from.isEmpty() || to.isEmpty() || step.isEmpty()) {
      return Value.POISON;
    }
    int start = from.getAsInt() < 0 ? from.getAsInt() + size : from.getAsInt();
    int end = to.getAsInt() < 0 ? to.getAsInt() + size : to.getAsInt();
    if (start < 0 || end > size || start >= end || step.getAsInt() < 1) {
      String what = "a slice from " + from.getAsInt() + " to " + to.getAsInt();
      String by = step.getAsInt() == 1 ? "" : " by " + step.getAsInt();
      return call.error(
          Diagnostic.of(
                  Code.BAD_SIZE,
                  call.place(),
                  what + by + " of an axis of " + Words.count(size, "element"))
              .help("a slice goes forward and has at least one element"));
    }
    int count = (end - start - 1) / step.getAsInt() + 1;
    Spacing places = Spacing.all(shape).slice(axis.getAsInt(), start, step.getAsInt(), count);
    return new Value.Tensor(call.tensors().select(x, places, call.place()));
  }

  /// `pad(x, [1, [2, 0]], value = 0)`: how many elements to add on both sides of each axis, or before and after it.
  static Value pad(BuiltinCall call) {
    Value value = call.value("x");
    if (!(value instanceof Value.Tensor(TypedExpr x)) || x.type().isClass()) {
      return call.wrong("x", "a tensor of numbers", value);
    }
    Shape shape = x.type().shape();
    Optional<List<int[]>> sides = sides(call, shape);
    if (sides.isEmpty()) {
      return Value.POISON;
    }
    List<Integer> start = new ArrayList<>();
    List<Integer> sizes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      int[] side = sides.get().get(axis);
      start.add(side[0]);
      sizes.add(side[0] + shape.size(axis) + side[1]);
    }
    Shape large = new Shape(sizes);
    if (!Sizes.fits(large)) {
      return call.error(Diagnostic.of(Code.BAD_SIZE, call.place(), "a padded tensor of " + large));
    }
    Spacing all = Spacing.all(shape);
    Spacing places = new Spacing(start, all.axes(), all.steps(), shape);
    Tensors tensors = call.tensors();
    TypedExpr padded = tensors.place(x, places, large, call.place());
    if (!call.has("value") || padded == x) {
      return new Value.Tensor(padded);
    }
    var filling = call.number("value");
    if (filling.isEmpty() || filling.getAsDouble() == 0) {
      return filling.isEmpty() ? Value.POISON : new Value.Tensor(padded);
    }
    return new Value.Tensor(
        tensors.apply(
            ElementwiseOps.WHERE,
            call.place(),
            inside(places, large, call),
            padded,
            tensors.constant(filling.getAsDouble(), call.place())));
  }

  /// 1 where `places` are, else 0.
  private static TypedExpr inside(Spacing places, Shape large, BuiltinCall call) {
    Tensors tensors = call.tensors();
    Span span = call.place();
    TypedExpr inside = tensors.constant(1, span);
    for (int axis = 0; axis < large.rank(); axis++) {
      int from = places.start().get(axis);
      int size = places.shape().size(axis);
      if (size < large.size(axis)) {
        List<Integer> alone = new ArrayList<>();
        for (int other = axis; other < large.rank(); other++) {
          alone.add(other == axis ? large.size(axis) : 1);
        }
        TypedExpr range =
            tensors.reshape(tensors.range(large.size(axis), span), new Shape(alone), span);
        TypedExpr after =
            tensors.apply(ElementwiseOps.LESS_OR_EQUAL, span, tensors.constant(from, span), range);
        TypedExpr before =
            tensors.apply(ElementwiseOps.LESS, span, range, tensors.constant(from + size, span));
        inside = tensors.apply(ElementwiseOps.MULTIPLY, span, inside, after);
        inside = tensors.apply(ElementwiseOps.MULTIPLY, span, inside, before);
      }
    }
    return inside;
  }

  private static Optional<List<int[]>> sides(BuiltinCall call, Shape shape) {
    Value sizes = call.value("sizes");
    String due = "a list with a size, or two, for each of the axes of " + shape;
    if (!(sizes instanceof Value.Sequence(List<Value> elements))
        || elements.size() != shape.rank()) {
      call.wrong("sizes", due, sizes);
      return Optional.empty();
    }
    List<int[]> sides = new ArrayList<>();
    for (Value element : elements) {
      List<Value> pair =
          element instanceof Value.Sequence(List<Value> two) ? two : List.of(element, element);
      if (pair.size() != 2) {
        call.wrong("sizes", due, element);
        return Optional.empty();
      }
      int[] side = new int[2];
      for (int i = 0; i < 2; i++) {
        OptionalInt size = size(pair.get(i), "sizes", 0, "padding", call);
        if (size.isEmpty()) {
          return Optional.empty();
        }
        side[i] = size.getAsInt();
      }
      sides.add(side);
    }
    return Optional.of(sides);
  }

  /// `windows(x, [3, 3], stride = 1, dilation = 1)`: all windows that slide along the first axes; the elements of a window
  /// are new last axes.
  static Value windows(BuiltinCall call) {
    Value value = call.value("x");
    if (!(value instanceof Value.Tensor(TypedExpr x))) {
      return call.wrong("x", "a tensor", value);
    }
    Shape shape = x.type().shape();
    Optional<List<Integer>> sizes = sizes(call, "size", 0);
    if (sizes.isEmpty()) {
      return Value.POISON;
    }
    int count = sizes.get().size();
    Optional<List<Integer>> strides = sizes(call, "stride", count);
    Optional<List<Integer>> dilations = sizes(call, "dilation", count);
    if (strides.isEmpty() || dilations.isEmpty()) {
      return Value.POISON;
    }
    if (count > shape.rank()) {
      return call.error(
          Diagnostic.of(
              Code.BAD_AXIS,
              call.place("size"),
              "windows along " + count + " axes of a tensor " + shape));
    }
    Spacing places = Spacing.all(shape);
    for (int axis = 0; axis < count; axis++) {
      int reach = Math.addExact(1, dilations.get().get(axis) * (sizes.get().get(axis) - 1));
      if (reach > shape.size(axis) || reach < 1) {
        return call.error(
            Diagnostic.of(
                    Code.BAD_SIZE,
                    call.place("size"),
                    "a window over "
                        + Words.count(reach, "element")
                        + " is longer than axis "
                        + axis
                        + " of a tensor "
                        + shape)
                .help("`pad` makes the tensor larger"));
      }
      int step = strides.get().get(axis);
      int windows = (shape.size(axis) - reach) / step + 1;
      places = places.window(axis, windows, step, sizes.get().get(axis), dilations.get().get(axis));
    }
    return Sizes.fits(places.shape())
        ? new Value.Tensor(call.tensors().select(x, places, call.place()))
        : call.error(Diagnostic.of(Code.BAD_SIZE, call.place(), "windows " + places.shape()));
  }

  /// The sizes that `name` says: a list, or one number for all of `count` axes (one if `count` is 0); 1 if not given.
  private static Optional<List<Integer>> sizes(BuiltinCall call, String name, int count) {
    int axes = Math.max(count, 1);
    if (!call.has(name)) {
      return Optional.of(Collections.nCopies(axes, 1));
    }
    Value value = call.value(name);
    List<Value> elements =
        value instanceof Value.Sequence(List<Value> several)
            ? several
            : Collections.nCopies(axes, value);
    if (elements.isEmpty() || (count > 0 && elements.size() != count)) {
      call.wrong(name, "a number, or one for each of " + Words.count(axes, "axis"), value);
      return Optional.empty();
    }
    List<Integer> sizes = new ArrayList<>();
    for (Value element : elements) {
      OptionalInt size = size(element, name, 1, name, call);
      if (size.isEmpty()) {
        return Optional.empty();
      }
      sizes.add(size.getAsInt());
    }
    return Optional.of(sizes);
  }

  private static OptionalInt size(
      Value value, String name, int least, String what, BuiltinCall call) {
    OptionalInt size =
        call.elaborator().integer(value, call.expression(name), call.frame(), "a " + what);
    if (size.isPresent() && (size.getAsInt() < least || size.getAsInt() > Short.MAX_VALUE)) {
      call.error(
          Diagnostic.of(
              Code.BAD_SIZE,
              call.place(name),
              "a "
                  + what
                  + " must be from "
                  + least
                  + " to "
                  + Short.MAX_VALUE
                  + ", not "
                  + size.getAsInt()));
      return OptionalInt.empty();
    }
    return size;
  }

  private static OptionalInt integer(BuiltinCall call, String name, int preset) {
    return call.has(name)
        ? call.elaborator()
            .integer(
                call.value(name),
                call.expression(name),
                call.frame(),
                "`" + name + "` of `" + call.callee() + "`")
        : OptionalInt.of(preset);
  }
}
