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
import netwright.syntax.Declaration;
import netwright.syntax.Statement;

/// Schedules that keep states. The body runs at the end of each epoch; what it returns is one number, which the steps of
/// the next epoch read. For the first epoch it returns what it does without assigning its states.
final class StatefulSchedules {
  private static final String MONITOR = "monitor";

  private final Elaborator elaborator;
  private final List<TypedModel.Schedule> all = new ArrayList<>();
  private boolean running;

  StatefulSchedules(Elaborator elaborator) {
    this.elaborator = elaborator;
  }

  /// A state while the body runs.
  private record State(String name, double start) {}

  /// What a run through the body came to.
  private record Outcome(TypedExpr result, Map<String, State> states, Frame frame) {}

  /// Those that have been called, in this order.
  List<TypedModel.Schedule> all() {
    return all;
  }

  /// Whether `declared` is a schedule with a state.
  static boolean isStateful(Library.Declared declared) {
    return declared.declaration() instanceof Declaration.Schedule schedule
        && schedule.body().stream().anyMatch(Statement.State.class::isInstance);
  }

  /// The value of a call, whose arguments are defined in `frame`.
  Value call(Library.Declared declared, Bodies bodies, Frame frame, Frame caller) {
    Span call = frame.caller().orElseThrow().call();
    if (running || !frame.clock()) {
      String where = running ? "in another schedule with a state" : "outside the train section";
      return elaborator
          .reports()
          .error(
              caller,
              Diagnostic.of(
                  Code.MISPLACED,
                  caller.place(call),
                  "`" + declared.name() + "` has a state and cannot be called " + where));
    }
    running = true;
    try {
      return run(declared, bodies, frame, caller);
    } finally {
      running = false;
    }
  }

  private Value run(Library.Declared declared, Bodies bodies, Frame frame, Frame caller) {
    Span call = caller.place(frame.caller().orElseThrow().call());
    String name = "schedule." + all.size();
    Optional<Outcome> next = outcome(declared, name, true, bodies, frame, caller);
    Optional<Outcome> first =
        next.isPresent() ? outcome(declared, name, false, bodies, frame, caller) : Optional.empty();
    if (first.isEmpty()) {
      return Value.POISON;
    }
    if (reads(first.get().result(), MONITOR)) {
      return elaborator
          .reports()
          .error(
              caller,
              Diagnostic.of(
                      Code.BAD_OPTIMIZER,
                      call,
                      "`" + declared.name() + "` has no value before the first epoch")
                  .help("it returns what depends on `monitor`; return a state instead"));
    }
    List<TypedModel.ScheduleState> states = new ArrayList<>();
    next.get()
        .states()
        .forEach((written, state) -> {
          Scope scope = next.get().frame().scope();
          TypedExpr value = ((Value.Tensor) scope.entry(written).orElseThrow().value()).expr();
          states.add(new TypedModel.ScheduleState(state.name(), state.start(), value));
        });
    all.add(new TypedModel.Schedule(name, states, first.get().result(), next.get().result(), call));
    return new Value.Tensor(kept(name, frame, call));
  }

  private static boolean reads(TypedExpr root, String name) {
    Reached reached = new Reached();
    reached.add(root);
    return reached.ordered().stream().anyMatch(expr -> expr.op().equals(new TypedOp.Kept(name)));
  }

  private static TypedExpr kept(String name, Frame frame, Span place) {
    return frame.tensors().leaf(new TypedOp.Kept(name), ValueType.wideScalar(), place);
  }

  /// Runs through the body, which assigns its states or leaves them as they are.
  private Optional<Outcome> outcome(
      Library.Declared declared,
      String name,
      boolean assigns,
      Bodies bodies,
      Frame arguments,
      Frame caller) {
    Frame frame = arguments.with(arguments.scope().copy());
    Span place = frame.place(declared.declaration().name().span());
    frame.scope().define(MONITOR, new Value.Tensor(kept(MONITOR, frame, place)), place);
    Map<String, State> states = new LinkedHashMap<>();
    for (Statement statement : declared.declaration().body()) {
      boolean sound =
          switch (statement) {
            case Statement.State state -> state(state, name, states, frame);
            case Statement.Bind bind -> bind(bind, assigns, states, frame);
            case Statement.Require require -> bodies.require(require, declared, frame, caller);
            case Statement.Param _, Statement.Shared _ ->
                fail(
                    frame,
                    Code.MISPLACED,
                    statement.span(),
                    "a schedule has states and assignments, nothing else");
            case Statement.Return _ -> true;
          };
      if (!sound) {
        return Optional.empty();
      }
      if (statement instanceof Statement.Return result) {
        return number(elaborator.evaluate(result.value(), frame), result.span(), frame)
            .map(value -> new Outcome(value, states, frame));
      }
    }
    return Optional.empty();
  }

  private boolean fail(Frame frame, Code code, Span span, String message) {
    elaborator.reports().error(frame, Diagnostic.of(code, frame.place(span), message));
    return false;
  }

  private boolean state(
      Statement.State state, String schedule, Map<String, State> states, Frame frame) {
    String name = state.name().text();
    Value value = elaborator.evaluate(state.value(), frame);
    OptionalDouble start = Operators.number(value);
    if (value.isPoison()) {
      return false;
    }
    boolean scalar = state.shape().map(shape -> shape.dimensions().isEmpty()).orElse(true);
    if (start.isEmpty() || !scalar) {
      String found = scalar ? value.describe() : "a tensor";
      return fail(
          frame, Code.WRONG_KIND, state.span(), "a state of a schedule is a number, not " + found);
    }
    states.put(name, new State(schedule + "." + name, start.getAsDouble()));
    TypedExpr old = kept(schedule + "." + name, frame, frame.place(state.span()));
    frame.scope().define(name, new Value.Tensor(old), state.span());
    return true;
  }

  private boolean bind(
      Statement.Bind bind, boolean assigns, Map<String, State> states, Frame frame) {
    String name = bind.name().text();
    Value value = elaborator.evaluate(bind.value(), frame);
    if (value.isPoison()) {
      return false;
    }
    if (!states.containsKey(name)) {
      frame.scope().define(name, value, bind.span());
      return true;
    }
    Optional<TypedExpr> next = number(value, bind.span(), frame);
    if (next.isPresent() && assigns) {
      frame.scope().replace(name, new Value.Tensor(next.get()));
    }
    return next.isPresent();
  }

  private Optional<TypedExpr> number(Value value, Span span, Frame frame) {
    boolean sound =
        Operators.number(value).isPresent()
            || (value instanceof Value.Tensor(TypedExpr expr)
                && expr.type().isScalar()
                && !expr.type().isClass());
    if (sound) {
      return Optional.of(Operators.tensor(value, frame.place(span), frame.tensors()));
    }
    if (!value.isPoison()) {
      fail(
          frame,
          Code.WRONG_KIND,
          span,
          "a schedule computes with numbers, not with " + value.describe());
    }
    return Optional.empty();
  }
}
