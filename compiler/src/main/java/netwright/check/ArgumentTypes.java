package netwright.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import netwright.check.Arguments.Actual;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.syntax.Ast;
import netwright.syntax.Expression;
import netwright.syntax.LayerChain;
import netwright.syntax.TypeAnnotation;

/// Evaluates the arguments of a call, compares them with the types that the callee declares, and defines them in its
/// scope together with the dimensions they bind.
final class ArgumentTypes {
  private final Elaborator elaborator;
  private final ShapePatterns patterns;

  ArgumentTypes(Elaborator elaborator) {
    this.elaborator = elaborator;
    this.patterns = new ShapePatterns(elaborator);
  }

  ShapePatterns patterns() {
    return patterns;
  }

  /// An argument on its way into a body.
  private record Incoming(
      Ast.Parameter parameter, Value value, Span span, Frame body, Frame caller) {
    String name() {
      return parameter.name().text();
    }

    Span place() {
      return caller.place(span);
    }

    String callee() {
      return body.caller().map(Frame.Caller::layer).orElse("");
    }

    /// `` `y` of `mse` ``
    String title() {
      return "`" + name() + "` of `" + callee() + "`";
    }
  }

  /// Defines `parameters` in the scope of `body`; `bound` holds those that the call in `caller` gives, the rest have
  /// defaults. Returns whether all fit.
  boolean define(
      List<Ast.Parameter> parameters, Map<String, Actual> bound, Frame body, Frame caller) {
    boolean fits = true;
    for (Ast.Parameter parameter : parameters) {
      Actual actual = bound.get(parameter.name().text());
      if (actual != null) {
        fits &= define(parameter, actual, body, caller);
      } else if (fits) {
        Expression expression = parameter.defaultValue().orElseThrow();
        Actual preset = new Actual(Optional.empty(), Optional.of(expression), expression.span());
        fits &= define(parameter, preset, body, body);
      }
    }
    return fits;
  }

  private boolean define(Ast.Parameter parameter, Actual actual, Frame body, Frame caller) {
    String name = parameter.name().text();
    if (isNamed(parameter, "layer")) {
      return layer(parameter, actual, body, caller);
    }
    if (isNamed(parameter, "initializer") && actual.expression().isPresent()) {
      body.scope()
          .define(name, new Value.Deferred(actual.expression().get(), caller), parameter.span());
      return true;
    }
    Value value =
        actual
            .piped()
            .orElseGet(() -> elaborator.evaluate(actual.expression().orElseThrow(), caller));
    if (isTensor(parameter)) {
      value = NumberLists.tensor(value, caller.place(actual.span()), caller);
    }
    if (value.isPoison()) {
      return false;
    }
    Incoming incoming = new Incoming(parameter, value, actual.span(), body, caller);
    boolean fits = parameter.type().isEmpty() || fits(parameter.type().get(), incoming);
    body.scope().define(name, value, parameter.span());
    return fits;
  }

  private static boolean isTensor(Ast.Parameter parameter) {
    return parameter.type().isPresent() && parameter.type().get() instanceof TypeAnnotation.Shape;
  }

  private static boolean isNamed(Ast.Parameter parameter, String type) {
    return parameter.type().isPresent()
        && parameter.type().get() instanceof TypeAnnotation.Named(String name, _)
        && name.equals(type);
  }

  private boolean layer(Ast.Parameter parameter, Actual actual, Frame body, Frame caller) {
    Optional<Value.Chain> chain =
        actual
            .expression()
            .flatMap(LayerChain::of)
            .map(stages -> new Value.Chain(stages, caller, actual.span()));
    if (chain.isEmpty()) {
      elaborator
          .reports()
          .error(
              caller,
              Diagnostic.of(
                  Code.NOT_A_LAYER,
                  caller.place(actual.span()),
                  "`"
                      + parameter.name().text()
                      + "` must be a layer, such as `relu` or `linear(8) -> tanh`"));
      return false;
    }
    body.scope().defineCallable(parameter.name().text(), chain.get());
    return true;
  }

