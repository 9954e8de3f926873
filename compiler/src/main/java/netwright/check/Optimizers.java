package netwright.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.ir.Shape;
import netwright.syntax.Ast;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.Statement;

/// Elaborates an optimizer's declaration for each parameter. `param`, `grad` and the states are names whose values the
/// statements replace one after the other; what is left in `param` at the end is the step.
final class Optimizers {
  private final Elaborator elaborator;
  private final ShapePatterns patterns;

  Optimizers(Elaborator elaborator) {
    this.elaborator = elaborator;
    this.patterns = new ShapePatterns(elaborator);
  }

  /// An optimizer with its arguments, and the parameters it is for; no pattern means all.
  record Choice(
      Library.Declared declared, Frame arguments, Optional<Ast.Pattern> pattern, Span span) {}

  /// A state while the body runs.
  private record State(String name, Shape shape, Initial initial) {}

  /// The optimizer that `value` names; nothing after an error.
  Optional<Choice> choice(Expression value, Optional<Ast.Pattern> pattern, Frame network) {
    Frame frame = network.withClock();
    List<Expression.Argument> given =
        value instanceof Expression.Call call ? call.arguments() : List.of();
    String name = name(value);
    Optional<Library.Declared> declared = frame.library().find(name);
    if (declared.isEmpty() || !(declared.get().declaration() instanceof Declaration.Optimizer)) {
      elaborator.reports().error(noOptimizer(name, value, frame));
      return Optional.empty();
    }
    return elaborator
        .calls()
        .optimizer(declared.get(), given, value.span(), frame)
        .filter(arguments -> hasNumbers(arguments, value.span()))
        .map(arguments -> warned(new Choice(declared.get(), arguments, pattern, value.span())));
  }

  /// An optimizer written as a name alone, as a call.
  static Expression.Call asCall(Expression optimizer) {
    return optimizer instanceof Expression.Call call
        ? call
        : new Expression.Call(
            new Ast.Identifier(name(optimizer), optimizer.span()), List.of(), optimizer.span());
  }

  private static String name(Expression value) {
    return switch (value) {
      case Expression.Call call -> call.callee().text();
      case Expression.Name name when name.isSimple() -> name.text();
      default -> "";
    };
  }

  private static Diagnostic noOptimizer(String name, Expression value, Frame frame) {
    List<String> optimizers = frame.library().optimizers();
    String suggestion = Suggestions.didYouMean(name, optimizers);
    String message =
        name.isEmpty() ? "this is not an optimizer" : "`" + name + "` is not an optimizer";
    return Diagnostic.of(Code.NOT_AN_OPTIMIZER, value.span(), message)
        .help(
            suggestion.isEmpty()
                ? "the optimizers are " + String.join(", ", optimizers)
                : suggestion);
  }

  /// Whether all arguments are numbers, known now or computed from the clock.
  private boolean hasNumbers(Frame arguments, Span call) {
    boolean sound = true;
    for (var argument : arguments.scope().entries().entrySet()) {
      Value value = argument.getValue().value();
      boolean number = Operators.number(value).isPresent() || value instanceof Value.Text;
      if (!number
          && !(value instanceof Value.Tensor(TypedExpr expr)
              && expr.type().wide()
              && expr.type().isScalar())) {
        String message =
            "`"
                + argument.getKey()
                + "` of an optimizer is a number or a schedule, not "
                + value.describe();
        elaborator.reports().error(Diagnostic.of(Code.WRONG_KIND, call, message));
        sound = false;
      }
    }
    return sound;
  }

  private Choice warned(Choice choice) {
    Optional<Value> rate = choice.arguments().scope().entry("lr").map(Scope.Entry::value);
    if (rate.isPresent() && Operators.number(rate.get()).equals(OptionalDouble.of(0))) {
      elaborator
          .reports()
          .warning(
              Diagnostic.of(
                  Code.NO_LEARNING, choice.span(), "with a learning rate of 0 nothing is learned"));
    }
    return choice;
  }

  /// The step of `parameter` by `choice`; nothing after an error.
  Optional<TypedModel.Update> update(Choice choice, Variables.Draft parameter) {
    Frame frame = choice.arguments().with(choice.arguments().scope().copy());
    Scope scope = frame.scope();
    Span place = frame.place(choice.span());
    scope.define("param", new Value.Tensor(parameter.leaf()), place);
    scope.define("grad", new Value.Tensor(gradient(parameter, frame, place)), place);
    Map<String, State> states = new LinkedHashMap<>();
    for (Statement statement : choice.declared().declaration().body()) {
      if (!execute(statement, choice, parameter, states, frame)) {
        return Optional.empty();
      }
    }
    return update(choice, parameter, states, scope);
  }

  private static TypedExpr gradient(Variables.Draft parameter, Frame frame, Span place) {
    ValueType type = ValueType.real(parameter.shape(), false);
    return frame.tensors().leaf(new TypedOp.Gradient(parameter.name()), type, place);
  }

