package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.syntax.Ast;
import netwright.syntax.Expression;
import netwright.syntax.Expression.Stage;

/// Evaluates expressions: what is known at compile time is computed, calls are expanded, the rest becomes typed
/// expressions. A faulty part is reported once and becomes [Value#POISON].
final class Elaborator {
  /// How deep expressions and calls may be nested in all.
  private static final int DEEPEST = 800;

  /// The largest count of a `repeat`.
  private static final int MOST_COPIES = 100_000;

  private final Reports reports;
  private final Nodes nodes;
  private final Variables variables;
  private final Names names;
  private final Operators operators;
  private final Calls calls;
  private final StatefulSchedules schedules;
  private int depth;

  Elaborator(Reports reports, Nodes nodes) {
    this.reports = reports;
    this.nodes = nodes;
    this.variables = new Variables(reports);
    this.names = new Names(this);
    this.operators = new Operators(this);
    this.calls = new Calls(this);
    this.schedules = new StatefulSchedules(this);
  }

  Reports reports() {
    return reports;
  }

  Nodes nodes() {
    return nodes;
  }

  Variables variables() {
    return variables;
  }

  Operators operators() {
    return operators;
  }

  /// The schedules with states that were called.
  StatefulSchedules schedules() {
    return schedules;
  }

  Calls calls() {
    return calls;
  }

  /// The value of `expression`, whose names mean what `frame` says.
  Value evaluate(Expression expression, Frame frame) {
    if (depth >= DEEPEST) {
      return tooLarge(expression.span(), frame, "calls and brackets are nested too deep here");
    }
    depth++;
    try {
      return evaluated(expression, frame);
    } finally {
      depth--;
    }
  }

  private Value evaluated(Expression expression, Frame frame) {
    return switch (expression) {
      case Expression.NumberLiteral number -> new Value.Number(number.value());
      case Expression.TextLiteral text -> new Value.Text(text.value());
      case Expression.BoolLiteral bool -> new Value.Bool(bool.value());
      case Expression.Name name -> names.value(name, frame);
      case Expression.ParamReference param -> names.parameter(param, frame);
      case Expression.ElementList list -> list(list, frame);
      case Expression.Negate negate -> operators.negate(negate, frame);
      case Expression.Power power -> operators.power(power, frame);
      case Expression.Binary binary -> operators.chain(binary, frame);
      case Expression.Compare compare -> operators.compare(compare, frame);
      case Expression.Call call ->
          calls.call(call.callee(), call.arguments(), call.span(), Optional.empty(), frame);
      case Expression.Arrow arrow -> arrow(arrow, frame);
      case Expression.Repeat repeat -> withoutInput(repeat, frame);
    };
  }

  private Value arrow(Expression.Arrow arrow, Frame frame) {
    return stages(arrow.stages(), evaluate(arrow.source(), frame), frame);
  }

  /// What comes out of `stages`, applied in order to `input`.
  Value stages(List<Stage> stages, Value input, Frame frame) {
    Value value = input;
    for (Stage stage : stages) {
      value = stage(stage, value, frame);
    }
    return value;
  }

  private Value stage(Stage stage, Value input, Frame frame) {
    return switch (stage) {
      case Expression.Name name -> named(name, input, frame);
      case Expression.Call call ->
          calls.call(call.callee(), call.arguments(), call.span(), Optional.of(input), frame);
      case Expression.Repeat repeat -> repeat(repeat, input, frame);
      case Expression.Arrow(Stage first, List<Stage> rest, _) ->
          stages(rest, nested(first, input, frame), frame);
      case Expression.Arrow arrow ->
          reports.error(
              frame,
              Diagnostic.of(
                  Code.NOT_A_LAYER, frame.place(arrow.source().span()), "this is not a layer"));
    };
  }

  private Value nested(Stage stage, Value input, Frame frame) {
    if (depth >= DEEPEST) {
      return tooLarge(stage.span(), frame, "calls and brackets are nested too deep here");
    }
    depth++;
    try {
      return stage(stage, input, frame);
    } finally {
      depth--;
    }
  }

  private Value named(Expression.Name name, Value input, Frame frame) {
    if (!name.isSimple()) {
      return reports.error(
          frame,
          Diagnostic.of(
              Code.NOT_CALLABLE, frame.place(name.span()), "`" + name.text() + "` is not a layer"));
    }
    return calls.call(
        new Ast.Identifier(name.text(), name.span()),
        List.of(),
        name.span(),
        Optional.of(input),
        frame);
  }

