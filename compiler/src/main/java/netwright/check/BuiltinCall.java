package netwright.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import netwright.check.Arguments.Actual;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.syntax.Expression;

/// A call of a builtin: its arguments, evaluated once, when first asked for.
final class BuiltinCall {
  private final String callee;
  private final Map<String, Actual> arguments;
  private final Span span;
  private final Frame frame;
  private final Elaborator elaborator;
  private final Map<String, Value> values = new HashMap<>();

  BuiltinCall(
      String callee, Map<String, Actual> arguments, Span span, Frame frame, Elaborator elaborator) {
    this.callee = callee;
    this.arguments = arguments;
    this.span = span;
    this.frame = frame;
    this.elaborator = elaborator;
  }

  String callee() {
    return callee;
  }

  Span span() {
    return span;
  }

  Frame frame() {
    return frame;
  }

  Elaborator elaborator() {
    return elaborator;
  }

  boolean has(String name) {
    return arguments.containsKey(name);
  }

  Value value(String name) {
    Value known = values.get(name);
    if (known == null) {
      Actual actual = arguments.get(name);
      known =
          actual
              .piped()
              .orElseGet(() -> elaborator.evaluate(actual.expression().orElseThrow(), frame));
      values.put(name, known);
    }
    return known;
  }

  /// The argument as it is written; the call itself for what an arrow brings.
  Expression expression(String name) {
    Actual actual = arguments.get(name);
    return actual.expression().orElseGet(() -> new Expression.TextLiteral("", actual.span()));
  }

  /// The place for errors about the argument.
  Span place(String name) {
    return frame.place(arguments.get(name).span());
  }

  /// The place of the call for errors and for the tensors it makes.
  Span place() {
    return frame.place(span);
  }

  Tensors tensors() {
    return frame.tensors();
  }

  Value error(Diagnostic diagnostic) {
    return elaborator.reports().error(frame, diagnostic);
  }

  /// Reports an argument of the wrong kind, unless that is a consequence of another error.
  Value wrong(String name, String due, Value value) {
    return value.isPoison()
        ? value
        : error(
            Diagnostic.of(
                Code.WRONG_KIND,
                place(name),
                "`" + name + "` of `" + callee + "` must be " + due + ", not " + value.describe()));
  }

  /// The number `name`, or nothing after an error.
  OptionalDouble number(String name) {
    Value value = value(name);
    OptionalDouble number = Operators.number(value);
    if (number.isEmpty()) {
      wrong(name, "a number known at compile time", value);
    }
    return number;
  }

  /// The flag `name`, or nothing after an error; false if it is not given.
  Optional<Boolean> flag(String name) {
    if (!has(name)) {
      return Optional.of(false);
    }
    OptionalDouble number = number(name);
    return number.isPresent() ? Optional.of(number.getAsDouble() != 0) : Optional.empty();
  }
}
