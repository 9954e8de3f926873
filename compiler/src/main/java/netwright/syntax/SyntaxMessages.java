package netwright.syntax;

import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.diag.Suggestions;
import netwright.grammar.NetLexer;
import netwright.grammar.NetParser.BlockContext;
import netwright.grammar.NetParser.DataSectionContext;
import netwright.grammar.NetParser.DeclarationContext;
import netwright.grammar.NetParser.ExprContext;
import netwright.grammar.NetParser.FileContext;
import netwright.grammar.NetParser.NetworkContext;
import netwright.grammar.NetParser.TrainSectionContext;
import netwright.grammar.NetParser.VerifySectionContext;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;

/// What to say about a token that cannot stand where it is. If it starts a line, the statement before it is
/// unfinished, and the place is the end of that.
final class SyntaxMessages {
  private final Tokens tokens;
  private final SpecialCases specialCases;

  SyntaxMessages(Tokens tokens) {
    this.tokens = tokens;
    this.specialCases = new SpecialCases(tokens);
  }

  /// `x -> linear(3) + h`
  Diagnostic operatorAfterArrow(ExprContext arrow, int next) {
    String operator = tokens.get(next).getText();
    String chain = tokens.span(arrow.getStart(), tokens.get(next - 1)).text();
    String shown = chain.length() > 60 || chain.contains("\n") ? "x -> f" : chain;
    Token operand = tokens.get(next + 1);
    String right =
        operand.getType() == NetLexer.NAME || operand.getType() == NetLexer.NUMBER
            ? operand.getText()
            : "…";
    return Diagnostic.of(
            Code.ARROW_BINDS_WEAKEST,
            tokens.span(tokens.get(next)),
            "`" + operator + "` cannot follow a stage of an arrow")
        .label("the arrow binds weaker than any operator")
        .help("write `(" + shown + ") " + operator + " " + right + "`");
  }

  /// A list of statements meets a token that none begins with.
  Diagnostic noStatement(ParserRuleContext list, int next) {
    Token token = tokens.get(next);
    if (next > 0
        && !tokens.startsLine(next)
        && Words.endsOperand(tokens.type(next - 1))
        && !Words.isKeyword(token.getType())) {
      return specialCases.cannotFollow(next, list);
    }
    if (token.getType() == NetLexer.IMPORT || token.getType() == NetLexer.PACKAGE) {
      String order = "`package` stands first in a file, then all imports, then the declarations";
      return Diagnostic.of(
              Code.UNEXPECTED_TOKEN, tokens.span(token), Words.found(token) + " stands too late")
          .help(order);
    }
    String message =
        Words.isKeyword(token.getType())
            ? Words.found(token) + " cannot stand " + place(list)
            : "expected " + wanted(list) + ", found " + Words.found(token);
    return Diagnostic.of(Code.UNEXPECTED_TOKEN, tokens.span(token), message)
        .help(listHelp(list, token));
  }

  /// A rule cannot go on.
  Diagnostic describe(RecognitionException error) {
    int at = error.getOffendingToken().getTokenIndex();
    Optional<Diagnostic> noOperator = specialCases.missingOperator(error, at);
    if (noOperator.isPresent()) {
      return noOperator.get();
    }
    String message = "expected " + Expected.describe(error) + after(at);
    String help = specialCases.help(error, at);
    if (at > 0
        && (tokens.startsLine(at)
            || tokens.startsStatement(at)
            || tokens.type(at) == NetLexer.CLOSE_CURLY)) {
      return unfinished(at, message).help(help);
    }
    Token token = tokens.get(at);
    return Diagnostic.of(Code.UNEXPECTED_TOKEN, tokens.span(token), message)
        .label("found " + Words.found(token))
        .help(help);
  }

  private String after(int at) {
    return at == 0 ? "" : " after " + Words.found(tokens.get(at - 1));
  }

  private Diagnostic unfinished(int at, String message) {
    Span place =
        at == 0 ? tokens.span(tokens.get(0)).atStart() : tokens.span(tokens.get(at - 1)).atEnd();
    return Diagnostic.of(Code.UNFINISHED, place, message);
  }

  private static String wanted(ParserRuleContext list) {
    return list instanceof FileContext ? "a declaration" : "a statement";
  }

  private static String place(ParserRuleContext list) {
    return switch (list) {
      case FileContext _ -> "outside of a declaration";
      case BlockContext block when block.getParent() instanceof DeclarationContext ->
          "in an optimizer";
      case BlockContext block ->
          "in the body of " + Words.withArticle(block.getParent().getParent().getStart().getText());
      case TrainSectionContext _ -> "in `train`";
      case DataSectionContext _ -> "in `data`";
      case VerifySectionContext _ -> "in `verify`";
      default -> "in a network";
    };
  }

  private static String listHelp(ParserRuleContext list, Token token) {
    if (list instanceof NetworkContext && token.getType() == NetLexer.OPTIMIZER) {
      return "it stands in `train { optimizer = … }`";
    }
    String suggestion = Suggestions.didYouMean(token.getText(), keywords(list));
    return suggestion.isEmpty() || Words.isKeyword(token.getType())
        ? generalHelp(list)
        : suggestion;
  }

  private static List<String> keywords(ParserRuleContext list) {
    return switch (list) {
      case FileContext _ ->
          List.of("network", "layer", "initializer", "optimizer", "schedule", "import", "package");
      case BlockContext _ -> List.of("param", "state", "shared", "require", "return");
      case TrainSectionContext _, DataSectionContext _, VerifySectionContext _ -> List.of();
      default ->
          List.of(
              "hyper", "input", "target", "output", "shared", "loss", "metric", "init", "train",
              "data", "verify");
    };
  }

  private static String generalHelp(ParserRuleContext list) {
    return switch (list) {
      case FileContext _ ->
          "a file holds `package`, then `import`, then network, layer, initializer, optimizer and schedule";
      case BlockContext _ ->
          "a body holds param, state, shared, require, return and `name = value`";
      case TrainSectionContext _, DataSectionContext _ -> "this section holds `name = value`";
      case VerifySectionContext _ -> "a row is written `x = [1, 2] -> y = [3] within 0.1`";
      default ->
          "a network holds hyper, input, target, output, shared, loss, metric, init, train, data, verify and `name = value`";
    };
  }
}