  private Value repeat(Expression.Repeat repeat, Value input, Frame frame) {
    OptionalInt count = integer(repeat.count(), frame, "the count of `repeat`");
    if (count.isEmpty()) {
      return Value.POISON;
    }
    if (count.getAsInt() < 0) {
      return reports.error(
          frame,
          Diagnostic.of(
              Code.BAD_SIZE,
              frame.place(repeat.count().span()),
              "a repeat of " + count.getAsInt() + " copies"));
    }
    return count.getAsInt() > MOST_COPIES
        ? tooLarge(
            repeat.count().span(),
            frame,
            "a repeat of " + count.getAsInt() + " copies; " + MOST_COPIES + " are the most")
        : copies(repeat, count.getAsInt(), input, frame);
  }

  private Value copies(Expression.Repeat repeat, int count, Value input, Frame frame) {
    Value value = input;
    Owner first = frame.owner().copy(1);
    for (int index = 1; index <= count; index++) {
      Owner owner = index == 1 ? first : frame.owner().copy(index);
      value = nested(repeat.body(), value, frame.with(owner));
      if (value.isPoison()) {
        break;
      }
      nodes.called();
      if (!hasRoom(repeat.span(), frame)) {
        return Value.POISON;
      }
    }
    if (count > 0) {
      frame.owner().continueAfter(first);
    }
    return value;
  }

  private Value list(Expression.ElementList list, Frame frame) {
    List<Value> elements = new ArrayList<>();
    for (Expression element : list.elements()) {
      Value value = evaluate(element, frame);
      elements.add(value);
    }
    if (elements.stream().anyMatch(Value::isPoison)) {
      return Value.POISON;
    }
    if (elements.stream().noneMatch(Value.Tensor.class::isInstance)) {
      return new Value.Sequence(elements);
    }
    elements.replaceAll(value -> NumberLists.tensor(value, frame.place(list.span()), frame));
    return PlaceBuiltins.stack(elements, list, frame, this);
  }

  private Value withoutInput(Expression.Repeat repeat, Frame frame) {
    return reports.error(
        frame,
        Diagnostic.of(
                Code.NOT_A_VALUE, frame.place(repeat.span()), "`repeat` is a layer, not a value")
            .help("apply it to something: `x -> repeat …`"));
  }

  /// The compile-time integer that `expression` stands for; `what` names it in errors.
  OptionalInt integer(Expression expression, Frame frame, String what) {
    return integer(evaluate(expression, frame), expression, frame, what);
  }

  /// `value`, which `expression` stands for, as an integer.
  OptionalInt integer(Value value, Expression expression, Frame frame, String what) {
    if (value instanceof Value.Number(double number) && Numbers.isInt(number)) {
      return OptionalInt.of((int) number);
    }
    if (!value.isPoison()) {
      reports.error(frame, notAnInteger(value, expression, frame, what));
    }
    return OptionalInt.empty();
  }

  private static Diagnostic notAnInteger(
      Value value, Expression expression, Frame frame, String what) {
    var place = frame.place(expression.span());
    return switch (value) {
      case Value.Number(double number) when Math.abs(number) > Integer.MAX_VALUE ->
          Diagnostic.of(
              Code.BAD_SIZE, place, what + " is " + Numbers.text(number) + ", which is too large");
      case Value.Number(double number) ->
          Diagnostic.of(
                  Code.NOT_AN_INTEGER,
                  place,
                  what + " must be an integer, not " + Numbers.text(number))
              .help("round it: `floor(" + expression.span().text() + ")`");
      case Value.Tensor _ ->
          Diagnostic.of(Code.NOT_COMPILE_TIME, place, what + " must be known at compile time")
              .label(value.describe());
      default ->
          Diagnostic.of(
              Code.WRONG_KIND, place, what + " must be an integer, not " + value.describe());
    };
  }

  /// Reports a limit that was reached, the first time one is; what follows is a consequence.
  Value tooLarge(Span span, Frame frame, String message) {
    if (reports.failed(Code.TOO_LARGE)) {
      return Value.POISON;
    }
    return reports.error(frame, Diagnostic.of(Code.TOO_LARGE, frame.place(span), message));
  }

  /// Whether the network may grow further.
  boolean hasRoom(Span span, Frame frame) {
    boolean full = nodes.isFull();
    if (full) {
      tooLarge(
          span,
          frame,
          "the network is too large: more than " + Nodes.LIMIT + " operations and calls");
    }
    return !full;
  }
}
