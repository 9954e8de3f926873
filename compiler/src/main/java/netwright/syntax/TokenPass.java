package netwright.syntax;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.TreeSet;
import java.util.stream.Collectors;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Source;
import netwright.grammar.NetLexer;
import org.antlr.v4.runtime.Token;

/// Runs the lexer and, before anything is parsed, reports what can be seen from the tokens alone: bad characters,
/// numbers and signs ([TokenRepair]), unclosed strings and comments, brackets ([Brackets]).
final class TokenPass {
  /// The channel of `///` comments in `Net.g4`.
  static final int DOC_CHANNEL = 2;

  private final Source source;
  private final Problems problems;
  private final NavigableSet<Integer> faultStarts = new TreeSet<>();
  private int trustedUpTo;

  private TokenPass(Source source, Problems problems) {
    this.source = source;
    this.problems = problems;
    this.trustedUpTo = source.text().length() + 1;
  }

  /// The tokens, or nothing if a parser should not see them: too many, or brackets too deep.
  static Optional<Tokens> run(Source source, Problems problems) {
    return new TokenPass(source, problems).run();
  }

  /// A problem that a later syntax error in the same statement would only repeat.
  void report(Diagnostic diagnostic) {
    problems.add(diagnostic);
    faultStarts.add(diagnostic.span().start());
  }

  /// What comes after the offset has lost its structure; no more syntax errors are reported there.
  void distrustFrom(int offset) {
    trustedUpTo = Math.min(trustedUpTo, offset);
  }

  /// Whether something later on the line of the offset has been reported, such as an unclosed string.
  boolean hasFaultOnRestOfLine(int offset) {
    int lineEnd = source.lineEnd(source.line(offset));
    Integer next = faultStarts.higher(offset);
    return next != null && next < lineEnd;
  }

  Source source() {
    return source;
  }

  int trustedUpTo() {
    return trustedUpTo;
  }

  private Optional<Tokens> run() {
    if (source.text().length() > NetParser.LARGEST_SOURCE) {
      refuse(0, "this source is longer than " + (NetParser.LARGEST_SOURCE >> 20) + " MB");
      return Optional.empty();
    }
    List<Token> all = lex();
    if (all.size() > NetParser.MOST_TOKENS) {
      refuse(
          all.getLast().getStartIndex(),
          "this source has more than " + NetParser.MOST_TOKENS + " words and signs");
      return Optional.empty();
    }
    Brackets brackets = new Brackets(this, new TokenRepair(this, all).repaired());
    return brackets.tooDeep() ? Optional.empty() : Optional.of(tokens(all, brackets));
  }

  private Tokens tokens(List<Token> all, Brackets brackets) {
    List<Token> significant = brackets.kept();
    return new Tokens(
        source,
        all,
        significant,
        brackets.levels(),
        docs(all, significant),
        faultStarts,
        trustedUpTo);
  }

  private void refuse(int offset, String message) {
    problems.add(
        Diagnostic.of(Code.SOURCE_TOO_LARGE, source.span(offset, offset), message)
            .help("a network of equal parts is written with `repeat`"));
  }

  /// All tokens of the source, EOF last; stops where there are too many.
  private List<Token> lex() {
    NetLexer lexer = new NetLexer(new TextStream(source.text()));
    lexer.removeErrorListeners();
    List<Token> tokens = new ArrayList<>();
    do {
      tokens.add(lexer.nextToken());
    } while (tokens.getLast().getType() != Token.EOF && tokens.size() <= NetParser.MOST_TOKENS);
    return tokens;
  }

  private static Map<Integer, String> docs(List<Token> all, List<Token> significant) {
    Map<Integer, StringJoiner> docs = new HashMap<>();
    int next = 0;
    for (Token token : all) {
      if (token.getChannel() == DOC_CHANNEL) {
        while (significant.get(next).getStartIndex() < token.getStartIndex()) {
          next++;
        }
        docs.computeIfAbsent(next, _ -> new StringJoiner("\n")).add(docLine(token));
      }
    }
    return docs.entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, entry -> entry.getValue().toString()));
  }

  /// The text after `///` and one space.
  private static String docLine(Token token) {
    String text = token.getText().substring(3).stripTrailing();
    return text.startsWith(" ") ? text.substring(1) : text;
  }
}
