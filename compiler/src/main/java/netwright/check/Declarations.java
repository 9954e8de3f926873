package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.Statement;
import netwright.syntax.TypeAnnotation;

/// What can be said of a declaration without a call of it: unknown names, names defined twice, statements that mean
/// nothing there, a missing `return`. So a layer that nobody calls is checked as well, and each error is reported once.
final class Declarations {
  private final Declaration.Function declaration;
  private final Library library;
  private final Reports reports;
  private final Map<String, Span> values = new HashMap<>();
  private final Set<String> callables = new HashSet<>();
  private final Set<String> states = new HashSet<>();

  private Declarations(Declaration.Function declaration, Library library, Reports reports) {
    this.declaration = declaration;
    this.library = library;
    this.reports = reports;
  }

  /// Checks `declaration`, whose body can call what is in `library`.
  static void check(Declaration.Function declaration, Library library, Reports reports) {
    new Declarations(declaration, library, reports).check();
  }

  private void check() {
    declaration.parameters().forEach(this::parameter);
    result().ifPresent(this::dimensions);
    boolean returned = false;
    for (Statement statement : declaration.body()) {
      if (returned) {
        error(Code.NO_RESULT, statement.span(), "nothing can follow `return`");
        return;
      }
      statement(statement);
      returned = statement instanceof Statement.Return;
    }
    if (!returned && !isOptimizer()) {
      String message = "`" + declaration.name().text() + "` returns nothing";
      reports.error(
          Diagnostic.of(Code.NO_RESULT, declaration.name().span(), message)
              .help("end its body with `return …`"));
    }
  }

  private Optional<TypeAnnotation> result() {
    return switch (declaration) {
      case Declaration.Layer layer -> layer.result();
      case Declaration.Initializer initializer -> initializer.result();
      case Declaration.Optimizer _, Declaration.Schedule _ -> Optional.empty();
    };
  }

  private boolean isOptimizer() {
    return declaration instanceof Declaration.Optimizer;
  }

  private void error(Code code, Span span, String message) {
    reports.error(Diagnostic.of(code, span, message));
  }

  private void parameter(Ast.Parameter parameter) {
    String type =
        parameter.type().orElse(null) instanceof TypeAnnotation.Named(String name, _) ? name : "";
    boolean callable = type.equals("layer") || type.equals("initializer");
    parameter.defaultValue().ifPresent(value -> new Uses(callable).visit(value));
    if (type.equals("layer")) {
      callables.add(parameter.name().text());
    } else {
      define(parameter.name().text(), parameter.name().span());
    }
    parameter.type().ifPresent(this::dimensions);
  }

  private void define(String name, Span span) {
    Span first = values.putIfAbsent(name, span);
    if (first != null) {
      reports.error(
          Diagnostic.of(Code.DUPLICATE_NAME, span, "`" + name + "` is defined twice")
              .note("it is defined first", first)
              .help("bindings are immutable; choose another name"));
    }
  }

  /// The new names in a shape stand for its sizes.
  private void dimensions(TypeAnnotation type) {
    switch (type) {
      case TypeAnnotation.Shape shape -> shape.dimensions().forEach(this::dimension);
      case TypeAnnotation.ClassCount count -> {
        size(count.count());
        count.shape().ifPresent(this::dimensions);
      }
      case TypeAnnotation.ClassLabels labels -> labels.shape().ifPresent(this::dimensions);
      case TypeAnnotation.Union union -> union.choices().forEach(this::dimensions);
      case TypeAnnotation.Named _ -> {}
    }
  }

  private void dimension(TypeAnnotation.Dimension dimension) {
    if (dimension instanceof TypeAnnotation.Size(Expression value, _)) {
      size(value);
    }
  }

  private void size(Expression value) {
    if (value instanceof Expression.Name name && name.isSimple()) {
      values.putIfAbsent(name.text(), name.span());
    } else {
      new Uses(false).visit(value);
    }
  }

  private void statement(Statement statement) {
    switch (statement) {
      case Statement.Param param -> param(param);
      case Statement.State state -> state(state);
      case Statement.Shared shared -> {
        new Uses(true).visit(shared.value());
        callables.add(shared.name().text());
      }
      case Statement.Require require -> new Uses(false).visit(require.condition());
      case Statement.Return result -> {
        if (isOptimizer()) {
          error(Code.MISPLACED, result.span(), "an optimizer assigns `param` and returns nothing");
        }
        new Uses(false).visit(result.value());
      }
      case Statement.Bind bind -> bind(bind);
    }
  }

