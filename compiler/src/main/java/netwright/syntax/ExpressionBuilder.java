package netwright.syntax;

import static netwright.syntax.Brackets.DEEPEST;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.grammar.NetLexer;
import netwright.grammar.NetParser.ArgContext;
import netwright.grammar.NetParser.ArgsContext;
import netwright.grammar.NetParser.BoolPrimaryContext;
import netwright.grammar.NetParser.BracketPrimaryContext;
import netwright.grammar.NetParser.BracketStageContext;
import netwright.grammar.NetParser.ComparisonContext;
import netwright.grammar.NetParser.ExprContext;
import netwright.grammar.NetParser.ListPrimaryContext;
import netwright.grammar.NetParser.NamePrimaryContext;
import netwright.grammar.NetParser.NameStageContext;
import netwright.grammar.NetParser.NumberPrimaryContext;
import netwright.grammar.NetParser.ParamPrimaryContext;
import netwright.grammar.NetParser.PowerContext;
import netwright.grammar.NetParser.PrimaryContext;
import netwright.grammar.NetParser.ProductContext;
import netwright.grammar.NetParser.RepeatContext;
import netwright.grammar.NetParser.RepeatPrimaryContext;
import netwright.grammar.NetParser.RepeatStageContext;
import netwright.grammar.NetParser.StageContext;
import netwright.grammar.NetParser.SumContext;
import netwright.grammar.NetParser.TextPrimaryContext;
import netwright.grammar.NetParser.TimesContext;
import netwright.grammar.NetParser.UnaryContext;
import netwright.syntax.Ast.Identifier;
import netwright.syntax.Expression.Argument;
import netwright.syntax.Expression.Arrow;
import netwright.syntax.Expression.Binary;
import netwright.syntax.Expression.BoolLiteral;
import netwright.syntax.Expression.Call;
import netwright.syntax.Expression.Compare;
import netwright.syntax.Expression.ElementList;
import netwright.syntax.Expression.Name;
import netwright.syntax.Expression.Negate;
import netwright.syntax.Expression.Operation;
import netwright.syntax.Expression.Operator;
import netwright.syntax.Expression.ParamReference;
import netwright.syntax.Expression.Power;
import netwright.syntax.Expression.Relation;
import netwright.syntax.Expression.Repeat;
import netwright.syntax.Expression.Stage;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;

/// Expressions from the parse tree. Recurses over brackets and exponents, together at most 256 deep.
final class ExpressionBuilder {
  private final Tokens tokens;
  private final Problems problems;
  private final Literals literals;
  private int depth;

  ExpressionBuilder(Tokens tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
    this.literals = new Literals(tokens, problems);
  }

  Literals literals() {
    return literals;
  }

  Expression expression(ExprContext rule) {
    Expression source = comparison(rule.comparison());
    List<Stage> stages = rule.stage().stream().map(this::stage).toList();
    return stages.isEmpty() ? source : new Arrow(source, stages, span(rule));
  }

  Identifier identifier(TerminalNode node) {
    return new Identifier(node.getText(), tokens.span(node.getSymbol()));
  }

  /// Arguments, the named ones last.
  List<Argument> arguments(ArgsContext rule) {
    List<Argument> arguments = new ArrayList<>();
    boolean named = false;
    for (ArgContext arg : rule.arg()) {
      Argument argument = argument(arg);
      if (named && argument.name().isEmpty()) {
        report(
            Code.POSITIONAL_AFTER_NAMED,
            argument.span(),
            "a positional argument follows a named one",
            "put it before the named arguments, or name it");
      }
      named |= argument.name().isPresent();
      arguments.add(argument);
    }
    return List.copyOf(arguments);
  }

  Call call(TerminalNode callee, ArgsContext arguments) {
    return new Call(
        identifier(callee),
        arguments(arguments),
        tokens.span(callee.getSymbol(), arguments.getStop()));
  }

  // ---- operators
  // ----------------------------------------------------------------------------------------

  private Expression comparison(ComparisonContext rule) {
    Expression left = sum(rule.sum(0));
    if (rule.getChildCount() == 1) {
      return left;
    }
    return new Compare(left, relation(rule.getChild(1)), sum(rule.sum(1)), span(rule));
  }

