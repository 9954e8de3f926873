package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.ir.Shape;
import netwright.syntax.Expression;
import netwright.syntax.TypeAnnotation;

/// Shapes as written: `[n, 3]` in a signature binds what is unknown and compares the rest; elsewhere it is a shape.
final class ShapePatterns {
  private final Elaborator elaborator;

  ShapePatterns(Elaborator elaborator) {
    this.elaborator = elaborator;
  }

  /// The reason why `shape` does not fit `pattern`, or nothing if it does; then the pattern's new names are bound in
  /// `frame`, by `binder`.
  Optional<String> match(TypeAnnotation.Shape pattern, Shape shape, String binder, Frame frame) {
    List<TypeAnnotation.Dimension> dimensions = pattern.dimensions();
    int rest = restOf(dimensions);
    int fixed = rest < 0 ? dimensions.size() : dimensions.size() - 1;
    if (rest < 0 ? shape.rank() != fixed : shape.rank() < fixed) {
      return Optional.of(
          Words.count(fixed, "axis").replace("axiss", "axes")
              + (rest < 0 ? "" : " at least")
              + ", not "
              + shape.rank());
    }
    for (int i = 0; i < dimensions.size(); i++) {
      int axis = rest >= 0 && i > rest ? shape.rank() - dimensions.size() + i : i;
      Optional<String> reason =
          switch (dimensions.get(i)) {
            case TypeAnnotation.Rest all ->
                rest(all, shape.sizes().subList(i, i + shape.rank() - fixed), binder, frame);
            case TypeAnnotation.Size size -> size(size.value(), shape.size(axis), binder, frame);
          };
      if (reason.isPresent()) {
        return reason;
      }
    }
    return Optional.empty();
  }

  private static int restOf(List<TypeAnnotation.Dimension> dimensions) {
    for (int i = 0; i < dimensions.size(); i++) {
      if (dimensions.get(i) instanceof TypeAnnotation.Rest) {
        return i;
      }
    }
    return -1;
  }

  private static Optional<String> rest(
      TypeAnnotation.Rest rest, List<Integer> sizes, String binder, Frame frame) {
    if (rest.name().isEmpty()) {
      return Optional.empty();
    }
    String name = rest.name().get().text();
    Optional<List<Integer>> bound = frame.scope().rest(name);
    if (bound.isEmpty()) {
      frame.scope().bindRest(name, sizes, binder);
      return Optional.empty();
    }
    return bound.get().equals(sizes)
        ? Optional.empty()
        : Optional.of(
            new Shape(sizes)
                + " where `"
                + name
                + "` is "
                + new Shape(bound.get())
                + by(".." + name, frame));
  }

  /// The reason why an axis of `size` does not fit `expression`; binds a new name.
  Optional<String> size(Expression expression, int size, String binder, Frame frame) {
    boolean isNew =
        expression instanceof Expression.Name name
            && name.isSimple()
            && frame.scope().entry(name.text()).isEmpty();
    if (isNew) {
      frame
          .scope()
          .bindSize(((Expression.Name) expression).text(), size, binder, expression.span());
      return Optional.empty();
    }
    OptionalInt expected = elaborator.integer(expression, frame, "a size");
    return expected.isEmpty() || expected.getAsInt() == size
        ? Optional.empty()
        : Optional.of(size + " where " + expected(expression, expected.getAsInt(), frame));
  }

  private static String expected(Expression expression, int value, Frame frame) {
    return expression instanceof Expression.NumberLiteral
        ? value + " is due"
        : "`" + expression.span().text() + "` is " + value + by(expression.span().text(), frame);
  }

  private static String by(String name, Frame frame) {
    return frame.scope().binder(name).map(binder -> " by `" + binder + "`").orElse("");
  }

  /// The shape that `annotation` says, whose names are all bound; nothing after an error.
  Optional<Shape> shape(TypeAnnotation.Shape annotation, Frame frame) {
    List<Integer> sizes = new ArrayList<>();
    for (TypeAnnotation.Dimension dimension : annotation.dimensions()) {
      Optional<List<Integer>> axes =
          switch (dimension) {
            case TypeAnnotation.Rest rest -> bound(rest, frame);
            case TypeAnnotation.Size size -> size(size, frame).map(List::of);
          };
      if (axes.isEmpty()) {
        return Optional.empty();
      }
      sizes.addAll(axes.get());
    }
    return bounded(new Shape(sizes), annotation, frame);
  }

  private Optional<List<Integer>> bound(TypeAnnotation.Rest rest, Frame frame) {
    Optional<List<Integer>> sizes = rest.name().flatMap(name -> frame.scope().rest(name.text()));
    if (sizes.isEmpty()) {
      elaborator
          .reports()
          .error(
              frame,
              Diagnostic.of(
                  Code.MISPLACED,
                  frame.place(rest.span()),
                  "`..` does not say how many axes there are"));
    }
    return sizes;
  }

  private Optional<Integer> size(TypeAnnotation.Size size, Frame frame) {
    OptionalInt value = elaborator.integer(size.value(), frame, "a size");
    if (value.isPresent() && value.getAsInt() < 1) {
      elaborator
          .reports()
          .error(
              frame,
              Diagnostic.of(
                  Code.BAD_SIZE,
                  frame.place(size.span()),
                  "a size must be at least 1, not " + value.getAsInt()));
      return Optional.empty();
    }
    return value.isPresent() ? Optional.of(value.getAsInt()) : Optional.empty();
  }

  private Optional<Shape> bounded(Shape shape, TypeAnnotation.Shape annotation, Frame frame) {
    return Sizes.fits(shape) ? Optional.of(shape) : tooLarge(shape, annotation, frame);
  }

  private Optional<Shape> tooLarge(Shape shape, TypeAnnotation.Shape annotation, Frame frame) {
    elaborator
        .reports()
        .error(
            frame,
            Diagnostic.of(
                Code.BAD_SIZE,
                frame.place(annotation.span()),
                "a tensor " + shape + " has too many elements: more than " + Sizes.MOST_ELEMENTS));
    return Optional.empty();
  }
}
