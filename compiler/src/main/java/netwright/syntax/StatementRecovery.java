package netwright.syntax;

import java.util.Set;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.grammar.NetLexer;
import netwright.grammar.NetParser.BlockContext;
import netwright.grammar.NetParser.DataItemContext;
import netwright.grammar.NetParser.DataSectionContext;
import netwright.grammar.NetParser.DeclarationContext;
import netwright.grammar.NetParser.ExprContext;
import netwright.grammar.NetParser.FileContext;
import netwright.grammar.NetParser.ImportDeclContext;
import netwright.grammar.NetParser.NetworkContext;
import netwright.grammar.NetParser.NetworkItemContext;
import netwright.grammar.NetParser.OnlyDataValueContext;
import netwright.grammar.NetParser.OnlyExpressionContext;
import netwright.grammar.NetParser.PackageDeclContext;
import netwright.grammar.NetParser.PrimaryContext;
import netwright.grammar.NetParser.SingleTypeContext;
import netwright.grammar.NetParser.StageContext;
import netwright.grammar.NetParser.StatementContext;
import netwright.grammar.NetParser.TrainItemContext;
import netwright.grammar.NetParser.TrainSectionContext;
import netwright.grammar.NetParser.UnaryContext;
import netwright.grammar.NetParser.VerifyRowContext;
import netwright.grammar.NetParser.VerifySectionContext;
import org.antlr.v4.runtime.ANTLRErrorStrategy;
import org.antlr.v4.runtime.InputMismatchException;
import org.antlr.v4.runtime.Parser;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.RecognitionException;
import org.antlr.v4.runtime.Token;
import org.antlr.v4.runtime.atn.ATNState;
import org.antlr.v4.runtime.misc.IntervalSet;

/// At most one syntax error a statement. An error leaves all rules up to the statement (its context keeps the
/// exception, so the builder drops it), and parsing resumes where the next statement begins, at the same level
/// of brackets.
final class StatementRecovery implements ANTLRErrorStrategy {
  private static final Set<String> TYPES_OF_HYPERS = Set.of("int", "float", "bool", "text");

  private final Tokens tokens;
  private final Problems problems;
  private final SyntaxMessages messages;
  private RecognitionException reported;

  StatementRecovery(Tokens tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
    this.messages = new SyntaxMessages(tokens);
  }

  @Override
  public void reset(Parser parser) {
    reported = null;
  }

  /// A single token did not match.
  @Override
  public Token recoverInline(Parser parser) {
    throw new InputMismatchException(parser);
  }

  /// Called before each decision: finds errors as early as possible, while all that could stand here is known.
  @Override
  public void sync(Parser parser) {
    ParserRuleContext rule = parser.getContext();
    int next = parser.getInputStream().index();
    ATNState state = parser.getInterpreter().atn.states.get(parser.getState());
    IntervalSet possible = parser.getATN().nextTokens(state);
    if (rule instanceof ExprContext arrow
        && isAfterStage(arrow)
        && Words.isOperator(tokens.type(next))) {
      reported = new InputMismatchException(parser);
      report(statement(rule), next, messages.operatorAfterArrow(arrow, next));
      throw reported;
    }
    if (isStatementInsteadOfOperand(rule, next)) {
      throw new InputMismatchException(parser);
    }
    if (possible.contains(tokens.type(next)) || possible.contains(Token.EPSILON)) {
      return;
    }
    if (!isListOfStatements(rule)) {
      throw new InputMismatchException(parser);
    }
    skipUntil(parser, rule, possible);
  }

  /// In a list of statements: reports each thing that cannot stand there.
  private void skipUntil(Parser parser, ParserRuleContext list, IntervalSet possible) {
    int level = tokens.level(parser.getInputStream().index());
    int next = parser.getInputStream().index();
    while (tokens.type(next) != Token.EOF
        && tokens.level(next) >= level
        && !possible.contains(tokens.type(next))) {
      report(list, next, messages.noStatement(list, next));
      skip(parser, next);
      next = parser.getInputStream().index();
    }
  }

  @Override
  public void reportError(Parser parser, RecognitionException error) {
    if (error == reported) {
      return;
    }
    reported = error;
    ParserRuleContext statement = statement(parser.getContext());
    Token offending = error.getOffendingToken();
    report(statement, offending.getTokenIndex(), messages.describe(error));
  }

  @Override
  public void recover(Parser parser, RecognitionException error) {
    ParserRuleContext rule = parser.getContext();
    if (!isStatement(rule)) {
      throw error;
    }
    skip(parser, rule.getStart().getTokenIndex());
  }

  @Override
  public boolean inErrorRecoveryMode(Parser parser) {
    return false;
  }

  @Override
  public void reportMatch(Parser parser) {
    // Nothing to forget: there is no recovery mode.
  }

