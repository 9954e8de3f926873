package netwright.check;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import netwright.check.Arguments.Actual;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.op.ElementwiseOps;
import netwright.syntax.Declaration;
import netwright.syntax.Expression;
import netwright.syntax.LayerChain;
import netwright.syntax.Statement;
import netwright.syntax.TypeAnnotation;

/// Runs the bodies of layers, initializers and schedules, statement by statement.
final class Bodies {
  private final Elaborator elaborator;
  private final ShapePatterns patterns;

  Bodies(Elaborator elaborator, ArgumentTypes types) {
    this.elaborator = elaborator;
    this.patterns = types.patterns();
  }

  /// A body that is being run.
  private record Run(
      Library.Declared declared, Map<String, Actual> given, Frame frame, Frame caller) {
    boolean isLayer() {
      return declared.declaration() instanceof Declaration.Layer;
    }
  }

  /// What the body of `declared` returns; its arguments are defined in `frame`, `given` holds what the call in `caller`
  /// says of its parameters.
  Value run(Library.Declared declared, Map<String, Actual> given, Frame frame, Frame caller) {
    if (StatefulSchedules.isStateful(declared)) {
      return elaborator.schedules().call(declared, this, frame, caller);
    }
    Run run = new Run(declared, given, frame, caller);
    boolean sound = true;
    for (Statement statement : declared.declaration().body()) {
      if (statement instanceof Statement.Return(Expression value, _, _)) {
        Value result = elaborator.evaluate(value, frame);
        return sound && !result.isPoison() ? checked(result, run) : Value.POISON;
      }
      if (!execute(statement, run)) {
        if (statement instanceof Statement.Require) {
          return Value.POISON;
        }
        sound = false;
        quieten(statement, frame.scope());
      }
    }
    return Value.POISON;
  }

  /// Defines the name of a faulty statement, so that its uses are not reported as well.
  private static void quieten(Statement statement, Scope scope) {
    String name =
        switch (statement) {
          case Statement.Param param -> param.name().text();
          case Statement.State state -> state.name().text();
          case Statement.Bind bind -> bind.name().text();
          case Statement.Shared _, Statement.Require _, Statement.Return _ -> "";
        };
    if (scope.entry(name).isEmpty()) {
      scope.define(name, Value.POISON, statement.span());
    }
  }

  /// Reports and returns false.
  private boolean fail(Code code, Span span, String message, Run run) {
    elaborator.reports().error(run.frame(), Diagnostic.of(code, run.frame().place(span), message));
    return false;
  }

  /// Whether it went well.
  private boolean execute(Statement statement, Run run) {
    return switch (statement) {
      case Statement.Param param -> run.isLayer() && parameter(param, run);
      case Statement.State state -> run.isLayer() && state(state, run);
      case Statement.Shared shared -> shared(shared, run);
      case Statement.Require require -> require(require, run);
      case Statement.Bind bind -> bind(bind, run);
      case Statement.Return _ -> true;
    };
  }

  private boolean parameter(Statement.Param param, Run run) {
    String name = param.name().text();

    Frame frame = run.frame();
    Actual given = run.given().get(name);

    if (!isOn(given, run)) {
      return switchedOff(param, given, run);
    }
    Optional<Shape> shape = patterns.shape(param.shape(), frame);
    if (shape.isEmpty()) {
      return false;
    }
    Value value =
        elaborator
            .variables()
            .parameter(name, shape.get(), start(param, given, run), frame, param.span());
    frame.scope().define(name, value, param.span());
    return !value.isPoison();
  }

  /// What a layer of the standard library says to a layer that it calls is a default like any other: `init` beats it.
  private static Variables.Start start(Statement.Param param, Actual given, Run run) {
    return given == null || isTrue(given)
        ? new Variables.Start(new Value.Deferred(param.initializer(), run.frame()), false)
        : new Variables.Start(
            new Value.Deferred(given.expression().orElseThrow(), run.caller()),
            !run.caller().isLibrary());
  }

