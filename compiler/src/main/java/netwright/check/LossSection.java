package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.syntax.Expression;
import netwright.syntax.NetworkItem;

/// The loss and the metrics of a network: each becomes one number for a batch, in f64.
final class LossSection {
  private final Elaborator elaborator;
  private final Reports reports;
  private final Frame frame;
  private final SampleWeight weight;

  LossSection(Elaborator elaborator, Frame network, SampleWeight weight) {
    this.weight = weight;
    this.elaborator = elaborator;
    this.reports = elaborator.reports();
    this.frame = network.with(network.tensors().inLoss(true));
  }

  /// The loss, or nothing if there is none or after an error.
  Optional<TypedExpr> loss(List<NetworkItem.Loss> losses) {
    if (losses.isEmpty()) {
      return Optional.empty();
    }
    for (NetworkItem.Loss more : losses.subList(1, losses.size())) {
      reports.error(
          Diagnostic.of(Code.SEVERAL_LOSSES, more.span(), "a network has one loss")
              .note("the first is", losses.getFirst().span())
              .help("add them: `loss a + 0.5 * b`"));
    }
    return scalar(losses.getFirst().value(), "loss", frame.with(Owner.of("loss")));
  }

  List<TypedModel.Metric> metrics(List<NetworkItem.Metric> items) {
    List<TypedModel.Metric> metrics = new ArrayList<>();
    Map<String, Span> names = new HashMap<>();
    for (NetworkItem.Metric item : items) {
      Optional<TypedExpr> value = scalar(item.value(), "metric", frame.with(Owner.of("metric")));
      Optional<String> name = value.isPresent() ? name(item) : Optional.empty();
      if (name.isPresent() && isNew(name.get(), item, names)) {
        metrics.add(new TypedModel.Metric(name.get(), value.get(), item.span()));
      }
    }
    return metrics;
  }

  private Optional<String> name(NetworkItem.Metric item) {
    Optional<String> name =
        item.name().isPresent() ? Optional.of(item.name().get().text()) : called(item.value());
    if (name.isEmpty()) {
      reports.error(
          Diagnostic.of(Code.MISPLACED, item.value().span(), "this metric needs a name")
              .help(
                  "write `metric name = "
                      + Operands.source(item.value().span()).replace("`", "")
                      + "`"));
    }
    return name;
  }

  private static Optional<String> called(Expression value) {
    return switch (value) {
      case Expression.Call call -> Optional.of(call.callee().text());
      case Expression.Name name when name.isSimple() -> Optional.of(name.text());
      case Expression.Arrow arrow -> called(arrow.stages().getLast());
      default -> Optional.empty();
    };
  }

  private boolean isNew(String name, NetworkItem.Metric item, Map<String, Span> names) {
    Span first = names.putIfAbsent(name, item.span());
    if (first != null) {
      reports.error(
          Diagnostic.of(Code.DUPLICATE_NAME, item.span(), "two metrics are called `" + name + "`")
              .note("the first is", first)
              .help("name one of them: `metric other = …`"));
    }
    return first == null;
  }

  /// The value of `expression` as one number: what is one number for each sample is averaged over the batch.
  private Optional<TypedExpr> scalar(Expression expression, String what, Frame own) {
    Value value = elaborator.evaluate(expression, own);
    if (value.isPoison()) {
      return Optional.empty();
    }
    if (!(value instanceof Value.Tensor(TypedExpr expr))) {
      reports.error(
          Diagnostic.of(
              Code.NOT_SCALAR,
              expression.span(),
              "a " + what + " is computed from the network, not " + value.describe()));
      return Optional.empty();
    }
    if (expr.type().isClass() || expr.type().shape().rank() > 0) {
      reports.error(notScalar(expr, expression, what));
      return Optional.empty();
    }
    Optional<Diagnostic> unweighted =
        what.equals("loss") ? weight.without(expr, expression.span()) : Optional.empty();
    unweighted.ifPresent(reports::error);
    return Optional.of(weight.mean(expr, frame.tensors(), expression.span()));
  }

  private static Diagnostic notScalar(TypedExpr expr, Expression expression, String what) {
    String message =
        "a "
            + what
            + " is one number for each sample, not "
            + (expr.type().isClass() ? "a class" : expr.type());
    Diagnostic diagnostic =
        Diagnostic.of(Code.NOT_SCALAR, expression.span(), message).label(expr.type().toString());
    return expr.type().isClass()
        ? diagnostic
        : diagnostic.help("take the mean of its elements: `mean(…)`");
  }
}
