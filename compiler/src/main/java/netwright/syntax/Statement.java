package netwright.syntax;

import java.util.Optional;
import netwright.diag.Span;

/// What stands in the body of a layer, initializer, optimizer or schedule.
public sealed interface Statement extends Ast, Ast.Documented {

  /// `param b: [n] = zeros else 0`; `otherwise` is its constant when it is switched off.
  record Param(
      Identifier name,
      TypeAnnotation.Shape shape,
      Expression initializer,
      Optional<Expression> otherwise,
      String doc,
      Span span)
      implements Statement {}

  /// `state running_mean: [n] = 0`
  record State(
      Identifier name,
      Optional<TypeAnnotation.Shape> shape,
      Expression value,
      String doc,
      Span span)
      implements Statement {}

  /// `shared encoder = linear(64) -> relu`; also in a network.
  record Shared(Identifier name, Expression value, String doc, Span span)
      implements Statement, NetworkItem {}

  /// `require p < 1, "p must be below 1"`
  record Require(Expression condition, Expression.TextLiteral message, String doc, Span span)
      implements Statement {}

  /// `return x + h`; also the body `= x + h`.
  record Return(Expression value, String doc, Span span) implements Statement {}

  /// `h = x -> linear(4)`; also in a network. In a body the name may be a state, or `param` (see [#assignsParam]).
  record Bind(Identifier name, Expression value, String doc, Span span)
      implements Statement, NetworkItem {
    /// Whether this is an optimizer's `param = …`; `param` is a keyword, so no binding has that name.
    public boolean assignsParam() {
      return name.text().equals("param");
    }
  }
}
