package netwright.check;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.ir.Shape;
import netwright.syntax.Expression;
import netwright.syntax.TypeAnnotation;

/// The types of inputs and targets as they are declared.
final class PortTypes {
  private final Elaborator elaborator;
  private final Reports reports;
  private final ShapePatterns patterns;
  private final Frame frame;

  /// Names in types mean what the network's `frame` says.
  PortTypes(Elaborator elaborator, Frame frame) {
    this.elaborator = elaborator;
    this.reports = elaborator.reports();
    this.patterns = new ShapePatterns(elaborator);
    this.frame = frame;
  }

  /// The type that `type` says, one value for each sample; nothing after an error.
  Optional<ValueType> resolve(TypeAnnotation type) {
    return switch (type) {
      case TypeAnnotation.Shape shape ->
          patterns.shape(shape, frame).map(found -> ValueType.real(found, true));
      case TypeAnnotation.ClassCount count -> classes(count);
      case TypeAnnotation.ClassLabels labels -> {
        List<String> texts = labels.labels().stream().map(Expression.TextLiteral::value).toList();
        yield distinct(texts, labels)
            ? classes(new Elements.OneOf(texts.size(), texts), labels.shape())
            : Optional.empty();
      }
      case TypeAnnotation.Named _, TypeAnnotation.Union _ -> {
        reports.error(
            Diagnostic.of(
                    Code.WRONG_KIND,
                    type.span(),
                    "`" + type.span().text() + "` is not the type of a tensor")
                .help("it is a shape such as `[2]`, or `class[10]`"));
        yield Optional.empty();
      }
    };
  }

  private boolean distinct(List<String> texts, TypeAnnotation.ClassLabels labels) {
    boolean distinct = new HashSet<>(texts).size() == texts.size();
    if (!distinct) {
      reports.error(
          Diagnostic.of(Code.DUPLICATE_NAME, labels.span(), "a class has one label twice"));
    }
    return distinct;
  }

  private Optional<ValueType> classes(TypeAnnotation.ClassCount type) {
    var count = elaborator.integer(type.count(), frame, "the number of classes");
    if (count.isEmpty()) {
      return Optional.empty();
    }
    if (count.getAsInt() < 2) {
      reports.error(
          Diagnostic.of(
              Code.BAD_SIZE,
              type.count().span(),
              "there must be at least 2 classes, not " + count.getAsInt()));
      return Optional.empty();
    }
    return classes(new Elements.OneOf(count.getAsInt(), List.of()), type.shape());
  }

  private Optional<ValueType> classes(
      Elements.OneOf elements, Optional<TypeAnnotation.Shape> shape) {
    Optional<Shape> sizes =
        shape.isPresent() ? patterns.shape(shape.get(), frame) : Optional.of(Shape.SCALAR);
    return sizes.map(found -> new ValueType(elements, found, true, false));
  }
}