  /// Reports, unless the token pass has found fault with the same statement, up to the end of the line, or has lost
  /// the structure before.
  private void report(ParserRuleContext rule, int offending, Diagnostic diagnostic) {
    int place = tokens.get(offending).getStartIndex();
    int end = tokens.startsLine(offending) ? place : lineEnd(place);
    Integer fault = tokens.faults().ceiling(Math.min(place, startOfStatement(rule, place)));
    boolean repeats = fault != null && fault <= end;
    if (!repeats && place < tokens.trustedUpTo()) {
      problems.add(diagnostic);
    }
  }

  private int lineEnd(int offset) {
    return tokens.source().lineEnd(tokens.source().line(offset));
  }

  /// Where the statement with the error starts. What cannot follow a statement belongs to it, and so does a name on the
  /// same line, which only looks like the next statement.
  private int startOfStatement(ParserRuleContext rule, int otherwise) {
    if (isListOfStatements(rule)) {
      return startOfStatementBefore(rule, rule.getChildCount(), otherwise);
    }
    Token start = rule.getStart();
    boolean startsLine = rule.getParent() == null || tokens.startsLine(start.getTokenIndex());
    return startsLine
        ? start.getStartIndex()
        : startOfStatementBefore(
            rule.getParent(), rule.getParent().getChildCount() - 1, start.getStartIndex());
  }

  private static int startOfStatementBefore(ParserRuleContext list, int child, int otherwise) {
    return child > 0 && list.getChild(child - 1) instanceof ParserRuleContext before
        ? before.getStart().getStartIndex()
        : otherwise;
  }

  // ---- where to resume
  // ----------------------------------------------------------------------------------

  /// Consumes up to where the next statement begins: on the level of the token `from`, at one that begins a
  /// statement, or at the brace that closes this level.
  private void skip(Parser parser, int from) {
    int level = tokens.level(from);
    boolean inFile = level == 0;
    int at = parser.getInputStream().index();
    if (at == from) {
      parser.consume();
      at++;
    }
    while (!isResumption(at, level, inFile)) {
      parser.consume();
      at++;
    }
  }

  private boolean isResumption(int at, int level, boolean inFile) {
    int type = tokens.type(at);
    if (type == Token.EOF || tokens.level(at) < level) {
      return true;
    }
    if (tokens.level(at) > level) {
      return false;
    }
    return inFile ? beginsFileItem(at) : tokens.startsStatement(at);
  }

  private boolean beginsFileItem(int at) {
    return tokens.startsDeclaration(at)
        || tokens.type(at) == NetLexer.IMPORT && tokens.startsLine(at);
  }

  // ---- rules
  // --------------------------------------------------------------------------------------------

  private static boolean isAfterStage(ExprContext rule) {
    return rule.getChildCount() > 1;
  }

  /// `h = x ->`, and on the next line `y = …`: the name is no operand but the next statement's.
  private boolean isStatementInsteadOfOperand(ParserRuleContext rule, int next) {
    boolean operand =
        switch (rule) {
          case UnaryContext _, PrimaryContext _, StageContext _, SingleTypeContext _ ->
              rule.getChildCount() == 0;
          default -> false;
        };
    return operand
        && !isTypeOfHyper(rule, next)
        && tokens.startsStatement(next)
        && tokens.startsLine(next)
        && tokens.type(next - 1) != NetLexer.METRIC
        && tokens.level(next) == tokens.level(statement(rule).getStart().getTokenIndex());
  }

  /// `hyper a:`, and on the next line `int = 3`: a type is the one name that `=` follows.
  private boolean isTypeOfHyper(ParserRuleContext rule, int next) {
    return rule instanceof SingleTypeContext
        && TYPES_OF_HYPERS.contains(tokens.get(next).getText());
  }

  private static ParserRuleContext statement(ParserRuleContext rule) {
    ParserRuleContext outer = rule;
    while (!isStatement(outer)) {
      outer = outer.getParent();
    }
    return outer;
  }

  private static boolean isStatement(ParserRuleContext rule) {
    return switch (rule) {
      case FileContext _,
          OnlyExpressionContext _,
          OnlyDataValueContext _,
          PackageDeclContext _,
          ImportDeclContext _,
          DeclarationContext _,
          NetworkItemContext _,
          StatementContext _,
          TrainItemContext _,
          DataItemContext _,
          VerifyRowContext _ ->
          true;
      default -> false;
    };
  }

  /// Rules with a loop over statements, or over declarations.
  private static boolean isListOfStatements(ParserRuleContext rule) {
    return switch (rule) {
      case FileContext _, BlockContext _ -> true;
      case NetworkContext _ -> rule.getChildCount() > 2;
      case TrainSectionContext _, DataSectionContext _, VerifySectionContext _ ->
          rule.getChildCount() > 1;
      default -> false;
    };
  }
}
