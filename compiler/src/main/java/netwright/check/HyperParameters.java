package netwright.check;

import java.util.ArrayList;
import java.util.List;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.syntax.Expression;
import netwright.syntax.NetworkItem;
import netwright.syntax.TypeAnnotation;

/// The hyper-parameters of a network, in order; the command line replaces a value before it is looked at.
final class HyperParameters {
  private final Elaborator elaborator;
  private final Reports reports;
  private final Settings settings;
  private final Frame frame;
  private final List<TypedModel.Hyper> hypers = new ArrayList<>();

  HyperParameters(Elaborator elaborator, Settings settings, Frame frame) {
    this.elaborator = elaborator;
    this.reports = elaborator.reports();
    this.settings = settings;
    this.frame = frame;
  }

  List<TypedModel.Hyper> all() {
    return hypers;
  }

  /// Defines `hyper` in the network's scope.
  void define(NetworkItem.Hyper hyper) {
    String name = hyper.name().text();
    Expression expression =
        settings.expression(name).map(set -> orText(set, hyper)).orElse(hyper.value());
    Value value = elaborator.evaluate(expression, frame);
    boolean fits = value.isPoison() || fits(hyper, value, expression);
    frame.scope().define(name, fits ? value : Value.POISON, hyper.span());
    if (fits && !value.isPoison()) {
      hypers.add(new TypedModel.Hyper(name, text(value), hyper.doc(), hyper.span()));
    }
  }

  /// On a command line a text needs no quotes if it is a word that stands for nothing else.
  private Expression orText(Expression set, NetworkItem.Hyper hyper) {
    boolean isWord =
        type(hyper).equals("text")
            && set instanceof Expression.Name word
            && word.isSimple()
            && frame.scope().entry(word.text()).isEmpty();
    return isWord ? new Expression.TextLiteral(((Expression.Name) set).text(), set.span()) : set;
  }

  private static String type(NetworkItem.Hyper hyper) {
    return hyper.type().map(annotation -> annotation.span().text()).orElse("");
  }

  private boolean fits(NetworkItem.Hyper hyper, Value value, Expression expression) {
    String name = "`" + hyper.name().text() + "`";
    return switch (type(hyper)) {
      case "" ->
          isConstant(value)
              || wrong(
                  name + " must be known at compile time, not " + value.describe(), expression);
      case "int" -> elaborator.integer(value, expression, frame, name).isPresent();
      case "bool" ->
          value instanceof Value.Bool
              || wrong(name + " must be `true` or `false`, not " + value.describe(), expression);
      case "text" ->
          value instanceof Value.Text
              || wrong(name + " must be a text, not " + value.describe(), expression);
      case "real", "float", "number" ->
          value instanceof Value.Number
              || wrong(name + " must be a number, not " + value.describe(), expression);
      default -> wrongType(hyper.type().orElseThrow());
    };
  }

  private boolean wrong(String message, Expression expression) {
    reports.error(Diagnostic.of(Code.WRONG_KIND, expression.span(), message));
    return false;
  }

  private boolean wrongType(TypeAnnotation type) {
    reports.error(
        Diagnostic.of(
                Code.WRONG_KIND,
                type.span(),
                "a hyper-parameter cannot be `" + type.span().text() + "`")
            .help("it is `int`, `float`, `bool` or `text`"));
    return false;
  }

  private static boolean isConstant(Value value) {
    return Operators.number(value).isPresent() || value instanceof Value.Text;
  }

  private static String text(Value value) {
    return switch (value) {
      case Value.Number(double number) -> Numbers.text(number);
      case Value.Bool(boolean bool) -> Boolean.toString(bool);
      case Value.Text(String text) -> text;
      default -> value.describe();
    };
  }
}
