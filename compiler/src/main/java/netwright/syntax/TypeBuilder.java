package netwright.syntax;

import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.grammar.NetParser.ClassTypeContext;
import netwright.grammar.NetParser.DimContext;
import netwright.grammar.NetParser.NamedTypeContext;
import netwright.grammar.NetParser.ShapeContext;
import netwright.grammar.NetParser.ShapeTypeContext;
import netwright.grammar.NetParser.SingleTypeContext;
import netwright.grammar.NetParser.TypeContext;
import netwright.syntax.Expression.TextLiteral;
import netwright.syntax.TypeAnnotation.ClassCount;
import netwright.syntax.TypeAnnotation.ClassLabels;
import netwright.syntax.TypeAnnotation.Dimension;
import netwright.syntax.TypeAnnotation.Named;
import netwright.syntax.TypeAnnotation.Rest;
import netwright.syntax.TypeAnnotation.Shape;
import netwright.syntax.TypeAnnotation.Size;
import netwright.syntax.TypeAnnotation.Union;
import org.antlr.v4.runtime.ParserRuleContext;

/// Types from the parse tree.
final class TypeBuilder {
  private final Tokens tokens;
  private final Problems problems;
  private final ExpressionBuilder expressions;

  TypeBuilder(Tokens tokens, Problems problems, ExpressionBuilder expressions) {
    this.tokens = tokens;
    this.problems = problems;
    this.expressions = expressions;
  }

  TypeAnnotation type(TypeContext rule) {
    List<TypeAnnotation> choices = rule.singleType().stream().map(this::single).toList();
    return choices.size() == 1 ? choices.getFirst() : new Union(choices, span(rule));
  }

  /// The type, if one is written.
  Optional<TypeAnnotation> optional(TypeContext rule) {
    return Optional.ofNullable(rule).map(this::type);
  }

  Shape shape(ShapeContext rule) {
    return new Shape(rule.dim().stream().map(this::dimension).toList(), span(rule));
  }

  private TypeAnnotation single(SingleTypeContext rule) {
    return switch (rule) {
      case ClassTypeContext classes -> classType(classes);
      case ShapeTypeContext shape -> shape(shape.shape());
      case NamedTypeContext named -> new Named(named.getText(), span(named));
      default -> throw new IllegalStateException("not in the grammar: " + rule.getClass());
    };
  }

  /// `class[k]`, or `class["no", "yes"]` with two labels or more.
  private TypeAnnotation classType(ClassTypeContext rule) {
    List<Expression> parts = rule.expr().stream().map(expressions::expression).toList();
    List<TextLiteral> labels =
        parts.stream().filter(TextLiteral.class::isInstance).map(TextLiteral.class::cast).toList();
    Optional<Shape> shape = Optional.ofNullable(rule.shape()).map(this::shape);
    if (labels.isEmpty() && parts.size() == 1) {
      return new ClassCount(parts.getFirst(), shape, span(rule));
    }
    if (labels.size() < parts.size() || labels.size() == 1) {
      problems.add(
          Diagnostic.of(
                  Code.MALFORMED_TYPE,
                  span(rule),
                  "a class type has a count, or two labels or more")
              .help("write `class[10]` or `class[\"no\", \"yes\"]`"));
    }
    return new ClassLabels(labels, shape, span(rule));
  }

  private Dimension dimension(DimContext rule) {
    if (rule.expr() != null) {
      return new Size(expressions.expression(rule.expr()), span(rule));
    }
    return new Rest(Optional.ofNullable(rule.NAME()).map(expressions::identifier), span(rule));
  }

  private Span span(ParserRuleContext rule) {
    return tokens.span(rule.getStart(), rule.getStop());
  }
}
