package netwright.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.diag.Span;
import netwright.grammar.NetLexer;
import netwright.grammar.NetParser.CellContext;
import netwright.grammar.NetParser.ColumnContext;
import netwright.grammar.NetParser.ColumnsContext;
import netwright.grammar.NetParser.DataItemContext;
import netwright.grammar.NetParser.DataValueContext;
import netwright.grammar.NetParser.ExpectedContext;
import netwright.grammar.NetParser.GivenContext;
import netwright.grammar.NetParser.NumberContext;
import netwright.grammar.NetParser.PatternContext;
import netwright.grammar.NetParser.SegmentContext;
import netwright.grammar.NetParser.TrainItemContext;
import netwright.grammar.NetParser.ValueContext;
import netwright.grammar.NetParser.VerifyRowContext;
import netwright.syntax.Ast.Identifier;
import netwright.syntax.Ast.Pattern;
import netwright.syntax.Expression.BoolLiteral;
import netwright.syntax.Expression.Name;
import netwright.syntax.Expression.NumberLiteral;
import netwright.syntax.Section.Cell;
import netwright.syntax.Section.Column;
import netwright.syntax.Section.ColumnName;
import netwright.syntax.Section.ColumnNumber;
import netwright.syntax.Section.Columns;
import netwright.syntax.Section.DataItem;
import netwright.syntax.Section.DataValue;
import netwright.syntax.Section.Expected;
import netwright.syntax.Section.Given;
import netwright.syntax.Section.TrainItem;
import netwright.syntax.Section.Value;
import netwright.syntax.Section.ValueList;
import netwright.syntax.Section.VerifyRow;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;

/// What stands in `train`, `data` and `verify`, from the parse tree.
final class SectionBuilder {
  private final Tokens tokens;
  private final ExpressionBuilder expressions;

  SectionBuilder(Tokens tokens, ExpressionBuilder expressions) {
    this.tokens = tokens;
    this.expressions = expressions;
  }

  TrainItem trainItem(TrainItemContext rule) {
    Token first = rule.getStart();
    Identifier name = new Identifier(first.getText(), tokens.span(first));
    Optional<Pattern> pattern = Optional.ofNullable(rule.pattern()).map(this::pattern);
    return new TrainItem(name, pattern, expressions.expression(rule.expr()), span(rule));
  }

  /// `linear.weight`, `*.bias`; as a text, the same within quotes.
  Pattern pattern(PatternContext rule) {
    List<String> segments = new ArrayList<>();
    if (rule.STRING() != null) {
      String text = expressions.literals().text(rule.STRING().getSymbol()).value();
      return new Pattern(List.of(text.split("\\.", -1)), span(rule));
    }
    for (SegmentContext segment : rule.segment()) {
      expressions.addSegments(segment.getText(), span(segment), segments);
    }
    return new Pattern(List.copyOf(segments), span(rule));
  }

  DataItem dataItem(DataItemContext rule) {
    return new DataItem(
        expressions.identifier(rule.NAME()), dataValue(rule.dataValue()), span(rule));
  }

  DataValue dataValue(DataValueContext rule) {
    if (rule.columns() != null) {
      return columns(rule.columns());
    }
    if (rule.number() != null) {
      return number(rule.number());
    }
    if (rule.args() != null) {
      return expressions.call(rule.NAME(), rule.args());
    }
    Token token = rule.getStart();
    return switch (token.getType()) {
      case NetLexer.STRING -> expressions.literals().text(token);
      case NetLexer.NAME -> new Name(List.of(token.getText()), span(rule));
      default -> new BoolLiteral(token.getType() == NetLexer.TRUE, span(rule));
    };
  }

  VerifyRow verifyRow(VerifyRowContext rule) {
    List<Given> given = rule.given().stream().map(this::given).toList();
    return new VerifyRow(given, rule.expected().stream().map(this::expected).toList(), span(rule));
  }

  private Columns columns(ColumnsContext rule) {
    return new Columns(rule.column().stream().map(this::column).toList(), span(rule));
  }

  private Column column(ColumnContext rule) {
    Optional<Cell> to =
        rule.cell().size() == 1 ? Optional.empty() : Optional.of(cell(rule.cell(1)));
    return new Column(cell(rule.cell(0)), to, span(rule));
  }

  private Cell cell(CellContext rule) {
    Token token = rule.getStart();
    return switch (token.getType()) {
      case NetLexer.NUMBER -> new ColumnNumber(expressions.literals().number(token), span(rule));
      case NetLexer.STRING ->
          new ColumnName(expressions.literals().text(token).value(), span(rule));
      default -> new ColumnName(token.getText(), span(rule));
    };
  }

  private Given given(GivenContext rule) {
    return new Given(expressions.identifier(rule.NAME()), value(rule.value()), span(rule));
  }

  private Expected expected(ExpectedContext rule) {
    Optional<NumberLiteral> within = Optional.ofNullable(rule.number()).map(this::number);
    return new Expected(
        expressions.identifier(rule.NAME()), value(rule.value()), within, span(rule));
  }

  private Value value(ValueContext rule) {
    if (rule.number() != null) {
      return number(rule.number());
    }
    if (rule.STRING() != null) {
      return expressions.literals().text(rule.STRING().getSymbol());
    }
    return new ValueList(rule.value().stream().map(this::value).toList(), span(rule));
  }

  private NumberLiteral number(NumberContext rule) {
    Token number = rule.NUMBER().getSymbol();
    return rule.getChildCount() == 1
        ? expressions.literals().number(number)
        : expressions.literals().negative(rule.getStart(), number);
  }

  private Span span(ParserRuleContext rule) {
    return tokens.span(rule.getStart(), rule.getStop());
  }
}
