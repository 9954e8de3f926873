package netwright.syntax;

import java.util.List;
import java.util.Optional;
import netwright.diag.Span;

/// What stands in a network, in the order of the source. A plain binding is a [Statement.Bind], as in a layer.
public sealed interface NetworkItem extends Ast, Ast.Documented
    permits NetworkItem.Hyper,
        NetworkItem.Input,
        NetworkItem.Target,
        NetworkItem.Output,
        NetworkItem.Loss,
        NetworkItem.Metric,
        NetworkItem.Init,
        NetworkItem.Train,
        NetworkItem.Data,
        NetworkItem.Verify,
        Statement.Bind,
        Statement.Shared {

  /// `hyper hidden: int = 4`
  record Hyper(
      Identifier name, Optional<TypeAnnotation> type, Expression value, String doc, Span span)
      implements NetworkItem {}

  /// `input x: [2]`
  record Input(Identifier name, TypeAnnotation type, String doc, Span span)
      implements NetworkItem {}

  /// `target digit: class[10]`
  record Target(Identifier name, TypeAnnotation type, String doc, Span span)
      implements NetworkItem {}

  /// `output price = h2 -> linear(1)`: binds and marks.
  record Output(Identifier name, Expression value, String doc, Span span) implements NetworkItem {}

  /// `loss mse(price, y)`
  record Loss(Expression value, String doc, Span span) implements NetworkItem {}

  /// `metric mae(price, y)` or `metric error = mae(price, y)`
  record Metric(Optional<Identifier> name, Expression value, String doc, Span span)
      implements NetworkItem {}

  /// `init linear.weight = xavier_normal(gain = 1.0)`
  record Init(Pattern pattern, Expression value, String doc, Span span) implements NetworkItem {}

  /// `train { … }`
  record Train(List<Section.TrainItem> items, String doc, Span span) implements NetworkItem {}

  /// `data { … }`
  record Data(List<Section.DataItem> items, String doc, Span span) implements NetworkItem {}

  /// `verify { … }`
  record Verify(List<Section.VerifyRow> rows, String doc, Span span) implements NetworkItem {}
}
