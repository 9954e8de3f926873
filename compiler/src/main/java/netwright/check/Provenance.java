package netwright.check;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;

/// Remembers which layer of the library made a tensor, and warns about combinations that mathematics forbids.
final class Provenance {
  private final Reports reports;
  private final Map<TypedExpr, String> makers = new HashMap<>();

  Provenance(Reports reports) {
    this.reports = reports;
  }

  /// A call of `declared` by a user, whose arguments are defined in the scope of `body`.
  void called(Library.Declared declared, Frame body, Span call) {
    if (!declared.isStandard()) {
      return;
    }
    switch (declared.name()) {
      case "cross_entropy" -> softmaxTwice(argument("logits", body), call);
      case "binary_cross_entropy" -> sigmoidTwice(argument("logits", body), call);
      case "nll" -> noLogarithm(argument("log_probability", body), call);
      case "linear" -> linearTwice(argument("x", body), call);
      default -> {}
    }
  }

  void returned(Library.Declared declared, Value result) {
    if (declared.isStandard() && result instanceof Value.Tensor(TypedExpr expr)) {
      makers.put(expr, declared.name());
    }
  }

  private static Optional<TypedExpr> argument(String name, Frame body) {
    return body.scope()
        .entry(name)
        .map(Scope.Entry::value)
        .flatMap(value ->
            value instanceof Value.Tensor(TypedExpr expr) ? Optional.of(expr) : Optional.empty());
  }

  private boolean isMadeBy(Optional<TypedExpr> expr, String layer) {
    return expr.isPresent() && layer.equals(makers.get(expr.get()));
  }

  private void softmaxTwice(Optional<TypedExpr> logits, Span call) {
    if (isMadeBy(logits, "softmax")) {
      reports.warning(
          Diagnostic.of(
                  Code.SOFTMAX_TWICE,
                  call,
                  "`cross_entropy` over a `softmax`: it takes the softmax itself")
              .note("the softmax is taken", logits.orElseThrow().span())
              .help("give it the values before `softmax`"));
    }
  }

  private void sigmoidTwice(Optional<TypedExpr> logits, Span call) {
    boolean twice =
        logits.isPresent()
            && logits.get().op() instanceof TypedOp.Apply(Elementwise operation)
            && operation == ElementwiseOps.SIGMOID;
    if (twice) {
      reports.warning(
          Diagnostic.of(
                  Code.SIGMOID_TWICE,
                  call,
                  "`binary_cross_entropy` over a `sigmoid`: it takes the sigmoid itself")
              .note("the sigmoid is taken", logits.get().span())
              .help("give it the values before `sigmoid`"));
    }
  }

  private void noLogarithm(Optional<TypedExpr> probability, Span call) {
    if (isMadeBy(probability, "softmax")) {
      reports.warning(
          Diagnostic.of(Code.NOT_A_LOGARITHM, call, "`nll` of a `softmax`: it expects logarithms")
              .note("the softmax is taken", probability.orElseThrow().span())
              .help("use `log_softmax`, or `cross_entropy` of the values before"));
    }
  }

  private void linearTwice(Optional<TypedExpr> input, Span call) {
    if (isMadeBy(input, "linear")) {
      reports.warning(
          Diagnostic.of(
                  Code.LINEAR_TWICE,
                  call,
                  "two linear layers with nothing between are one linear layer")
              .note("the first is", input.orElseThrow().span())
              .help("put an activation between them, such as `relu`"));
    }
  }
}