  private static boolean isTrue(Actual given) {
    return given.expression().orElse(null) instanceof Expression.BoolLiteral(boolean value, _)
        && value;
  }

  /// Whether the call leaves the parameter on: everything but `false` does.
  private static boolean isOn(Actual given, Run run) {
    return switch (given == null ? null : given.expression().orElseThrow()) {
      case null -> true;
      case Expression.BoolLiteral(boolean value, _) -> value;
      case Expression.Name name when name.isSimple() ->
          !new Value.Bool(false).equals(run.caller().scope().read(name.text()).orElse(null));
      default -> true;
    };
  }

  private boolean switchedOff(Statement.Param param, Actual given, Run run) {
    String name = param.name().text();
    if (param.otherwise().isEmpty()) {
      Frame caller = run.caller();
      elaborator
          .reports()
          .error(
              caller,
              Diagnostic.of(
                  Code.WRONG_KIND,
                  caller.place(given.span()),
                  "`" + name + "` of `" + run.declared().name() + "` cannot be switched off"));
      return false;
    }
    Value value = elaborator.evaluate(param.otherwise().get(), run.frame());
    run.frame().scope().define(name, value, param.span());
    return !value.isPoison();
  }

  private boolean state(Statement.State state, Run run) {
    Frame frame = run.frame();

    TypeAnnotation.Shape written =
        state.shape().orElse(new TypeAnnotation.Shape(List.of(), state.span()));
    Optional<Shape> shape = patterns.shape(written, frame);
    if (shape.isEmpty()) {
      return false;
    }
    Optional<Variables.Draft> draft =
        elaborator.variables().state(state.name().text(), shape.get(), frame, state.span());
    if (draft.isEmpty() || !initialise(draft.get(), state, run)) {
      return false;
    }
    frame.scope().defineState(state.name().text(), draft.get(), state.span());
    return true;
  }

  private boolean initialise(Variables.Draft draft, Statement.State state, Run run) {
    if (state.value() instanceof Expression.Call call && call.callee().text().equals("fit")) {
      return fit(draft, call, state, run);
    }
    Value value = elaborator.evaluate(state.value(), run.frame());
    OptionalDouble number = Operators.number(value);
    if (number.isEmpty()) {
      return !value.isPoison()
          && fail(
              Code.WRONG_KIND,
              state.value().span(),
              "a state starts with a number, not with " + value.describe(),
              run);
    }
    draft.initial(new Initial.Fill(number.getAsDouble()));
    return true;
  }

  private boolean fit(Variables.Draft draft, Expression.Call call, Statement.State state, Run run) {
    Frame frame = run.frame();
    if (call.arguments().size() != 1) {
      return fail(Code.MISSING_ARGUMENT, call.span(), "`fit` takes one argument", run);
    }
    Value value = elaborator.evaluate(call.arguments().getFirst().value(), frame);
    if (!(value instanceof Value.Tensor(TypedExpr expr))) {
      return !value.isPoison()
          && fail(
              Code.WRONG_KIND, call.span(), "`fit` takes a tensor, not " + value.describe(), run);
    }
    if (expr.type().batched() || !expr.type().shape().equals(draft.shape())) {
      String got = (expr.type().batched() ? "one for each sample, " : "") + expr.type();
      String message =
          "`"
              + state.name().text()
              + "` is "
              + draft.shape()
              + ", but what is fitted to it is "
              + got;
      return fail(Code.SHAPES_DISAGREE, call.span(), message, run);
    }
    draft.fit(expr);
    return true;
  }

  private boolean shared(Statement.Shared shared, Run run) {
    Frame frame = run.frame();
    Optional<List<Expression.Stage>> stages = LayerChain.of(shared.value());
    if (stages.isEmpty()) {
      return fail(
          Code.NOT_A_LAYER, shared.value().span(), "a shared layer is a chain of layers", run);
    }
    String name = shared.name().text();
    Value.Chain chain = new Value.Chain(stages.get(), frame, shared.span());
    frame
        .scope()
        .defineCallable(name, new Value.SharedChain(name, chain, frame.owner().child(name, false)));
    return true;
  }

