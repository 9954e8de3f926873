package netwright.syntax;

import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import netwright.diag.Source;
import netwright.diag.Span;
import netwright.grammar.NetLexer;
import org.antlr.v4.runtime.Token;

/// The tokens of one source after the token pass.
///
/// @param all every token as the lexer found it, comments included; what lies between two of them is white space
/// @param significant what the parser reads: no comments, bad tokens repaired or left out, EOF at the end
/// @param levels for each significant token, how many matched pairs of brackets are around it
/// @param docs the text of the `///` lines before a significant token, by its index
/// @param faults the offsets of what the token pass has reported
/// @param trustedUpTo the offset from which the structure is unknown, because a brace or comment is not closed
record Tokens(
    Source source,
    List<Token> all,
    List<Token> significant,
    int[] levels,
    Map<Integer, String> docs,
    NavigableSet<Integer> faults,
    int trustedUpTo) {

  Token get(int index) {
    return significant.get(Math.min(index, significant.size() - 1));
  }

  int type(int index) {
    return get(index).getType();
  }

  /// The number of matched pairs of brackets around the token.
  int level(int index) {
    return levels[Math.min(index, levels.length - 1)];
  }

  /// Whether the token is the first on its line; the end of the file is.
  boolean startsLine(int index) {
    Token token = get(index);
    boolean first = index == 0 || token.getType() == Token.EOF;
    return first || source.line(token.getStartIndex()) > source.line(get(index - 1).getStopIndex());
  }

  /// Whether a statement or declaration may begin here: at a keyword that only begins statements, or, first on its
  /// line, at a word that other places know too.
  boolean startsStatement(int index) {
    int next = type(index + 1);
    return switch (type(index)) {
      case NetLexer.HYPER,
          NetLexer.OUTPUT,
          NetLexer.SHARED,
          NetLexer.STATE,
          NetLexer.LOSS,
          NetLexer.METRIC,
          NetLexer.REQUIRE,
          NetLexer.RETURN,
          NetLexer.NETWORK,
          NetLexer.SCHEDULE ->
          startsLine(index) || next == NetLexer.NAME;
      case NetLexer.TRAIN, NetLexer.DATA, NetLexer.VERIFY ->
          startsLine(index) || next == NetLexer.OPEN_CURLY;
      case NetLexer.INIT, NetLexer.IMPORT, NetLexer.PACKAGE, NetLexer.LAYER, NetLexer.INITIALIZER ->
          startsLine(index);
      case NetLexer.INPUT, NetLexer.TARGET -> startsLine(index) && isNameOnLine(index + 1);
      case NetLexer.OPTIMIZER -> startsLine(index) && next != NetLexer.COMMA;
      case NetLexer.PARAM ->
          startsLine(index) && (isNameOnLine(index + 1) || next == NetLexer.ASSIGN);
      case NetLexer.NAME -> startsLine(index) && next == NetLexer.ASSIGN;
      default -> false;
    };
  }

  /// A name that does not begin a line: `input x`, `param W`. A word that is an operand has none after it.
  private boolean isNameOnLine(int index) {
    return type(index) == NetLexer.NAME && !startsLine(index);
  }

  /// Whether a declaration may begin here.
  boolean startsDeclaration(int index) {
    return switch (type(index)) {
      case NetLexer.NETWORK,
          NetLexer.LAYER,
          NetLexer.INITIALIZER,
          NetLexer.OPTIMIZER,
          NetLexer.SCHEDULE ->
          startsStatement(index);
      default -> false;
    };
  }

  Span span(Token token) {
    int start = Math.min(token.getStartIndex(), source.text().length());
    return source.span(start, Math.max(start, token.getStopIndex() + 1));
  }

  Span span(Token first, Token last) {
    return span(first).to(span(last));
  }

  /// All tokens as they are written, without the end of the file.
  List<Lexeme> lexemes() {
    return all.stream()
        .filter(token -> token.getType() != Token.EOF)
        .map(token -> new Lexeme(kind(token), token.getText(), token.getStartIndex()))
        .toList();
  }

  private static Lexeme.Kind kind(Token token) {
    return switch (token.getType()) {
      case NetLexer.NAME -> Lexeme.Kind.NAME;
      case NetLexer.NUMBER -> Lexeme.Kind.NUMBER;
      case NetLexer.STRING -> Lexeme.Kind.TEXT;
      case NetLexer.DOC -> Lexeme.Kind.LINE_COMMENT;
      case NetLexer.COMMENT ->
          token.getText().startsWith("//") ? Lexeme.Kind.LINE_COMMENT : Lexeme.Kind.BLOCK_COMMENT;
      default -> Words.isKeyword(token.getType()) ? Lexeme.Kind.KEYWORD : Lexeme.Kind.SIGN;
    };
  }

  String doc(Token token) {
    return docs.getOrDefault(token.getTokenIndex(), "");
  }
}
