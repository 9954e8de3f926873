package netwright.syntax;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Source;
import netwright.diag.Span;
import netwright.grammar.NetLexer;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Matches brackets. A bracket that is not closed is reported where it opens; a closing one that nothing opened
/// is reported and left out; `(a, b]` is reported and read as `(a, b)`.
final class Brackets {
  static final int DEEPEST = 256;

  private static final int WIDEST_INDENT = 200;

  /// Opening brackets still to be closed, as indices of kept tokens.
  private final Deque<Integer> open = new ArrayDeque<>();

  private final TokenPass pass;
  private final Source source;
  private final List<Token> kept = new ArrayList<>();
  private final List<Integer> partners = new ArrayList<>();
  private Optional<Token> suspect = Optional.empty();
  private int lastUnclosedLine;
  private boolean tooDeep;

  Brackets(TokenPass pass, List<Token> tokens) {
    this.pass = pass;
    this.source = pass.source();
    tokens.forEach(this::take);
    if (!tooDeep) {
      leftOpen();
    }
  }

  /// The tokens without stray brackets.
  List<Token> kept() {
    return kept;
  }

  /// Whether brackets nest deeper than [#DEEPEST]; the rest of the text is not looked at then.
  boolean tooDeep() {
    return tooDeep;
  }

  /// For each kept token, the number of matched pairs around it.
  int[] levels() {
    int[] levels = new int[kept.size()];
    int level = 0;
    for (int i = 0; i < levels.length; i++) {
      int partner = partners.get(i);
      level -= partner >= 0 && partner < i ? 1 : 0;
      levels[i] = level;
      level += partner > i ? 1 : 0;
    }
    return levels;
  }

  private void take(Token token) {
    if (tooDeep && token.getType() != Token.EOF) {
      return;
    }
    switch (token.getType()) {
      case NetLexer.OPEN_ROUND, NetLexer.OPEN_SQUARE, NetLexer.OPEN_CURLY -> opening(token);
      case NetLexer.CLOSE_ROUND, NetLexer.CLOSE_SQUARE, NetLexer.CLOSE_CURLY -> closing(token);
      default -> keep(token);
    }
  }

  private void opening(Token token) {
    open.push(kept.size());
    keep(token);
    if (open.size() > DEEPEST && !tooDeep) {
      tooDeep = true;
      pass.report(
          Diagnostic.of(Code.NESTED_TOO_DEEP, span(token), "brackets nest deeper than " + DEEPEST)
              .help("name a part of this with a binding of its own"));
    }
  }

  private void closing(Token token) {
    if (closesAny(token)) {
      while (!closes(token, kept.get(open.peek()))) {
        unclosed(kept.get(open.pop()));
      }
      pair(token);
    } else if (!open.isEmpty() && isInline(token) && isInline(kept.get(open.peek()))) {
      mixed(token, kept.get(open.peek()));
    } else {
      pass.report(
          Diagnostic.of(
                  Code.STRAY_BRACKET, span(token), "nothing opens this `" + token.getText() + "`")
              .help("remove it, or write the opening bracket"));
    }
  }

  /// Whether an open bracket fits; `)` and `]` do not look beyond a brace.
  private boolean closesAny(Token token) {
    for (int index : open) {
      if (closes(token, kept.get(index))) {
        return true;
      }
      if (isInline(token) && !isInline(kept.get(index))) {
        return false;
      }
    }
    return false;
  }

  private void mixed(Token token, Token opening) {
    String expected = opening.getType() == NetLexer.OPEN_ROUND ? ")" : "]";
    pass.report(
        Diagnostic.of(
                Code.UNCLOSED_BRACKET,
                span(opening),
                "this `" + opening.getText() + "` is closed by `" + token.getText() + "`")
            .note("the closing bracket is", span(token))
            .help("write `" + expected + "` there"));
    CommonToken meant = new CommonToken(token);
    meant.setType(
        opening.getType() == NetLexer.OPEN_ROUND ? NetLexer.CLOSE_ROUND : NetLexer.CLOSE_SQUARE);
    pair(meant);
  }

  private void pair(Token closing) {
    int opening = open.pop();
    partners.set(opening, kept.size());
    keep(closing);
    partners.set(kept.size() - 1, opening);
    if (!isInline(closing) && indent(closing) < indent(kept.get(opening)) && startsLine(closing)) {
      suspect = Optional.of(kept.get(opening));
    }
  }

  /// At the end of the file. If the layout shows which brace took another's closing one, that brace is named.
  private void leftOpen() {
    boolean onlyBraces = open.stream().noneMatch(index -> isInline(kept.get(index)));
    if (onlyBraces && open.size() == 1 && suspect.isPresent()) {
      open.clear();
      unclosed(suspect.get());
    }
    open.descendingIterator().forEachRemaining(index -> unclosed(kept.get(index)));
  }

  /// Reports one bracket a line, and none that an unclosed string or comment may have swallowed.
  private void unclosed(Token opening) {
    int line = source.line(opening.getStartIndex());
    boolean cut =
        pass.hasFaultOnRestOfLine(opening.getStartIndex())
            || opening.getStartIndex() > pass.trustedUpTo();
    if (!isInline(opening)) {
      cut |= pass.trustedUpTo() <= source.text().length();
      pass.distrustFrom(opening.getStartIndex());
    }
    if (!cut && line != lastUnclosedLine) {
      pass.report(
          Diagnostic.of(
              Code.UNCLOSED_BRACKET,
              span(opening),
              "this `" + opening.getText() + "` is never closed"));
    }
    lastUnclosedLine = line;
  }

  private void keep(Token token) {
    kept.add(token);
    partners.add(-1);
  }

  private Span span(Token token) {
    return source.span(token.getStartIndex(), token.getStopIndex() + 1);
  }

  /// The column of the first token on the token's line, as far as that matters for layout.
  private int indent(Token token) {
    int start = source.lineStart(source.line(token.getStartIndex()));
    int at = start;
    while (at - start < WIDEST_INDENT && Character.isWhitespace(source.text().charAt(at))) {
      at++;
    }
    return at - start;
  }

  private boolean startsLine(Token token) {
    int line = source.line(token.getStartIndex());
    return source.text().substring(source.lineStart(line), token.getStartIndex()).isBlank();
  }

  private static boolean isInline(Token bracket) {
    return bracket.getType() != NetLexer.OPEN_CURLY && bracket.getType() != NetLexer.CLOSE_CURLY;
  }

  private static boolean closes(Token closing, Token opening) {
    return switch (closing.getType()) {
      case NetLexer.CLOSE_ROUND -> opening.getType() == NetLexer.OPEN_ROUND;
      case NetLexer.CLOSE_SQUARE -> opening.getType() == NetLexer.OPEN_SQUARE;
      default -> opening.getType() == NetLexer.OPEN_CURLY;
    };
  }
}
