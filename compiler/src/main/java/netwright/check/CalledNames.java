package netwright.check;

import java.util.LinkedHashSet;
import java.util.Set;
import netwright.diag.Span;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.Statement;

/// The names that a declaration's body or defaults call, or hand on as layers or initializers.
final class CalledNames extends ExpressionVisitor {
  private final Set<String> names = new LinkedHashSet<>();
  private boolean inArgument;

  private CalledNames() {}

  static Set<String> of(Declaration.Function function) {
    CalledNames called = new CalledNames();
    function
        .parameters()
        .forEach(parameter -> parameter.defaultValue().ifPresent(called::argument));
    function.body().forEach(called::visit);
    function.parameters().forEach(parameter -> called.names.remove(parameter.name().text()));
    return called.names;
  }

  private void visit(Statement statement) {
    switch (statement) {
      case Statement.Param param -> {
        argument(param.initializer());
        param.otherwise().ifPresent(this::visit);
      }
      case Statement.State state -> visit(state.value());
      case Statement.Shared shared -> argument(shared.value());
      case Statement.Require require -> visit(require.condition());
      case Statement.Return result -> visit(result.value());
      case Statement.Bind bind -> visit(bind.value());
    }
  }

  @Override
  void name(Expression.Name name) {
    if (inArgument && name.isSimple()) {
      names.add(name.text());
    }
  }

  @Override
  void param(Expression.ParamReference param) {}

  @Override
  void callee(String name, Span span) {
    names.add(name);
  }

  @Override
  void argument(Expression value) {
    boolean before = inArgument;
    inArgument = true;
    visit(value);
    inArgument = before;
  }
}
