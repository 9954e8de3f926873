package netwright.check;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.Statement;

/// The names that a declaration's body or defaults call, or may call as a layer without arguments.
final class CalledNames {
  private final Set<String> names = new LinkedHashSet<>();

  private CalledNames() {}

  static Set<String> of(Declaration.Function function) {
    CalledNames called = new CalledNames();
    function.parameters().forEach(parameter -> parameter.defaultValue().ifPresent(called::visit));
    function.body().forEach(called::visit);
    function.parameters().forEach(parameter -> called.names.remove(parameter.name().text()));
    return called.names;
  }

  private void visit(Statement statement) {
    switch (statement) {
      case Statement.Param param -> {
        visit(param.initializer());
        param.otherwise().ifPresent(this::visit);
      }
      case Statement.State state -> visit(state.value());
      case Statement.Shared shared -> visit(shared.value());
      case Statement.Require require -> visit(require.condition());
      case Statement.Return result -> visit(result.value());
      case Statement.Bind bind -> visit(bind.value());
    }
  }

  private void visit(Expression expression) {
    switch (expression) {
      case Expression.NumberLiteral _, Expression.TextLiteral _, Expression.BoolLiteral _ -> {}
      case Expression.Name _, Expression.ParamReference _ -> {}
      case Expression.ElementList list -> list.elements().forEach(this::visit);
      case Expression.Negate negate -> visit(negate.operand());
      case Expression.Power power -> visitAll(power.base(), power.exponent());
      case Expression.Binary binary -> {
        visit(binary.first());
        binary.rest().forEach(step -> visit(step.operand()));
      }
      case Expression.Compare compare -> visitAll(compare.left(), compare.right());
      case Expression.Call call -> call(call);
      case Expression.Arrow arrow -> arrow(arrow);
      case Expression.Repeat repeat -> {
        visit(repeat.count());
        stage(repeat.body());
      }
    }
  }

  private void visitAll(Expression... expressions) {
    List.of(expressions).forEach(this::visit);
  }

  private void call(Expression.Call call) {
    names.add(call.callee().text());
    call.arguments().forEach(argument -> visit(argument.value()));
  }

  private void arrow(Expression.Arrow arrow) {
    visit(arrow.source());
    arrow.stages().forEach(this::stage);
  }

  private void stage(Expression.Stage stage) {
    Optional<String> name =
        stage instanceof Expression.Name written && written.isSimple()
            ? Optional.of(written.text())
            : Optional.empty();
    name.ifPresentOrElse(names::add, () -> visit((Expression) stage));
  }
}
