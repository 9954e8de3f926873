package netwright.syntax;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.syntax.Ast.NetFile;
import netwright.syntax.Section.DataValue;
import org.antlr.v4.runtime.CommonTokenStream;
import org.antlr.v4.runtime.ListTokenSource;
import org.antlr.v4.runtime.ParserRuleContext;

/// Parses `.net` text. Never throws for a malformed source: what is wrong is added to the problems, and the tree holds
/// the statements without a syntax error. A caller goes on to the next stage only if there are no errors.
public final class NetParser {
  /// The longest source, in UTF-16 units.
  public static final int LARGEST_SOURCE = 1 << 22;

  /// The most tokens a source may have, comments included; so many fit into 256 MB of memory.
  public static final int MOST_TOKENS = 200_000;

  private NetParser() {}

  /// A whole file.
  public static NetFile parse(Source source, Problems problems) {
    Optional<NetFile> file =
        parse(source, problems, netwright.grammar.NetParser::file, AstBuilder::file);
    file.ifPresent(parsed -> JavaNames.check(parsed, problems));
    return file.orElseGet(() -> NetFile.empty(source));
  }

  /// One expression, as `--set hidden=16` and `--set train.optimizer="sgd(lr = 0.1)"` have it; empty after an error.
  public static Optional<Expression> parseExpression(Source source, Problems problems) {
    return parse(
            source,
            problems,
            netwright.grammar.NetParser::onlyExpression,
            (builder, rule) ->
                AstBuilder.ifWhole(rule, () -> builder.expressions().expression(rule.expr())))
        .flatMap(expression -> expression);
  }

  /// One value of a data section, as `--set data.x="[RM, LSTAT]"` has it; empty after an error.
  public static Optional<DataValue> parseDataValue(Source source, Problems problems) {
    return parse(
            source,
            problems,
            netwright.grammar.NetParser::onlyDataValue,
            (builder, rule) ->
                AstBuilder.ifWhole(rule, () -> builder.sections().dataValue(rule.dataValue())))
        .flatMap(value -> value);
  }

  /// The words, signs and comments of a source that has no syntax errors, in their order.
  public static List<Lexeme> lexemes(Source source) {
    Problems problems = new Problems();
    List<Lexeme> lexemes = TokenPass.run(source, problems).map(Tokens::lexemes).orElseGet(List::of);
    problems.throwIfErrors();
    return lexemes;
  }

  private static <R extends ParserRuleContext, T> Optional<T> parse(
      Source source,
      Problems problems,
      Function<netwright.grammar.NetParser, R> entry,
      BiFunction<AstBuilder, R, T> build) {
    return TokenPass.run(source, problems)
        .map(tokens -> {
          var parser =
              new netwright.grammar.NetParser(
                  new CommonTokenStream(new ListTokenSource(tokens.significant())));
          parser.removeErrorListeners();
          parser.setTrimParseTree(true);
          parser.setErrorHandler(new StatementRecovery(tokens, problems));
          return build.apply(new AstBuilder(tokens, problems), entry.apply(parser));
        });
  }
}