  private Expression sum(SumContext rule) {
    return rule.getChildCount() == 1
        ? product(rule.product(0))
        : chain(rule, rule.product().stream().map(this::product).toList());
  }

  private Expression product(ProductContext rule) {
    return rule.getChildCount() == 1
        ? unary(rule.unary(0))
        : chain(rule, rule.unary().stream().map(this::unary).toList());
  }

  /// Operands are the even children, operators the odd ones.
  private Binary chain(ParserRuleContext rule, List<Expression> operands) {
    List<Operation> rest = new ArrayList<>();
    for (int i = 1; i < operands.size(); i++) {
      ParserRuleContext operand = (ParserRuleContext) rule.getChild(2 * i);
      Span upToHere = tokens.span(rule.getStart(), operand.getStop());
      rest.add(new Operation(operator(rule.getChild(2 * i - 1)), operands.get(i), upToHere));
    }
    return new Binary(operands.getFirst(), List.copyOf(rest), span(rule));
  }

  private Expression unary(UnaryContext rule) {
    return negated(power(rule.power()), rule.getChildCount() - 1, span(rule));
  }

  /// An odd number of signs counts as one, an even number as two.
  private static Expression negated(Expression operand, int signs, Span span) {
    return switch (signs == 0 ? 0 : 2 - signs % 2) {
      case 0 -> operand;
      case 1 -> new Negate(operand, span);
      default -> new Negate(new Negate(operand, span), span);
    };
  }

  private Expression power(PowerContext rule) {
    List<PrimaryContext> operands = rule.primary();
    if (operands.size() == 1) {
      return primary(operands.getFirst());
    }
    if (depth + operands.size() > DEEPEST) {
      report(
          Code.NESTED_TOO_DEEP,
          span(rule),
          "exponents nest deeper than " + DEEPEST,
          "name a part of this with a binding of its own");
      return primary(operands.getFirst());
    }
    return fold(rule, operands);
  }

  /// From the right: `a ^ -b ^ c` is `a ^ (-(b ^ c))`.
  private Expression fold(PowerContext rule, List<PrimaryContext> operands) {
    depth += operands.size();
    Expression result = primary(operands.getLast());
    int child = rule.getChildCount() - 2;
    for (int i = operands.size() - 2; i >= 0; i--) {
      int signs = 0;
      for (; isMinus(rule.getChild(child)); child--) {
        signs++;
      }
      Span end = span(rule).atEnd();
      Span exponent = tokens.span(firstToken(rule.getChild(child + 1))).to(end);
      result =
          new Power(
              primary(operands.get(i)),
              negated(result, signs, exponent),
              span(operands.get(i)).to(end));
      child -= 2;
    }
    depth -= operands.size();
    return result;
  }

  private static Token firstToken(ParseTree node) {
    return node instanceof TerminalNode terminal
        ? terminal.getSymbol()
        : ((ParserRuleContext) node).getStart();
  }

  private static boolean isMinus(ParseTree node) {
    return type(node) == NetLexer.MINUS;
  }

  private static Operator operator(ParseTree node) {
    return switch (type(node)) {
      case NetLexer.PLUS -> Operator.ADD;
      case NetLexer.MINUS -> Operator.SUBTRACT;
      case NetLexer.STAR -> Operator.MULTIPLY;
      case NetLexer.SLASH -> Operator.DIVIDE;
      default -> Operator.MATMUL;
    };
  }

  private static Relation relation(ParseTree node) {
    return switch (type(node)) {
      case NetLexer.LESS -> Relation.LESS;
      case NetLexer.LESS_EQUAL -> Relation.LESS_OR_EQUAL;
      case NetLexer.GREATER -> Relation.GREATER;
      case NetLexer.GREATER_EQUAL -> Relation.GREATER_OR_EQUAL;
      case NetLexer.EQUAL -> Relation.EQUAL;
      default -> Relation.NOT_EQUAL;
    };
  }

  private static int type(ParseTree node) {
    return node instanceof TerminalNode terminal
        ? terminal.getSymbol().getType()
        : Token.INVALID_TYPE;
  }

  // ---- operands
  // -----------------------------------------------------------------------------------------

