package netwright.check;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.syntax.Expression;

/// Warns about weights of a `linear` layer that the user starts with the gain of another activation than the one that
/// follows: signals would fade or grow from layer to layer.
final class GainLint {

  /// Activations that want the same gain.
  private enum Family {
    RELU("relu", Math.sqrt(2)),
    TANH("tanh", 5.0 / 3),
    SELU("selu", 0.75);

    private final String example;
    private final double gain;

    Family(String example, double gain) {
      this.example = example;
      this.gain = gain;
    }

    boolean hasGain(double other) {
      return Math.abs(other - gain) < 0.02 * gain;
    }
  }

  private final Elaborator elaborator;
  private final Map<String, Value.Deferred> written = new HashMap<>();

  GainLint(Elaborator elaborator) {
    this.elaborator = elaborator;
  }

  /// Remembers what the user wrote for the start of a parameter.
  void note(String parameter, Value.Deferred initializer) {
    written.put(parameter, initializer);
  }

  void check(TypedModel model, Provenance provenance) {
    if (written.isEmpty()) {
      return;
    }
    Reached reached = new Reached();
    reached.add(model.loss());
    List<TypedExpr> exprs = reached.ordered();
    Map<TypedExpr, String> activations = new HashMap<>();
    exprs.forEach(expr -> provenance.user(expr).ifPresent(name -> activations.put(expr, name)));
    exprs.forEach(expr -> builtinActivation(expr, activations));
    for (TypedExpr expr : exprs) {
      if (provenance.isMadeBy(expr, "linear") && activations.containsKey(expr)) {
        weight(expr).ifPresent(name -> check(name, activations.get(expr)));
      }
    }
  }

  /// `tanh` is no layer of the library but an operation.
  private static void builtinActivation(TypedExpr expr, Map<TypedExpr, String> activations) {
    if (expr.op() instanceof TypedOp.Apply(Elementwise operation)
        && operation == ElementwiseOps.TANH) {
      activations.putIfAbsent(expr.inputs().getFirst(), "tanh");
    }
  }

  /// The name of the matrix in `x @ weight + bias`.
  private static Optional<String> weight(TypedExpr linear) {
    TypedExpr product = linear.op() instanceof TypedOp.MatMul ? linear : linear.inputs().getFirst();
    return product.op() instanceof TypedOp.MatMul
            && product.inputs().getLast().op() instanceof TypedOp.Variable(String name)
        ? Optional.of(name)
        : Optional.empty();
  }

  private void check(String parameter, String activation) {
    Value.Deferred deferred = written.get(parameter);
    Optional<Family> follows = family(activation);
    if (deferred == null || follows.isEmpty()) {
      return;
    }
    Optional<Family> meant = meant(deferred);
    OptionalDouble gain = meant.isPresent() ? OptionalDouble.empty() : gain(deferred);
    if (meant.isPresent() ? meant.get() != follows.get() : isOff(gain, follows.get())) {
      String has = meant.map(family -> "the gain of " + family.example).orElse("another gain");
      elaborator
          .reports()
          .warning(
              Diagnostic.of(
                      Code.GAIN_MISFIT,
                      deferred.expression().span(),
                      "`"
                          + parameter
                          + "` starts with "
                          + has
                          + ", but `"
                          + activation
                          + "` follows")
                  .help("the gain for it is " + Numbers.text(rounded(follows.get().gain))));
    }
  }

  private static double rounded(double gain) {
    return Math.rint(gain * 1000) / 1000;
  }

  private static boolean isOff(OptionalDouble gain, Family family) {
    double ratio = gain.orElse(family.gain) / family.gain;
    return ratio < 0.4 || ratio > 2.5;
  }

  private static Optional<Family> family(String activation) {
    return switch (activation) {
      case "relu", "leaky_relu", "prelu", "elu", "celu", "gelu", "silu", "mish", "relu6" ->
          Optional.of(Family.RELU);
      case "tanh", "hardtanh", "softsign" -> Optional.of(Family.TANH);
      case "selu" -> Optional.of(Family.SELU);
      default -> Optional.empty();
    };
  }

  /// The activations that a written initializer is for, as far as it says so.
  private Optional<Family> meant(Value.Deferred deferred) {
    return switch (callee(deferred)) {
      case "kaiming_normal", "kaiming_uniform" ->
          family(nonlinearity(deferred.expression()).orElse("leaky_relu"));
      case "xavier_normal", "xavier_uniform" -> {
        OptionalDouble gain = gain(deferred);
        yield gain.isEmpty()
            ? Optional.empty()
            : List.of(Family.values()).stream()
                .filter(family -> family.hasGain(gain.getAsDouble()))
                .findFirst();
      }
      default -> Optional.empty();
    };
  }

  /// The standard initializer that is named, or nothing.
  private static String callee(Value.Deferred deferred) {
    String name =
        switch (deferred.expression()) {
          case Expression.Call call -> call.callee().text();
          case Expression.Name plain -> plain.text();
          default -> "";
        };
    boolean standard =
        deferred.frame().library().find(name).map(Library.Declared::isStandard).orElse(false);
    return standard ? name : "";
  }

  private static Optional<String> nonlinearity(Expression expression) {
    return argument("nonlinearity", 2, expression)
        .map(value -> value instanceof Expression.TextLiteral text ? text.value() : "");
  }

  private OptionalDouble gain(Value.Deferred deferred) {
    Optional<Expression> gain =
        callee(deferred).startsWith("xavier")
            ? argument("gain", 0, deferred.expression())
            : Optional.empty();
    return gain.isEmpty()
        ? OptionalDouble.empty()
        : Operators.number(elaborator.evaluate(gain.get(), deferred.frame()));
  }

  private static Optional<Expression> argument(String name, int position, Expression expression) {
    if (!(expression instanceof Expression.Call call)) {
      return Optional.empty();
    }
    List<Expression.Argument> given = call.arguments();
    for (int i = 0; i < given.size(); i++) {
      boolean found =
          given.get(i).name().map(named -> named.text().equals(name)).orElse(i == position);
      if (found) {
        return Optional.of(given.get(i).value());
      }
    }
    return Optional.empty();
  }
}
