package netwright.check;

import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.syntax.Expression;

/// Explains to a user where the operand of a failed operation comes from.
final class Operands {
  private static final int LONGEST = 48;

  private Operands() {}

  /// `diagnostic` with a note on `value`, written as `expression`, if there is something to say.
  static Diagnostic explain(Diagnostic diagnostic, Expression expression, Value value) {
    return expression instanceof Expression.Name name
            && value instanceof Value.Tensor(TypedExpr expr)
        ? explain(diagnostic, name.text(), expr)
        : diagnostic;
  }

  /// `diagnostic` with a note on the tensor called `name`.
  static Diagnostic explain(Diagnostic diagnostic, String name, TypedExpr expr) {
    String what = "`" + name + "`: " + expr.type();
    return switch (expr.op()) {
      case TypedOp.Input _, TypedOp.Variable _ ->
          diagnostic.note(what + " is declared", expr.span());

      default -> diagnostic.note(what + " comes from " + source(expr.span()), expr.span());
    };
  }

  /// The text at `span`, in backquotes, or what there is instead where that is long.
  static String source(Span span) {
    String text = span.text();
    boolean fits = text.length() <= LONGEST && text.indexOf('\n') < 0;
    return fits ? "`" + text + "`" : "the expression";
  }
}