  private Expression primary(PrimaryContext rule) {
    return switch (rule) {
      case NumberPrimaryContext number -> literals.number(number.getStart());
      case TextPrimaryContext text -> literals.text(text.getStart());
      case BoolPrimaryContext bool -> new BoolLiteral(bool.TRUE() != null, span(bool));
      case ParamPrimaryContext param -> new ParamReference(span(param));
      case ListPrimaryContext list ->
          new ElementList(list.expr().stream().map(this::inBrackets).toList(), span(list));
      case BracketPrimaryContext bracket -> inBrackets(bracket.expr());
      case RepeatPrimaryContext repeat -> repeat(repeat.repeat());
      case NamePrimaryContext name -> name(name);
      default -> throw new IllegalStateException("not in the grammar: " + rule.getClass());
    };
  }

  private Expression name(NamePrimaryContext rule) {
    TerminalNode first = (TerminalNode) rule.name().getChild(0);
    return rule.args() != null ? call(first, rule.args()) : new Name(path(rule), span(rule));
  }

  private List<String> path(NamePrimaryContext rule) {
    List<String> segments = new ArrayList<>();
    for (int i = 0; i < rule.getChildCount(); i += 2) {
      ParseTree segment = rule.getChild(i);
      addSegments(segment.getText(), tokens.span(rule.getStart()).to(span(rule)), segments);
    }
    return List.copyOf(segments);
  }

  /// A segment; of `h.1.2.weight` the lexer makes one number, `1.2`.
  void addSegments(String text, Span span, List<String> segments) {
    for (String segment : text.split("\\.")) {
      if (Character.isDigit(segment.charAt(0)) && !segment.matches("[0-9]+")) {
        report(
            Code.MALFORMED_NAME,
            span,
            "`" + segment + "` is no index",
            "copies under `repeat` are counted 1, 2, 3 …");
      }
      segments.add(segment);
    }
  }

  private Argument argument(ArgContext rule) {
    Expression first = inBrackets(rule.expr(0));
    if (rule.expr().size() == 1) {
      return new Argument(Optional.empty(), first, span(rule));
    }
    return new Argument(Optional.of(nameBeforeAssign(first)), inBrackets(rule.expr(1)), span(rule));
  }

  /// The grammar lets any expression stand before the `=` of an argument or metric.
  Identifier nameBeforeAssign(Expression expression) {
    if (expression instanceof Name name && name.isSimple()) {
      return new Identifier(name.text(), name.span());
    }
    report(
        Code.MALFORMED_NAME,
        expression.span(),
        "only a name can stand before `=`",
        "two values are compared with `==`");
    return new Identifier("_", expression.span());
  }

  private Expression inBrackets(ExprContext rule) {
    depth++;
    Expression inner = expression(rule);
    depth--;
    return inner;
  }

  // ---- stages
  // -------------------------------------------------------------------------------------------

  private Stage stage(StageContext rule) {
    return switch (rule) {
      case NameStageContext name when name.args() != null -> call(name.NAME(), name.args());
      case NameStageContext name -> new Name(List.of(name.getText()), span(name));
      case RepeatStageContext repeat -> repeat(repeat.repeat());
      case BracketStageContext bracket -> layer(bracket.expr());
      default -> throw new IllegalStateException("not in the grammar: " + rule.getClass());
    };
  }

  private Repeat repeat(RepeatContext rule) {
    return new Repeat(times(rule.times()), layer(rule.expr()), span(rule));
  }

  private Expression times(TimesContext rule) {
    if (rule.expr() != null) {
      return inBrackets(rule.expr());
    }
    Token last = rule.getStop();
    return last.getType() == NetLexer.NAME
        ? new Name(List.of(last.getText()), span(rule))
        : negated(literals.number(last), rule.getChildCount() - 1, span(rule));
  }

  /// An expression where only layers can stand.
  private Stage layer(ExprContext rule) {
    Expression inner = inBrackets(rule);
    if (inner instanceof Stage stage && LayerChain.startsWithLayer(stage)) {
      return stage;
    }
    report(
        Code.NOT_A_LAYER,
        inner.span(),
        "only layers can stand here",
        "a layer is written `relu`, `linear(4)` or `linear(4) -> relu`");
    return new Name(List.of("_"), inner.span());
  }

  private Span span(ParserRuleContext rule) {
    return tokens.span(rule.getStart(), rule.getStop());
  }

  private void report(Code code, Span span, String message, String help) {
    problems.add(Diagnostic.of(code, span, message).help(help));
  }
}
