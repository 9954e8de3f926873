package netwright.check;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.syntax.Expression;
import netwright.syntax.NetworkItem;

/// Decides how each parameter starts: what its layer's call says, else the last `init` that matches its name, else what
/// the layer declares.
final class InitialValues {
  private final Elaborator elaborator;
  private final GainLint gains;

  InitialValues(Elaborator elaborator, GainLint gains) {
    this.elaborator = elaborator;
    this.gains = gains;
  }

  /// Sets the initial value of all parameters; `frame` is the network's, in which `inits` are evaluated. After an error
  /// there may be fewer parameters than are meant, so an `init` without any is none then.
  void decide(List<NetworkItem.Init> inits, Frame frame) {
    boolean sound = !elaborator.reports().failed();
    boolean[] matched = new boolean[inits.size()];
    for (Variables.Draft draft : elaborator.variables().drafts()) {
      if (draft.isParameter()) {
        decide(draft, lastMatch(draft, inits, matched), frame);
      }
    }
    for (int i = 0; i < matched.length; i++) {
      if (sound && !matched[i]) {
        elaborator.reports().error(unmatched(inits.get(i)));
      }
    }
  }

  private static Optional<NetworkItem.Init> lastMatch(
      Variables.Draft draft, List<NetworkItem.Init> inits, boolean[] matched) {
    Optional<NetworkItem.Init> last = Optional.empty();
    for (int i = 0; i < matched.length; i++) {
      if (Patterns.matches(inits.get(i).pattern(), draft.segments())) {
        matched[i] = true;
        last = Optional.of(inits.get(i));
      }
    }
    return last;
  }

  private Diagnostic unmatched(NetworkItem.Init init) {
    String pattern = init.pattern().text();
    List<String> names = elaborator.variables().names();
    String suggestion = Suggestions.didYouMean(pattern, Patterns.endings(elaborator.variables()));
    String known =
        "the parameters are " + String.join(", ", names.subList(0, Math.min(8, names.size())));
    Diagnostic diagnostic =
        Diagnostic.of(
            Code.INIT_WITHOUT_MATCH,
            init.pattern().span(),
            "no parameter matches `" + pattern + "`");
    return names.isEmpty()
        ? diagnostic.note("the network has no parameters")
        : diagnostic.help(
            suggestion.isEmpty() ? known + (names.size() > 8 ? ", …" : "") : suggestion);
  }

  private void decide(Variables.Draft draft, Optional<NetworkItem.Init> init, Frame frame) {
    Variables.Start start = draft.start().orElseThrow();
    Value.Deferred deferred =
        start.given() || init.isEmpty()
            ? start.initializer()
            : new Value.Deferred(init.get().value(), frame);
    evaluate(deferred, draft).ifPresent(draft::initial);
    if (start.given() || init.isPresent()) {
      gains.note(draft.name(), deferred);
    }
  }

  private Optional<Initial> evaluate(Value.Deferred deferred, Variables.Draft draft) {
    Frame frame = deferred.frame().filling(draft);
    Value value = evaluated(deferred.expression(), frame);
    if (value instanceof Value.Deferred(Expression expression, Frame other)) {
      value = evaluated(expression, other.filling(draft));
    }
    Optional<Initial> initial =
        value instanceof Value.Tensor(TypedExpr expr)
            ? computed(expr, draft, deferred, frame)
            : initial(value);
    if (value instanceof Value.Tensor) {
      return initial;
    }
    if (initial.isEmpty() && !value.isPoison()) {
      elaborator.reports().error(frame, noInitializer(value, deferred, frame));
    }
    return initial.filter(found -> isFinite(found, deferred, frame, draft));
  }

  /// An initializer without arguments is written as a name.
  private Value evaluated(Expression expression, Frame frame) {
    boolean isCall =
        expression instanceof Expression.Name name
            && name.isSimple()
            && frame.scope().entry(name.text()).isEmpty();
    return isCall
        ? elaborator.calls().named((Expression.Name) expression, frame)
        : elaborator.evaluate(expression, frame);
  }

  private static Optional<Initial> initial(Value value) {
    OptionalDouble number = Operators.number(value);
    if (number.isPresent()) {
      return Optional.of(new Initial.Fill(number.getAsDouble()));
    }
    if (!(value instanceof Value.Distribution(Value.Family family, double first, double second))) {
      return Optional.empty();
    }
    return switch (family) {
      case UNIFORM -> Optional.of(new Initial.Uniform(first, second));
      case NORMAL -> Optional.of(new Initial.Normal(first, second));
      case CONSTANT -> Optional.of(new Initial.Fill(first));
      case BERNOULLI -> Optional.empty();
    };
  }

  /// A tensor that is made of numbers and draws, and has the parameter's shape when it is repeated.
  private Optional<Initial> computed(
      TypedExpr value, Variables.Draft draft, Value.Deferred deferred, Frame frame) {
    Optional<String> fault = fault(value, draft);
    fault.ifPresent(reason ->
        elaborator
            .reports()
            .error(
                frame,
                Diagnostic.of(
                    Code.BAD_INITIALIZER, frame.place(deferred.expression().span()), reason)));
    return fault.isPresent() ? Optional.empty() : Optional.of(new Initial.Computed(value));
  }

  private static Optional<String> fault(TypedExpr value, Variables.Draft draft) {
    Reached reached = new Reached();
    reached.add(value);
    String name = "`" + draft.name() + "`";
    List<String> read =
        Stream.concat(reached.inputs().stream(), reached.variables().stream()).sorted().toList();
    if (!read.isEmpty()) {
      return Optional.of(name + " cannot start from `" + read.getFirst() + "`, which is not known");
    }
    if (reached.ordered().stream().anyMatch(expr -> !isKnownBefore(expr.op()))) {
      return Optional.of(name + " cannot start from what is known only in training");
    }
    return TensorTypes.broadcastsTo(value.type(), draft.shape()) && !value.type().isClass()
        ? Optional.empty()
        : Optional.of(
            name + " is " + draft.shape() + "; it cannot start as a tensor " + value.type());
  }

  private static boolean isKnownBefore(TypedOp op) {
    return !(op instanceof TypedOp.Clock
        || op instanceof TypedOp.Kept
        || op instanceof TypedOp.Training
        || op instanceof TypedOp.BatchSize
        || op instanceof TypedOp.Gradient
        || op instanceof TypedOp.Uniform);
  }

  private static Diagnostic noInitializer(Value value, Value.Deferred deferred, Frame frame) {
    Span place = frame.place(deferred.expression().span());
    return Diagnostic.of(
            Code.BAD_INITIALIZER, place, "a parameter cannot start as " + value.describe())
        .help(
            "an initializer is `zeros`, `constant(0.1)`, `uniform(-1, 1)`, `normal(0, 0.02)`, `xavier_normal`, …");
  }

  private boolean isFinite(
      Initial initial, Value.Deferred deferred, Frame frame, Variables.Draft draft) {
    boolean sound =
        switch (initial) {
          case Initial.Fill(double value) -> Double.isFinite(value);
          case Initial.Uniform(double low, double high) ->
              Double.isFinite(low) && Double.isFinite(high) && low <= high;
          case Initial.Normal(double mean, double deviation) ->
              Double.isFinite(mean) && Double.isFinite(deviation) && deviation >= 0;
          case Initial.Computed _ -> true;
        };
    if (!sound) {
      String message = "`" + draft.name() + "` cannot start as " + initial;
      elaborator
          .reports()
          .error(
              frame,
              Diagnostic.of(
                  Code.BAD_INITIALIZER, frame.place(deferred.expression().span()), message));
    }
    return sound;
  }
}
