package netwright.syntax;

import java.util.Optional;
import java.util.Set;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Suggestions;
import netwright.grammar.NetLexer;
import netwright.grammar.NetParser.BindItemContext;
import netwright.grammar.NetParser.BindStatementContext;
import netwright.grammar.NetParser.DataSectionContext;
import netwright.grammar.NetParser.NewParameterContext;
import netwright.grammar.NetParser.OutputItemContext;
import netwright.grammar.NetParser.TrainItemContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.RuleContext;
import org.antlr.v4.runtime.Token;

/// Mistakes that deserve more than "expected this, found that".
final class SpecialCases {
  /// Words that begin a binding in other languages.
  private static final Set<String> FOREIGN_KEYWORDS =
      Set.of(
          "let", "val", "var", "const", "def", "fun", "final", "auto", "float", "double", "int",
          "tensor");

  private final Tokens tokens;

  SpecialCases(Tokens tokens) {
    this.tokens = tokens;
  }

  /// Two operands, one after the other.
  Diagnostic cannotFollow(int next, RuleContext list) {
    Token token = tokens.get(next);
    String message = Words.found(token) + " cannot follow " + Words.found(tokens.get(next - 1));
    Diagnostic diagnostic = Diagnostic.of(Code.UNEXPECTED_TOKEN, tokens.span(token), message);
    if (token.getType() == NetLexer.DOT && list instanceof DataSectionContext) {
      return diagnostic.help("a text, such as the name of a file, stands in double quotes");
    }
    return switch (token.getType()) {
      case NetLexer.ASSIGN ->
          diagnostic.label("a statement has one `=`").help("two values are compared with `==`");
      case NetLexer.LESS,
          NetLexer.LESS_EQUAL,
          NetLexer.GREATER,
          NetLexer.GREATER_EQUAL,
          NetLexer.EQUAL,
          NetLexer.NOT_EQUAL ->
          diagnostic
              .label("comparisons do not chain")
              .help("both hold where a product is 1: `(a < b) * (b < c)`");
      case NetLexer.NAME,
          NetLexer.NUMBER,
          NetLexer.STRING,
          NetLexer.OPEN_ROUND,
          NetLexer.OPEN_SQUARE ->
          diagnostic
              .label("an operator or `->` is missing before it")
              .help(helpForMissingOperator(next));
      default -> diagnostic;
    };
  }

  /// `if x > 0 …` and `x[0]` of other languages.
  private String helpForMissingOperator(int next) {
    Token before = tokens.get(next - 1);
    Token token = tokens.get(next);
    boolean adjacent = token.getStartIndex() == before.getStopIndex() + 1;
    if (token.getType() == NetLexer.OPEN_SQUARE && adjacent) {
      return "elements are cut out by `slice(x, axis = -1, from = 0, to = 1)`";
    }
    return before.getText().equals("if") ? "a choice is written `where(condition, a, b)`" : "";
  }

  /// `h = x relu`: the parser sees the statement `relu =` without its `=`.
  Optional<Diagnostic> missingOperator(RecognitionException error, int at) {
    boolean noAssignment =
        isBinding(error.getCtx()) && tokens.type(at) != NetLexer.ASSIGN && at >= 2;
    boolean continuesLine =
        noAssignment && !tokens.startsLine(at - 1) && Words.endsOperand(tokens.type(at - 2));
    return continuesLine ? Optional.of(cannotFollow(at - 1, error.getCtx())) : Optional.empty();
  }

  String help(RecognitionException error, int at) {
    Token token = tokens.get(at);
    if (Words.isKeyword(token.getType())
        && !tokens.startsStatement(at)
        && Expected.contains(error, NetLexer.NAME)) {
      return Words.found(token) + " is a keyword; choose another name";
    }
    return switch (error.getCtx()) {
      case RuleContext rule when isBinding(rule) ->
          helpForBinding(tokens.get(at - 1).getText(), token);
      case NewParameterContext rule when rule.getChildCount() == 1 ->
          "the shape of a parameter is written: `param W: [n, units] = …`";
      case TrainItemContext rule when rule.pattern() != null ->
          "write `optimizer = "
              + tokens.get(at - 1).getText()
              + "(…)`; a pattern such as `*.bias` stands before the `=`";
      case OutputItemContext _ -> "an output has a name: `output name = …`";
      default ->
          token.getType() == NetLexer.ASSIGN && at > 0
              ? helpForAssignment(tokens.type(at - 1))
              : "";
    };
  }

  private static boolean isBinding(RuleContext rule) {
    return rule.getChildCount() == 1
        && (rule instanceof BindItemContext || rule instanceof BindStatementContext);
  }

  /// `loss = …`
  private static String helpForAssignment(int before) {
    return switch (before) {
      case NetLexer.LOSS, NetLexer.METRIC, NetLexer.RETURN, NetLexer.REQUIRE ->
          "`" + Words.literal(before) + "` is followed by its expression, without `=`";
      case NetLexer.DATA, NetLexer.TRAIN, NetLexer.VERIFY ->
          "`" + Words.literal(before) + "` is a section: `" + Words.literal(before) + " { … }`";
      default -> "";
    };
  }

  /// A name starts a statement, and no `=` follows.
  private static String helpForBinding(String name, Token next) {
    if (FOREIGN_KEYWORDS.contains(name) && next.getType() == NetLexer.NAME) {
      return "a binding has no keyword: `" + next.getText() + " = …`";
    }
    if (next.getType() == NetLexer.COLON) {
      return "types are inferred: `"
          + name
          + " = …`; an input is declared as `input "
          + name
          + ": …`";
    }
    Optional<String> keyword = Suggestions.nearest(name, Words.KEYWORDS);
    return keyword
        .map(found -> "did you mean `" + found + "`?")
        .orElse("a statement is `name = value` or starts with a keyword");
  }
}
