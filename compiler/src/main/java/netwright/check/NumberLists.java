package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import netwright.diag.Span;
import netwright.ir.Shape;

/// Lists of numbers, such as `[1, 2, 3]`, and lists of such lists, where a tensor is due.
final class NumberLists {

  private NumberLists() {}

  /// A list of numbers, or of lists of one shape, as a tensor; anything else as it is.
  static Value tensor(Value value, Span span, Frame frame) {
    return value instanceof Value.Sequence(List<Value> elements)
        ? stacked(elements, span, frame).<Value>map(Value.Tensor::new).orElse(value)
        : value;
  }

  private static Optional<TypedExpr> stacked(List<Value> elements, Span span, Frame frame) {
    List<TypedExpr> parts = new ArrayList<>();
    for (Value element : elements) {
      Optional<TypedExpr> part = part(element, span, frame);
      boolean fits =
          part.isPresent()
              && (parts.isEmpty()
                  || part.get().type().shape().equals(parts.getFirst().type().shape()));
      if (!fits) {
        return Optional.empty();
      }
      parts.add(part.get());
    }
    return Optional.of(frame.tensors().concat(parts, 0, span));
  }

  /// An element with a first axis of size 1.
  private static Optional<TypedExpr> part(Value element, Span span, Frame frame) {
    OptionalDouble number = Operators.number(element);
    if (number.isPresent()) {
      TypedExpr constant = frame.tensors().constant(number.getAsDouble(), span);
      return Optional.of(frame.tensors().broadcast(constant, Shape.of(1), span));
    }
    if (!(element instanceof Value.Sequence(List<Value> elements))) {
      return Optional.empty();
    }
    return stacked(elements, span, frame)
        .map(row -> frame.tensors().reshape(row, withLeadingAxis(row.type().shape()), span));
  }

  private static Shape withLeadingAxis(Shape shape) {
    List<Integer> sizes = new ArrayList<>(shape.sizes());
    sizes.addFirst(1);
    return new Shape(sizes);
  }
}
