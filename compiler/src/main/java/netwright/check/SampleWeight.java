package netwright.check;

import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.loop.Combine;
import netwright.op.ElementwiseOps;
import netwright.syntax.NetworkItem;

/// The weight of each sample in loss and metrics, where `data` says `sample_weight`: Σ w·l / Σ w in place of the mean.
///
/// @param weight one number for each sample; absent if all count the same
record SampleWeight(Optional<TypedExpr> weight) {
  /// What the weights are called, in `data` and among the inputs of graphs.
  static final String NAME = "sample_weight";

  static SampleWeight of(
      List<NetworkItem.Data> sections,
      Settings settings,
      List<TypedModel.Port> ports,
      Tensors tensors) {
    boolean isPort = ports.stream().anyMatch(port -> port.name().equals(NAME));
    Optional<Span> item =
        sections.stream()
            .flatMap(section -> section.items().stream())
            .filter(each -> each.name().text().equals(NAME))
            .map(each -> each.span())
            .findFirst();
    boolean isSet = item.isPresent() || settings.keys("data.").contains(NAME);
    return new SampleWeight(
        isSet && !isPort
            ? Optional.of(tensors.leaf(new TypedOp.Input(NAME), type(), item.orElse(Span.NONE)))
            : Optional.empty());
  }

  static ValueType type() {
    return ValueType.real(Shape.SCALAR, true);
  }

  /// The mean of `each`, one number for each sample; a batch whose weights are all 0 has the mean 0.
  TypedExpr mean(TypedExpr each, Tensors tensors, Span span) {
    if (weight.isEmpty() || !each.type().batched()) {
      return tensors.mean(each, List.of(), true, span);
    }
    TypedExpr weighted = tensors.apply(ElementwiseOps.MULTIPLY, span, each, weight.get());
    TypedExpr sum = tensors.reduce(Combine.SUM, weighted, List.of(), true, span);
    TypedExpr all = tensors.reduce(Combine.SUM, weight.get(), List.of(), true, span);
    TypedExpr none = tensors.apply(ElementwiseOps.EQUAL, span, all, tensors.constant(0, span));
    TypedExpr divisor =
        tensors.apply(ElementwiseOps.WHERE, span, none, tensors.constant(1, span), all);
    return tensors.apply(ElementwiseOps.DIVIDE, span, sum, divisor);
  }

  /// An error if there are weights, and `loss` is one number for all samples already.
  Optional<Diagnostic> without(TypedExpr loss, Span span) {
    if (weight.isEmpty() || loss.type().batched()) {
      return Optional.empty();
    }
    String message =
        "`sample_weight` weighs the losses of samples, but this loss is one number already";
    return Optional.of(
        Diagnostic.of(Code.NOT_SCALAR, span, message)
            .help("use a loss that is one number for each sample"));
  }
}