  private void param(Statement.Param param) {
    if (!(declaration instanceof Declaration.Layer)) {
      error(Code.MISPLACED, param.span(), "only a layer has parameters");
    }
    param.shape().dimensions().forEach(this::used);
    new Uses(true).visit(param.initializer());
    param.otherwise().ifPresent(value -> new Uses(false).visit(value));
    define(param.name().text(), param.name().span());
  }

  private void used(TypeAnnotation.Dimension dimension) {
    if (dimension instanceof TypeAnnotation.Size(Expression value, _)) {
      new Uses(false).visit(value);
    }
  }

  private void state(Statement.State state) {
    if (declaration instanceof Declaration.Initializer) {
      error(Code.MISPLACED, state.span(), "an initializer runs once and has no state");
    }
    state.shape().ifPresent(shape -> shape.dimensions().forEach(this::used));
    new Uses(false).visit(state.value());
    define(state.name().text(), state.name().span());
    states.add(state.name().text());
  }

  private void bind(Statement.Bind bind) {
    new Uses(false).visit(bind.value());
    String name = bind.name().text();
    if (bind.assignsParam() && !isOptimizer()) {
      error(Code.MISPLACED, bind.span(), "`param` is assigned only in an optimizer");
    } else if (!bind.assignsParam() && !states.contains(name)) {
      define(name, bind.name().span());
    }
  }

  /// The names that an expression uses.
  private final class Uses extends ExpressionVisitor {
    private final boolean orCallable;

    /// A name may be that of something callable if `orCallable`.
    private Uses(boolean orCallable) {
      this.orCallable = orCallable;
    }

    @Override
    void name(Expression.Name name) {
      if (name.isSimple() && !isValue(name.text()) && !(orCallable && isCallable(name.text()))) {
        unknownValue(name, orCallable);
      }
    }

    @Override
    void param(Expression.ParamReference param) {
      if (!isOptimizer()) {
        error(Code.MISPLACED, param.span(), "`param` has a value only in an optimizer");
      }
    }

    @Override
    void callee(String name, Span span) {
      if (!isCallable(name)) {
        unknownCallable(name, span);
      }
    }

    /// An argument may be a layer or an initializer: what it must be, the call will say.
    @Override
    void argument(Expression value) {
      new Uses(true).visit(value);
    }
  }

  private boolean isValue(String name) {
    boolean fan =
        declaration instanceof Declaration.Initializer || declaration instanceof Declaration.Layer;
    boolean clock = isOptimizer() || declaration instanceof Declaration.Schedule;
    return values.containsKey(name)
        || Names.isEverywhere(name)
        || (fan && Names.FANS.contains(name))
        || (clock && Names.CLOCK.contains(name))
        || (name.equals("monitor") && declaration instanceof Declaration.Schedule)
        || (isOptimizer() && name.equals("grad"));
  }

  private boolean isCallable(String name) {
    return callables.contains(name)
        || library.find(name).isPresent()
        || Builtins.find(name).isPresent()
        || Builtins.PLANNED.contains(name);
  }

  private void unknownValue(Expression.Name name, boolean orCallable) {
    Optional<Statement> later =
        declaration.body().stream()
            .filter(statement ->
                statement instanceof Statement.Bind bind && bind.name().text().equals(name.text()))
            .findFirst();
    reports.error(
        later.isPresent()
            ? Names.early(name.text(), later.get().span(), name.span(), name.span())
            : Names.undefined(
                name.text(), isCallable(name.text()), known(orCallable), name.span()));
  }

  private Set<String> known(boolean orCallable) {
    Set<String> known = new HashSet<>(values.keySet());
    known.addAll(isOptimizer() ? Names.CLOCK : Names.FANS);
    if (isOptimizer()) {
      known.add("grad");
    }
    if (orCallable) {
      known.addAll(library.names());
    }
    return known;
  }

  private void unknownCallable(String name, Span span) {
    if (values.containsKey(name)) {
      error(Code.NOT_CALLABLE, span, "`" + name + "` is a value, not a layer");
      return;
    }
    List<String> known = new ArrayList<>(library.names());
    known.addAll(callables);
    reports.error(UnknownLayer.named(name, known, span));
  }
}