  private boolean fits(TypeAnnotation type, Incoming incoming) {
    return switch (type) {
      case TypeAnnotation.Named(String name, _) -> named(name, incoming);
      case TypeAnnotation.Shape shape -> shape(shape, incoming);
      case TypeAnnotation.ClassCount count -> classes(count, incoming);
      case TypeAnnotation.ClassLabels labels -> labels(labels, incoming);
      case TypeAnnotation.Union union -> union(union, incoming);
    };
  }

  private boolean named(String type, Incoming incoming) {
    Value value = incoming.value();
    return switch (type) {
      case "int" -> integer(incoming);
      case "bool" ->
          value instanceof Value.Bool || isBit(value) || wrong(incoming, "`true` or `false`");
      case "text" -> value instanceof Value.Text || wrong(incoming, "a text in quotes");
      case "real", "float", "number" ->
          Operators.number(value).isPresent() || wrong(incoming, "a number");
      case "params" -> isParameters(value) || wrong(incoming, "parameters, such as `weights`");
      default -> unknownType(type, incoming);
    };
  }

  private boolean integer(Incoming incoming) {
    Expression written =
        incoming.parameter().defaultValue().orElse(new Expression.TextLiteral("", incoming.span()));
    Expression here = new Expression.Name(List.of(incoming.name()), incoming.span());
    OptionalInt value =
        elaborator.integer(
            incoming.value(),
            incoming.caller() == incoming.body() ? written : here,
            incoming.caller(),
            incoming.title());
    return value.isPresent();
  }

  private static boolean isBit(Value value) {
    return value instanceof Value.Number(double number) && (number == 0 || number == 1);
  }

  private static boolean isParameters(Value value) {
    return value instanceof Value.Tensors
        || (value instanceof Value.Tensor(TypedExpr expr) && expr.op() instanceof TypedOp.Variable);
  }

  private boolean wrong(Incoming incoming, String due) {
    return refuse(
        incoming,
        Diagnostic.of(
            Code.WRONG_KIND,
            incoming.place(),
            incoming.title() + " must be " + due + ", not " + incoming.value().describe()));
  }

  private boolean unknownType(String type, Incoming incoming) {
    elaborator
        .reports()
        .error(
            Diagnostic.of(
                    Code.UNKNOWN_NAME,
                    incoming.parameter().span(),
                    "there is no type `" + type + "`")
                .help(
                    "an argument is `int`, `bool`, `text`, `layer`, `initializer`, `params` or a shape"));
    return false;
  }

  private boolean refuse(Incoming incoming, Diagnostic diagnostic) {
    elaborator.reports().error(incoming.caller(), diagnostic);
    return false;
  }

  private boolean shape(TypeAnnotation.Shape pattern, Incoming incoming) {
    if (Operators.number(incoming.value()).isPresent()) {
      return isBound(pattern, incoming.body())
          || wrong(incoming, "a tensor " + pattern.span().text());
    }
    if (!(incoming.value() instanceof Value.Tensor(TypedExpr expr))) {
      return wrong(incoming, "a tensor " + pattern.span().text());
    }
    if (expr.type().isClass()) {
      return refuse(incoming, realExpected(expr, incoming));
    }
    return matches(pattern, expr.type().shape(), incoming);
  }

  private static boolean isBound(TypeAnnotation.Shape pattern, Frame body) {
    for (TypeAnnotation.Dimension dimension : pattern.dimensions()) {
      boolean free =
          switch (dimension) {
            case TypeAnnotation.Rest rest ->
                rest.name().isPresent() && body.scope().rest(rest.name().get().text()).isEmpty();
            case TypeAnnotation.Size(Expression.Name name, _) ->
                body.scope().entry(name.text()).isEmpty();
            case TypeAnnotation.Size _ -> false;
          };
      if (free) {
        return false;
      }
    }
    return true;
  }

