package netwright.syntax;

import java.util.List;
import java.util.Optional;
import netwright.diag.Span;

/// A type as written: `[n, 3]`, `class[10]`, `int`, `layer`, or one of several with `|`.
public sealed interface TypeAnnotation extends Ast {

  /// `class[k] [..s] | [..s, k]`: at least two.
  record Union(List<TypeAnnotation> choices, Span span) implements TypeAnnotation {}

  /// `[..s, n, 3]`; `[]` is a scalar.
  record Shape(List<Dimension> dimensions, Span span) implements TypeAnnotation {}

  /// `class[10]`, `class[vocab] [time]`
  record ClassCount(Expression count, Optional<Shape> shape, Span span) implements TypeAnnotation {}

  /// `class["no", "yes"]`, at least two labels.
  record ClassLabels(List<Expression.TextLiteral> labels, Optional<Shape> shape, Span span)
      implements TypeAnnotation {}

  /// `int`, `bool`, `text`, `layer`, `initializer`, `params`
  record Named(String name, Span span) implements TypeAnnotation {}

  /// One entry of a shape.
  sealed interface Dimension extends Ast {}

  /// `..` or `..s`: any number of axes.
  record Rest(Optional<Identifier> name, Span span) implements Dimension {}

  /// `3`, `n`, `n / heads`: one axis.
  record Size(Expression value, Span span) implements Dimension {}
}
