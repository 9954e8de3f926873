package netwright.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.syntax.Ast;
import netwright.syntax.Expression;

/// Brings the arguments of a call to the names of what is called.
final class Arguments {

  /// What a call can be given.
  ///
  /// @param positional the names of the arguments in order
  /// @param required those of them that must be given
  /// @param named those that can only be given by name
  record Signature(
      String callee, List<String> positional, List<String> required, List<String> named) {
    List<String> all() {
      List<String> all = new ArrayList<>(positional);
      all.addAll(named);
      return all;
    }

    /// `linear(x, units)`
    @Override
    public String toString() {
      return callee + "(" + String.join(", ", positional) + ")";
    }
  }

  /// A given argument: the value that an arrow brings, or an expression.
  record Actual(Optional<Value> piped, Optional<Expression> expression, Span span) {}

  private final Reports reports;

  Arguments(Reports reports) {
    this.reports = reports;
  }

  /// The arguments by name, or nothing if they do not fit, which has then been reported.
  Optional<Map<String, Actual>> bind(
      Signature signature,
      List<Expression.Argument> given,
      Optional<Value> piped,
      Span call,
      Frame frame) {
    Map<String, Actual> bound = new LinkedHashMap<>();
    piped.ifPresent(value ->
        bound.put(signature.all().isEmpty() ? "" : signature.all().getFirst(), piped(value, call)));
    boolean fits =
        piped.isEmpty() || !signature.positional().isEmpty() || tooMany(signature, call, 1, frame);
    int position = piped.isPresent() ? 1 : 0;
    for (Expression.Argument argument : given) {
      boolean isNamed = argument.name().isPresent();
      fits &=
          isNamed
              ? named(signature, argument, bound, frame)
              : positional(signature, argument, position, bound, frame);
      position += isNamed ? 0 : 1;
    }
    if (fits && position > signature.positional().size()) {
      fits = tooMany(signature, call, position, frame);
    }
    return fits && complete(signature, bound, call, frame) ? Optional.of(bound) : Optional.empty();
  }

  private static Actual piped(Value value, Span call) {
    return new Actual(Optional.of(value), Optional.empty(), call);
  }

  private boolean positional(
      Signature signature,
      Expression.Argument argument,
      int position,
      Map<String, Actual> bound,
      Frame frame) {
    if (position >= signature.positional().size()) {
      return true; // counted by the caller, reported once
    }
    bound.put(signature.positional().get(position), actual(argument));
    return true;
  }

  private boolean named(
      Signature signature, Expression.Argument argument, Map<String, Actual> bound, Frame frame) {
    Ast.Identifier name = argument.name().orElseThrow();
    if (!signature.all().contains(name.text())) {
      String suggestion = Suggestions.didYouMean(name.text(), signature.all());
      String all = "the arguments are " + String.join(", ", signature.all());
      reports.error(
          frame,
          Diagnostic.of(
                  Code.UNKNOWN_ARGUMENT,
                  frame.place(name.span()),
                  "`" + signature.callee() + "` has no argument `" + name.text() + "`")
              .help(suggestion.isEmpty() ? all : suggestion));
      return false;
    }
    if (bound.putIfAbsent(name.text(), actual(argument)) != null) {
      reports.error(
          frame,
          Diagnostic.of(
              Code.ARGUMENT_TWICE,
              frame.place(argument.span()),
              "`" + name.text() + "` of `" + signature.callee() + "` is given twice"));
      return false;
    }
    return true;
  }

  private static Actual actual(Expression.Argument argument) {
    return new Actual(Optional.empty(), Optional.of(argument.value()), argument.value().span());
  }

  private boolean tooMany(Signature signature, Span call, int count, Frame frame) {
    int most = signature.positional().size();
    reports.error(
        frame,
        Diagnostic.of(
                Code.TOO_MANY_ARGUMENTS,
                frame.place(call),
                "`"
                    + signature.callee()
                    + "` takes "
                    + Words.count(most, "argument")
                    + ", not "
                    + count)
            .help(
                "it is `"
                    + signature
                    + "`"
                    + (signature.named().isEmpty() ? "" : namedOnly(signature))));
    return false;
  }

  private static String namedOnly(Signature signature) {
    return "; " + String.join(", ", signature.named()) + " can be given by name";
  }

  private boolean complete(Signature signature, Map<String, Actual> bound, Span call, Frame frame) {
    List<String> missing = new ArrayList<>(signature.required());
    missing.removeAll(bound.keySet());
    if (missing.isEmpty()) {
      return true;
    }
    String names = "`" + String.join("`, `", missing) + "`";
    reports.error(
        frame,
        Diagnostic.of(
                Code.MISSING_ARGUMENT,
                frame.place(call),
                "`" + signature.callee() + "` is called without " + names)
            .help("it is `" + signature + "`"));
    return false;
  }
}