  private boolean execute(
      Statement statement,
      Choice choice,
      Variables.Draft parameter,
      Map<String, State> states,
      Frame frame) {
    return switch (statement) {
      case Statement.State state -> state(state, choice, parameter, states, frame);
      case Statement.Bind bind -> bind(bind, parameter, states, frame);
      case Statement.Require require -> require(require, choice, frame);
      case Statement.Return _ -> false;
      case Statement.Param _, Statement.Shared _ ->
          fail(
              frame,
              Code.MISPLACED,
              statement.span(),
              "an optimizer has states and assignments, nothing else");
    };
  }

  private boolean fail(Frame frame, Code code, Span span, String message) {
    elaborator.reports().error(frame, Diagnostic.of(code, frame.place(span), message));
    return false;
  }

  private boolean require(Statement.Require require, Choice choice, Frame frame) {
    OptionalDouble condition = Operators.number(elaborator.evaluate(require.condition(), frame));
    boolean holds = condition.isEmpty() || condition.getAsDouble() != 0;
    return holds
        || fail(
            frame,
            Code.REQUIREMENT,
            choice.span(),
            "`" + choice.declared().name() + "`: " + require.message().value());
  }

  private boolean state(
      Statement.State state,
      Choice choice,
      Variables.Draft parameter,
      Map<String, State> states,
      Frame frame) {
    String name = state.name().text();
    Optional<Shape> shape =
        state.shape().isPresent()
            ? patterns.shape(state.shape().get(), frame)
            : Optional.of(parameter.shape());
    Value value = elaborator.evaluate(state.value(), frame);
    OptionalDouble start = Operators.number(value);
    if (shape.isEmpty() || value.isPoison()) {
      return false;
    }
    if (start.isEmpty()) {
      return fail(
          frame,
          Code.WRONG_KIND,
          state.value().span(),
          "a state starts with a number, not with " + value.describe());
    }
    if (frame.scope().entry(name).isPresent()) {
      return fail(
          frame, Code.DUPLICATE_NAME, state.name().span(), "`" + name + "` is defined twice");
    }
    String full = parameter.name() + "." + choice.declared().name() + "." + name;
    states.put(name, new State(full, shape.get(), new Initial.Fill(start.getAsDouble())));
    TypedExpr old =
        frame
            .tensors()
            .leaf(
                new TypedOp.Variable(full),
                ValueType.real(shape.get(), false),
                frame.place(state.span()));
    frame.scope().define(name, new Value.Tensor(old), state.span());
    return true;
  }

  private boolean bind(
      Statement.Bind bind, Variables.Draft parameter, Map<String, State> states, Frame frame) {
    String name = bind.name().text();
    Value value = elaborator.evaluate(bind.value(), frame);
    if (value.isPoison()) {
      return false;
    }
    boolean known = frame.scope().entry(name).isPresent();
    State state = states.get(name);
    if (!bind.assignsParam() && state == null) {
      if (known) {
        return fail(
            frame, Code.DUPLICATE_NAME, bind.name().span(), "`" + name + "` is defined twice");
      }
      frame.scope().define(name, value, bind.span());
      return true;
    }
    return assign(bind, value, state == null ? parameter.shape() : state.shape(), frame);
  }

  private boolean assign(Statement.Bind bind, Value value, Shape shape, Frame frame) {
    if (!Operators.isNumeric(value)) {
      return fail(
          frame,
          Code.WRONG_KIND,
          bind.span(),
          "`" + bind.name().text() + "` cannot become " + value.describe());
    }
    TypedExpr next = Operators.tensor(value, frame.place(bind.span()), frame.tensors());
    if (!TensorTypes.broadcastsTo(next.type(), shape)) {
      String message =
          "`" + bind.name().text() + "` is " + shape + "; it cannot become " + next.type();
      return fail(frame, Code.SHAPES_DISAGREE, bind.span(), message);
    }
    frame.scope().replace(bind.name().text(), new Value.Tensor(next));
    return true;
  }

  private Optional<TypedModel.Update> update(
      Choice choice, Variables.Draft parameter, Map<String, State> states, Scope scope) {
    TypedExpr next = result("param", scope);
    if (next == parameter.leaf()) {
      elaborator
          .reports()
          .error(
              Diagnostic.of(
                  Code.BAD_OPTIMIZER,
                  choice.span(),
                  "the optimizer `" + choice.declared().name() + "` never assigns `param`"));
      return Optional.empty();
    }
    return Optional.of(
        new TypedModel.Update(
            parameter.name(), parameter.shape(), next, needed(next, states, scope)));
  }

  /// The states whose old values the step needs, directly or through other states.
  private static List<TypedModel.StateUpdate> needed(
      TypedExpr next, Map<String, State> states, Scope scope) {
    Reached reached = new Reached();
    reached.add(next);
    int before = -1;
    while (before < reached.size()) {
      before = reached.size();
      states.forEach((name, state) -> {
        if (reached.variables().contains(state.name())) {
          reached.add(result(name, scope));
        }
      });
    }
    List<TypedModel.StateUpdate> needed = new ArrayList<>();
    states.forEach((name, state) -> {
      if (reached.variables().contains(state.name())) {
        needed.add(
            new TypedModel.StateUpdate(
                state.name(), name, state.shape(), state.initial(), result(name, scope)));
      }
    });
    return needed;
  }

  private static TypedExpr result(String name, Scope scope) {
    return ((Value.Tensor) scope.entry(name).orElseThrow().value()).expr();
  }
}