  /// Whether a requirement of the body of `declared` holds; an error else.
  boolean require(Statement.Require require, Library.Declared declared, Frame frame, Frame caller) {
    return require(require, new Run(declared, Map.of(), frame, caller));
  }

  private boolean require(Statement.Require require, Run run) {
    Frame frame = run.frame();
    Value condition = elaborator.evaluate(require.condition(), frame);
    OptionalDouble number = Operators.number(condition);
    if (number.isEmpty()) {
      return !condition.isPoison()
          && fail(
              Code.NOT_COMPILE_TIME,
              require.span(),
              "a requirement must be known at compile time",
              run);
    }
    if (number.getAsDouble() == 0) {
      Span call = frame.caller().orElseThrow().call();
      String message = "`" + run.declared().name() + "`: " + require.message().value();
      elaborator
          .reports()
          .error(run.caller(), Diagnostic.of(Code.REQUIREMENT, run.caller().place(call), message));
      return false;
    }
    return true;
  }

  private boolean bind(Statement.Bind bind, Run run) {
    Frame frame = run.frame();
    Value value = elaborator.evaluate(bind.value(), frame);
    String name = bind.name().text();
    Optional<Variables.Draft> state = frame.scope().state(name);
    if (state.isPresent()) {
      return value.isPoison() ? false : assign(state.get(), bind, value, run);
    }

    frame.scope().define(name, value, bind.span());
    return !value.isPoison();
  }

  /// A state is assigned in training only: a read after that sees the new value there, at inference the old one.
  private boolean assign(Variables.Draft state, Statement.Bind bind, Value value, Run run) {
    Frame frame = run.frame();
    Span place = frame.place(bind.span());
    if (!Operators.isNumeric(value) || Operators.isClass(value)) {
      return fail(
          Code.WRONG_KIND, bind.span(), "a state holds numbers, not " + value.describe(), run);
    }
    TypedExpr next = Operators.tensor(value, place, frame.tensors());
    boolean grows = !TensorTypes.broadcastsTo(next.type(), state.shape());
    if (grows) {
      String got = (next.type().batched() ? "one for each sample, " : "") + next.type();
      String message =
          "the state `"
              + bind.name().text()
              + "` is "
              + state.shape()
              + "; it cannot become "
              + got;
      return fail(Code.SHAPES_DISAGREE, bind.span(), message, run);
    }
    state.update(next);
    TypedExpr training =
        frame.tensors().leaf(new TypedOp.Training(), ValueType.wideScalar(), place);
    TypedExpr seen =
        frame.tensors().apply(ElementwiseOps.WHERE, place, training, next, state.leaf());
    frame.scope().replace(bind.name().text(), new Value.Tensor(seen));
    return true;
  }

  /// The result, if it has the shape that the declaration promises.
  private Value checked(Value result, Run run) {
    Optional<TypeAnnotation> promised =
        run.declared().declaration() instanceof Declaration.Layer layer
            ? layer.result()
            : Optional.empty();
    if (promised.isEmpty()
        || !(promised.get() instanceof TypeAnnotation.Shape pattern)
        || !(result instanceof Value.Tensor(TypedExpr expr))) {
      return result;
    }
    Optional<String> reason =
        patterns.match(pattern, expr.type().shape(), "the result", run.frame());
    if (reason.isEmpty()) {
      return result;
    }
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.RESULT_SHAPE,
                run.frame().place(pattern.span()),
                "`"
                    + run.declared().name()
                    + "` promises "
                    + pattern.span().text()
                    + " but returns "
                    + expr.type())
            .label(reason.get())
            .note("the result comes from " + Operands.source(expr.span()), expr.span());
    return elaborator.reports().error(run.frame(), diagnostic);
  }
}
