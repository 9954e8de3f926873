package netwright.syntax;

import java.util.List;
import java.util.function.Consumer;
import netwright.syntax.Expression.Argument;
import netwright.syntax.Expression.Arrow;
import netwright.syntax.Expression.Binary;
import netwright.syntax.Expression.BoolLiteral;
import netwright.syntax.Expression.Call;
import netwright.syntax.Expression.Compare;
import netwright.syntax.Expression.ElementList;
import netwright.syntax.Expression.Name;
import netwright.syntax.Expression.Negate;
import netwright.syntax.Expression.NumberLiteral;
import netwright.syntax.Expression.Operation;
import netwright.syntax.Expression.ParamReference;
import netwright.syntax.Expression.Power;
import netwright.syntax.Expression.Repeat;
import netwright.syntax.Expression.TextLiteral;
import netwright.syntax.Section.Cell;
import netwright.syntax.Section.Column;
import netwright.syntax.Section.ColumnName;
import netwright.syntax.Section.ColumnNumber;
import netwright.syntax.Section.Columns;
import netwright.syntax.Section.DataValue;
import netwright.syntax.Section.Value;
import netwright.syntax.Section.ValueList;
import netwright.syntax.TypeAnnotation.ClassCount;
import netwright.syntax.TypeAnnotation.ClassLabels;
import netwright.syntax.TypeAnnotation.Dimension;
import netwright.syntax.TypeAnnotation.Named;
import netwright.syntax.TypeAnnotation.Rest;
import netwright.syntax.TypeAnnotation.Shape;
import netwright.syntax.TypeAnnotation.Size;
import netwright.syntax.TypeAnnotation.Union;

/// Expressions, types and values on one line. Every operation within another stands in brackets, so the text shows the
/// structure.
final class ExpressionPrinter {
  private final StringBuilder out;

  ExpressionPrinter(StringBuilder out) {
    this.out = out;
  }

  // ---- expressions
  // --------------------------------------------------------------------------------------

  void expression(Expression expression) {
    switch (expression) {
      case NumberLiteral number -> out.append(number.text());
      case TextLiteral text -> quoted(text.value());
      case BoolLiteral bool -> out.append(bool.value());
      case Name name -> out.append(name.text());
      case ParamReference _ -> out.append("param");
      case ElementList list -> listed("[", list.elements(), this::expression, "]");
      case Negate(Expression operand, _) -> {
        out.append("-");
        operand(operand);
      }
      case Power(Expression base, Expression exponent, _) -> infix(base, "^", exponent);
      case Compare compare -> infix(compare.left(), compare.relation().sign(), compare.right());
      case Binary binary -> binary(binary);
      case Call call -> {
        out.append(call.callee().text());
        listed("(", call.arguments(), this::argument, ")");
      }
      case Arrow arrow -> arrow(arrow);
      case Repeat repeat -> repeat(repeat);
    }
  }

  /// An expression within another.
  private void operand(Expression expression) {
    switch (expression) {
      case Negate _, Power _, Compare _, Binary _, Arrow _ -> {
        out.append("(");
        expression(expression);
        out.append(")");
      }
      case NumberLiteral _,
          TextLiteral _,
          BoolLiteral _,
          Name _,
          ParamReference _,
          ElementList _,
          Call _,
          Repeat _ ->
          expression(expression);
    }
  }

  private void infix(Expression left, String sign, Expression right) {
    operand(left);
    out.append(" ").append(sign).append(" ");
    operand(right);
  }

  private void binary(Binary binary) {
    operand(binary.first());
    for (Operation operation : binary.rest()) {
      out.append(" ").append(operation.operator().sign()).append(" ");
      operand(operation.operand());
    }
  }

  private void arrow(Arrow arrow) {
    operand(arrow.source());
    arrow
        .stages()
        .forEach(stage -> {
          out.append(" -> ");
          operand(stage);
        });
  }

  private void repeat(Repeat repeat) {
    out.append("repeat (");
    expression(repeat.count());
    out.append(") (");
    expression(repeat.body());
    out.append(")");
  }

  private void argument(Argument argument) {
    argument.name().ifPresent(name -> out.append(name.text()).append(" = "));
    expression(argument.value());
  }

  // ---- types
  // --------------------------------------------------------------------------------------------

  void type(TypeAnnotation type) {
    switch (type) {
      case Union(List<TypeAnnotation> choices, _) -> listed("", choices, this::type, "", " | ");
      case Shape shape -> listed("[", shape.dimensions(), this::dimension, "]");
      case Named named -> out.append(named.name());
      case ClassCount classes -> {
        out.append("class[");
        expression(classes.count());
        out.append("]");
        classes.shape().ifPresent(this::shapeOfClasses);
      }
      case ClassLabels classes -> {
        listed("class[", classes.labels(), this::expression, "]");
        classes.shape().ifPresent(this::shapeOfClasses);
      }
    }
  }

  private void shapeOfClasses(Shape shape) {
    out.append(" ");
    type(shape);
  }

  private void dimension(Dimension dimension) {
    switch (dimension) {
      case Rest rest -> {
        out.append("..");
        rest.name().ifPresent(name -> out.append(name.text()));
      }
      case Size size -> expression(size.value());
    }
  }

  // ---- sections
  // -----------------------------------------------------------------------------------------

  void dataValue(DataValue value) {
    switch (value) {
      case Columns columns -> listed("[", columns.columns(), this::column, "]");
      case NumberLiteral number -> expression(number);
      case TextLiteral text -> expression(text);
      case BoolLiteral bool -> expression(bool);
      case Name name -> expression(name);
      case Call call -> expression(call);
    }
  }

  void value(Value value) {
    switch (value) {
      case ValueList list -> listed("[", list.values(), this::value, "]");
      case NumberLiteral number -> expression(number);
      case TextLiteral text -> expression(text);
    }
  }

  private void column(Column column) {
    cell(column.from());
    column
        .to()
        .ifPresent(to -> {
          out.append(" .. ");
          cell(to);
        });
  }

  private void cell(Cell cell) {
    switch (cell) {
      case ColumnName column -> quoted(column.name());
      case ColumnNumber column -> expression(column.number());
    }
  }

  // ---- text
  // ---------------------------------------------------------------------------------------------

  private <T> void listed(String open, List<T> parts, Consumer<T> print, String close) {
    listed(open, parts, print, close, ", ");
  }

  private <T> void listed(
      String open, List<T> parts, Consumer<T> print, String close, String between) {
    out.append(open);
    for (int i = 0; i < parts.size(); i++) {
      out.append(i == 0 ? "" : between);
      print.accept(parts.get(i));
    }
    out.append(close);
  }

  private void quoted(String text) {
    String escaped =
        text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n").replace("\r", "\\r");
    out.append('"').append(escaped).append('"');
  }
}
