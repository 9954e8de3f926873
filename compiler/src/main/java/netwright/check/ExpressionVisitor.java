package netwright.check;

import netwright.diag.Span;
import netwright.syntax.Expression;
import netwright.syntax.Expression.Stage;

/// Walks over an expression and says which names it uses, and how.
abstract class ExpressionVisitor {

  /// A name used as a value; at the head of a chain it may also be a layer.
  abstract void name(Expression.Name name);

  /// A use of `param`.
  abstract void param(Expression.ParamReference param);

  /// A name that is called.
  abstract void callee(String name, Span span);

  /// An argument of a call.
  abstract void argument(Expression value);

  final void visit(Expression expression) {
    switch (expression) {
      case Expression.NumberLiteral _, Expression.TextLiteral _, Expression.BoolLiteral _ -> {}
      case Expression.Name name -> name(name);
      case Expression.ParamReference param -> param(param);
      case Expression.ElementList list -> list.elements().forEach(this::visit);
      case Expression.Negate negate -> visit(negate.operand());
      case Expression.Power power -> {
        visit(power.base());
        visit(power.exponent());
      }
      case Expression.Binary binary -> {
        visit(binary.first());
        binary.rest().forEach(step -> visit(step.operand()));
      }
      case Expression.Compare compare -> {
        visit(compare.left());
        visit(compare.right());
      }
      case Expression.Call call -> {
        callee(call.callee().text(), call.callee().span());
        call.arguments().forEach(argument -> argument(argument.value()));
      }
      case Expression.Arrow arrow -> {
        visit(arrow.source());
        arrow.stages().forEach(this::stage);
      }
      case Expression.Repeat repeat -> {
        visit(repeat.count());
        stage(repeat.body());
      }
    }
  }

  private void stage(Stage stage) {
    switch (stage) {
      case Expression.Name name when name.isSimple() -> callee(name.text(), name.span());
      case Expression.Arrow(Stage first, var rest, _) -> {
        stage(first);
        rest.forEach(this::stage);
      }
      case Expression.Name _, Expression.Call _, Expression.Arrow _, Expression.Repeat _ ->
          visit(stage);
    }
  }
}
