package netwright.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.grammar.NetLexer;
import org.antlr.v4.runtime.CommonToken;
import org.antlr.v4.runtime.Token;

/// Reports single tokens that cannot be right and puts in their place what was most likely meant, so that the
/// parser can go on without repeating the complaint: `**` becomes `^`, `.5` a number, `'relu'` a string.
final class TokenRepair {
  private record Slip(int meant, String help) {}

  /// Pairs of signs that touch, their meaning in other languages, and what was meant.
  private static final Map<String, Slip> SLIPS =
      Map.ofEntries(
          Map.entry("**", new Slip(NetLexer.CARET, "the power of x is written `x ^ 2`")),
          Map.entry("=>", new Slip(NetLexer.ARROW, "the arrow is written `->`")),
          Map.entry("|>", new Slip(NetLexer.ARROW, "the arrow is written `->`")),
          Map.entry(":=", new Slip(NetLexer.ASSIGN, "a binding is written `name = value`")),
          Map.entry(
              "+=",
              new Slip(NetLexer.ASSIGN, "a binding never changes; write `name = name + value`")),
          Map.entry(
              "-=",
              new Slip(NetLexer.ASSIGN, "a binding never changes; write `name = name - value`")),
          Map.entry(
              "*=",
              new Slip(NetLexer.ASSIGN, "a binding never changes; write `name = name * value`")),
          Map.entry(
              "/=",
              new Slip(NetLexer.ASSIGN, "a binding never changes; write `name = name / value`")));

  private final TokenPass pass;
  private final String text;
  private final List<Token> tokens;
  private final List<Token> repaired = new ArrayList<>();

  TokenRepair(TokenPass pass, List<Token> all) {
    this.pass = pass;
    this.text = pass.source().text();
    this.tokens =
        all.stream().filter(this::isForParser).filter(token -> !isByteOrderMark(token)).toList();
    for (int i = 0; i < tokens.size(); ) {
      i += take(i);
    }
  }

  /// The tokens for the parser, EOF last.
  List<Token> repaired() {
    return repaired;
  }

  /// Comments go; one without an end is reported on the way.
  private boolean isForParser(Token token) {
    if (token.getType() == NetLexer.COMMENT && isUnclosed(token)) {
      Span open = pass.source().span(token.getStartIndex(), token.getStartIndex() + 2);
      pass.report(
          Diagnostic.of(Code.UNCLOSED_COMMENT, open, "this comment is never closed")
              .help("close it with `*/`"));
      pass.distrustFrom(token.getStartIndex());
    }
    return token.getType() != NetLexer.COMMENT && token.getType() != NetLexer.DOC;
  }

  private boolean isByteOrderMark(Token token) {
    return token.getStartIndex() == 0 && text.startsWith("\ufeff");
  }

  private static boolean isUnclosed(Token comment) {
    String text = comment.getText();
    return text.startsWith("/*") && (text.length() < 4 || !text.endsWith("*/"));
  }

  /// Takes the token at `i`, and what belongs to it, to the repaired ones; returns how many were read.
  private int take(int i) {
    return switch (tokens.get(i).getType()) {
      case NetLexer.UNEXPECTED -> unexpected(i);
      case NetLexer.UNCLOSED -> unclosedString(i);
      case NetLexer.NUMBER -> number(i);
      case NetLexer.DOT -> dot(i);
      case NetLexer.NAME -> name(i);
      case NetLexer.STAR,
          NetLexer.ASSIGN,
          NetLexer.BAR,
          NetLexer.COLON,
          NetLexer.PLUS,
          NetLexer.MINUS,
          NetLexer.SLASH ->
          sign(i);
      default -> keep(i, 1, tokens.get(i).getType());
    };
  }

  // ---- characters and strings
  // ---------------------------------------------------------------------------

  private int unexpected(int i) {
    if (isLetter(i)) {
      return foreignName(i);
    }
    if (text.charAt(start(i)) == '\'') {
      return singleQuoted(i);
    }
    int count = 1;
    while (type(i + count) == NetLexer.UNEXPECTED && touch(i + count - 1) && !isLetter(i + count)) {
      count++;
    }
    pass.report(BadCharacters.describe(span(i, count)));
    return count;
  }

  /// A word with letters outside ASCII, read as one name.
  private int foreignName(int i) {
    int count = 1;
    while (touch(i + count - 1)
        && (isWord(i + count) || type(i + count) == NetLexer.NUMBER || isLetter(i + count))) {
      count++;
    }
    Span span = span(i, count);
    pass.report(
        Diagnostic.of(Code.UNEXPECTED_CHARACTER, span, "`" + span.text() + "` is not a name")
            .help("names are made of the letters a to z and A to Z, digits and `_`"));
    return keep(i, count, NetLexer.NAME);
  }

  private int singleQuoted(int i) {
    int lineEnd = pass.source().lineEnd(pass.source().line(start(i)));
    int close = text.indexOf('\'', start(i) + 1);
    int end = close < 0 || close >= lineEnd ? start(i) + 1 : close + 1;
    pass.report(BadCharacters.describe(pass.source().span(start(i), end)));
    int count = 1;
    while (start(i + count) < end && type(i + count) != Token.EOF) {
      count++;
    }
    return end == start(i) + 1 ? 1 : keep(i, count, NetLexer.STRING, end);
  }

  private int unclosedString(int i) {
    int lineEnd = pass.source().lineEnd(pass.source().line(start(i)));
    pass.report(
        Diagnostic.of(Code.UNCLOSED_STRING, span(i, 1), "this string is not closed on its line")
            .help("close it with `\"`; a line break in a string is written `\\n`"));
    int count = 1;
    while (start(i + count) < lineEnd && type(i + count) != Token.EOF) {
      count++;
    }
    return keep(i, count, NetLexer.STRING, lineEnd);
  }

