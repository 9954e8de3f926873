package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.ir.Shape;

/// The axes of a reduction.
///
/// @param axes axes of one sample, ascending, counted from 0
/// @param batch whether the batch is among them
record Axes(List<Integer> axes, boolean batch) {

  Axes {
    axes = List.copyOf(axes);
  }

  /// What the argument `axis` says about a tensor of `shape`; all axes of a sample if it is not given. Nothing after an
  /// error.
  static Optional<Axes> of(BuiltinCall call, Shape shape) {
    List<Integer> all = Tensors.axes(shape);
    if (!call.has("axis")) {
      return Optional.of(new Axes(all, false));
    }
    return switch (call.value("axis")) {
      case Value.AxisName name -> Optional.of(named(name, all));
      case Value.Number number -> counted(List.of(number), call, shape);
      case Value.Sequence(List<Value> elements) -> counted(elements, call, shape);
      case Value other -> {
        call.wrong("axis", "an axis, a list of axes, `batch`, `rows` or `all`", other);
        yield Optional.empty();
      }
    };
  }

  private static Axes named(Value.AxisName name, List<Integer> all) {
    return switch (name) {
      case BATCH -> new Axes(List.of(), true);
      case ROWS -> new Axes(all.subList(0, Math.max(0, all.size() - 1)), true);
      case ALL -> new Axes(all, true);
    };
  }

  private static Optional<Axes> counted(List<Value> values, BuiltinCall call, Shape shape) {
    List<Integer> axes = new ArrayList<>();
    for (Value value : values) {
      OptionalInt axis =
          call.elaborator().integer(value, call.expression("axis"), call.frame(), "an axis");
      if (axis.isEmpty()) {
        return Optional.empty();
      }
      int position = axis.getAsInt() < 0 ? axis.getAsInt() + shape.rank() : axis.getAsInt();
      if (position < 0 || position >= shape.rank() || axes.contains(position)) {
        return missing(axis.getAsInt(), axes.contains(position), call, shape);
      }
      axes.add(position);
    }
    return Optional.of(new Axes(axes.stream().sorted().toList(), false));
  }

  private static Optional<Axes> missing(int axis, boolean twice, BuiltinCall call, Shape shape) {
    String message =
        twice
            ? "the axis " + axis + " is given twice"
            : "a tensor " + shape + " has no axis " + axis;
    Diagnostic diagnostic = Diagnostic.of(Code.BAD_AXIS, call.place("axis"), message);
    call.error(
        shape.rank() == 0
            ? diagnostic.help("axes are those of one sample; the batch is `axis = batch`")
            : diagnostic);
    return Optional.empty();
  }
}
