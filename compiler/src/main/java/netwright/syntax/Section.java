package netwright.syntax;

import java.util.List;
import java.util.Optional;
import netwright.diag.Span;

/// What stands in the `train`, `data` and `verify` sections of a network.
public sealed interface Section extends Ast {

  /// `epochs = 500`, or `optimizer *.bias = adamw(weight_decay = 0)` with a pattern (then the name is `optimizer`).
  record TrainItem(Identifier name, Optional<Pattern> pattern, Expression value, Span span)
      implements Section {}

  /// `x = [RM, LSTAT]`, `test = 0.2`, `file = "boston.csv"`
  record DataItem(Identifier name, DataValue value, Span span) implements Section {}

  /// What a data item is set to: columns, a number (its sign is part of it), a text, `true`, a name or a call.
  sealed interface DataValue
      permits Columns,
          Expression.NumberLiteral,
          Expression.TextLiteral,
          Expression.BoolLiteral,
          Expression.Name,
          Expression.Call {
    Span span();
  }

  /// `[CRIM .. LSTAT, "square feet", 3]`
  record Columns(List<Column> columns, Span span) implements Section, DataValue {}

  /// One column, or the columns `from .. to`, both included.
  record Column(Cell from, Optional<Cell> to, Span span) implements Section {}

  /// How a column is written: by its name in the header (any word, or a text) or by its number.
  sealed interface Cell extends Section {}

  record ColumnName(String name, Span span) implements Cell {}

  record ColumnNumber(Expression.NumberLiteral number, Span span) implements Cell {}

  /// `x = [6.575, 4.98] -> price = [24.0] within 6.0`
  record VerifyRow(List<Given> given, List<Expected> expected, Span span) implements Section {}

  /// `x = [6.575, 4.98]`
  record Given(Identifier name, Value value, Span span) implements Section {}

  /// `price = [24.0] within 6.0`
  record Expected(
      Identifier name, Value value, Optional<Expression.NumberLiteral> within, Span span)
      implements Section {}

  /// A number (its sign is part of it), a text, or a list of values, nested as the shape is.
  sealed interface Value permits ValueList, Expression.NumberLiteral, Expression.TextLiteral {
    Span span();
  }

  /// `[6.575, 4.98]`
  record ValueList(List<Value> values, Span span) implements Section, Value {}
}