  /// A name may go on with letters outside ASCII.
  private int name(int i) {
    return touch(i) && isLetter(i + 1) ? foreignName(i) : keep(i, 1, NetLexer.NAME);
  }

  // ---- numbers
  // ------------------------------------------------------------------------------------------

  /// `1.`, `2x`; but `h.2.weight` is a path.
  private int number(int i) {
    boolean path = i > 0 && type(i - 1) == NetLexer.DOT && touch(i - 1);
    if (!path && type(i + 1) == NetLexer.DOT && touch(i)) {
      String digits = tokens.get(i).getText();
      malformed(
          span(i, 2),
          "a number does not end with a point",
          "write `" + digits + "` or `" + digits + ".0`");
      keep(i, 1, NetLexer.NUMBER);
      return 2;
    }
    if (touch(i) && (isWord(i + 1) || isLetter(i + 1))) {
      String help = suffixHelp(tokens.get(i).getText(), tokens.get(i + 1).getText());
      malformed(
          span(i, 2),
          "a number runs into a name",
          path ? "an index of a path stands alone: `h.2.weight`" : help);
      keep(i, 1, NetLexer.NUMBER);
      return 2;
    }
    return keep(i, 1, NetLexer.NUMBER);
  }

  private static String suffixHelp(String number, String word) {
    if (number.equals("0") && word.matches("[xXbB][0-9A-Fa-f_]*")) {
      return "numbers are written in decimal";
    }
    if (word.matches("[fFdDlL]")) {
      return "numbers have no suffix; write `" + number + "`";
    }
    if (word.startsWith("_")) {
      return "one `_` may stand between two digits: `1_000`";
    }
    return "write `" + number + " * " + word + "`, or \"" + number + word + "\" if it is a text";
  }

  /// `.5`; but `h.5` is a path, and so is `*.5` in a pattern.
  private int dot(int i) {
    boolean path = i > 0 && touch(i - 1) && continuesPath(i - 1);
    if (path || type(i + 1) != NetLexer.NUMBER || !touch(i)) {
      return keep(i, 1, NetLexer.DOT);
    }
    Span span = span(i, 2);
    malformed(span, "a number does not start with a point", "write `0" + span.text() + "`");
    return 1 + keep(i + 1, 1, NetLexer.NUMBER);
  }

  private boolean continuesPath(int i) {
    return switch (type(i)) {
      case NetLexer.NUMBER,
          NetLexer.CLOSE_ROUND,
          NetLexer.CLOSE_SQUARE,
          NetLexer.DOT,
          NetLexer.RANGE ->
          true;
      case NetLexer.STAR ->
          i > 0
              && (type(i - 1) == NetLexer.DOT
                  || type(i - 1) == NetLexer.INIT
                  || type(i - 1) == NetLexer.OPTIMIZER);
      default -> isWord(i);
    };
  }

  private void malformed(Span span, String message, String help) {
    pass.report(Diagnostic.of(Code.MALFORMED_NUMBER, span, message).help(help));
  }

  // ---- signs
  // --------------------------------------------------------------------------------------------

  private int sign(int i) {
    Slip slip = touch(i) ? SLIPS.get(tokens.get(i).getText() + tokens.get(i + 1).getText()) : null;
    if (slip == null) {
      return keep(i, 1, type(i));
    }
    Span span = span(i, 2);
    String message = "there is no operator `" + span.text() + "`";
    pass.report(Diagnostic.of(Code.UNKNOWN_OPERATOR, span, message).help(slip.help));
    return keep(i, 2, slip.meant);
  }

  // ---- tokens
  // -------------------------------------------------------------------------------------------

  private int keep(int i, int count, int type) {
    return keep(i, count, type, tokens.get(i + count - 1).getStopIndex() + 1);
  }

  private int keep(int i, int count, int type, int end) {
    Token token = tokens.get(i);
    if (count > 1 || type != token.getType() || end != token.getStopIndex() + 1) {
      CommonToken meant = new CommonToken(token);
      meant.setType(type);
      meant.setChannel(Token.DEFAULT_CHANNEL);
      meant.setStopIndex(end - 1);
      token = meant;
    }
    repaired.add(token);
    return count;
  }

  private int type(int i) {
    return i < tokens.size() ? tokens.get(i).getType() : Token.EOF;
  }

  private int start(int i) {
    return i < tokens.size() ? tokens.get(i).getStartIndex() : text.length();
  }

  private Span span(int i, int count) {
    return pass.source().span(start(i), tokens.get(i + count - 1).getStopIndex() + 1);
  }

  /// Whether nothing lies between the token and the next.
  private boolean touch(int i) {
    return i + 1 < tokens.size()
        && tokens.get(i).getStopIndex() + 1 == start(i + 1)
        && type(i + 1) != Token.EOF;
  }

  /// A name or a keyword.
  private boolean isWord(int i) {
    return i < tokens.size() && type(i) != Token.EOF && isWordStart(text.charAt(start(i)));
  }

  private static boolean isWordStart(char c) {
    return c == '_' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z';
  }

  /// A letter, or part of one, that names cannot hold.
  private boolean isLetter(int i) {
    if (type(i) != NetLexer.UNEXPECTED) {
      return false;
    }
    int at = start(i);
    boolean second =
        at > 0
            && Character.isLowSurrogate(text.charAt(at))
            && Character.isHighSurrogate(text.charAt(at - 1));
    int character = text.codePointAt(second ? at - 1 : at);
    return Character.isLetterOrDigit(character)
        || Character.getType(character) == Character.NON_SPACING_MARK;
  }
}