  private static Diagnostic realExpected(TypedExpr expr, Incoming incoming) {
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.REAL_EXPECTED,
                incoming.place(),
                incoming.title() + " must be numbers, not classes")
            .label(expr.type().toString());
    return explained(diagnostic, expr, incoming)
        .help("for classes there is `cross_entropy`; `one_hot` makes numbers of them");
  }

  private static Diagnostic explained(Diagnostic diagnostic, TypedExpr expr, Incoming incoming) {
    boolean isName = incoming.span().text().chars().allMatch(Character::isJavaIdentifierPart);
    return isName && incoming.place().equals(incoming.span())
        ? Operands.explain(diagnostic, incoming.span().text(), expr)
        : diagnostic;
  }

  private boolean matches(TypeAnnotation.Shape pattern, Shape shape, Incoming incoming) {
    Optional<String> reason = patterns.match(pattern, shape, incoming.name(), incoming.body());
    if (reason.isEmpty()) {
      return true;
    }
    Diagnostic diagnostic =
        Diagnostic.of(Code.WRONG_SHAPE, incoming.place(), incoming.title() + " has the wrong shape")
            .label(shape + " does not fit " + pattern.span().text() + ": " + reason.get());
    return refuse(incoming, withOthers(diagnostic, incoming));
  }

  /// Adds where this argument, and the others that are tensors, come from.
  private static Diagnostic withOthers(Diagnostic diagnostic, Incoming incoming) {
    Diagnostic explained = diagnostic;
    for (var entry : incoming.body().scope().entries().entrySet()) {
      if (entry.getValue().value() instanceof Value.Tensor(TypedExpr expr)) {
        explained = explained.note("`" + entry.getKey() + "`: " + origin(expr), expr.span());
      }
    }
    return incoming.value() instanceof Value.Tensor(TypedExpr expr)
        ? explained.note("`" + incoming.name() + "`: " + origin(expr), expr.span())
        : explained;
  }

  private static String origin(TypedExpr expr) {
    return expr.op() instanceof TypedOp.Input(String name)
        ? expr.type() + " is `" + name + "`, declared"
        : expr.type() + " comes from " + Operands.source(expr.span());
  }

  private boolean classes(TypeAnnotation.ClassCount count, Incoming incoming) {
    if (!(incoming.value() instanceof Value.Tensor(TypedExpr expr))) {
      return wrong(incoming, "classes");
    }
    if (!(expr.type().elements() instanceof Elements.OneOf(int k, _))) {
      return refuse(incoming, classExpected(expr, incoming));
    }
    Optional<String> reason = patterns.size(count.count(), k, incoming.name(), incoming.body());
    if (reason.isPresent()) {
      Diagnostic diagnostic =
          Diagnostic.of(
                  Code.WRONG_SHAPE,
                  incoming.place(),
                  incoming.title() + " has the wrong number of classes")
              .label(expr.type() + ": " + reason.get());
      return refuse(incoming, withOthers(diagnostic, incoming));
    }
    TypeAnnotation.Shape shape =
        count.shape().orElse(new TypeAnnotation.Shape(List.of(), count.span()));
    return matches(shape, expr.type().shape(), incoming);
  }

  private static Diagnostic classExpected(TypedExpr expr, Incoming incoming) {
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.CLASS_EXPECTED,
                incoming.place(),
                incoming.title() + " must be a class, not numbers")
            .label(expr.type().toString());
    return explained(diagnostic, expr, incoming)
        .help("declare the target as `class[k]`, k being how many classes there are");
  }

  private boolean labels(TypeAnnotation.ClassLabels labels, Incoming incoming) {
    boolean same =
        incoming.value() instanceof Value.Tensor(TypedExpr expr)
            && expr.type().elements() instanceof Elements.OneOf(_, List<String> known)
            && known.equals(labels.labels().stream().map(Expression.TextLiteral::value).toList());
    return same || wrong(incoming, labels.span().text());
  }

  /// The first choice of the value's own kind decides; a real that fits none of several is reported against the first.
  private boolean union(TypeAnnotation.Union union, Incoming incoming) {
    boolean isClass = Operators.isClass(incoming.value());
    List<TypeAnnotation> sameKind =
        union.choices().stream().filter(choice -> isClassType(choice) == isClass).toList();
    return sameKind.isEmpty()
        ? wrong(incoming, union.span().text())
        : fits(sameKind.getFirst(), incoming);
  }

  private static boolean isClassType(TypeAnnotation type) {
    return type instanceof TypeAnnotation.ClassCount || type instanceof TypeAnnotation.ClassLabels;
  }
}
