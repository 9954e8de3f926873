package netwright.syntax;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import netwright.grammar.NetLexer;
import org.antlr.v4.runtime.Token;

/// The kinds of tokens, in words for messages.
final class Words {
  static final Set<String> KEYWORDS =
      IntStream.rangeClosed(NetLexer.PACKAGE, NetLexer.FALSE)
          .mapToObj(Words::literal)
          .collect(Collectors.toUnmodifiableSet());

  private Words() {}

  static boolean isKeyword(int type) {
    return NetLexer.PACKAGE <= type && type <= NetLexer.FALSE;
  }

  /// Whether the token stands between two operands.
  static boolean isOperator(int type) {
    return NetLexer.PLUS <= type && type <= NetLexer.NOT_EQUAL;
  }

  /// Whether an expression, or a part of one, may end with the token.
  static boolean endsOperand(int type) {
    return switch (type) {
      case NetLexer.NAME, NetLexer.NUMBER, NetLexer.STRING, NetLexer.TRUE, NetLexer.FALSE -> true;
      case NetLexer.CLOSE_ROUND,
          NetLexer.CLOSE_SQUARE,
          NetLexer.INPUT,
          NetLexer.TARGET,
          NetLexer.PARAM ->
          true;
      default -> false;
    };
  }

  /// A keyword or sign without quotes.
  static String literal(int type) {
    String quoted = NetLexer.VOCABULARY.getLiteralName(type);
    return quoted == null ? "" : quoted.substring(1, quoted.length() - 1);
  }

  /// What a token is, when it is expected.
  static String kind(int type) {
    return switch (type) {
      case Token.EOF -> "the end of the file";
      case NetLexer.NAME -> "a name";
      case NetLexer.NUMBER -> "a number";
      case NetLexer.STRING -> "a text in double quotes";
      default -> "`" + literal(type) + "`";
    };
  }

  /// What a token is, when it is found.
  static String found(Token token) {
    if (token.getType() == Token.EOF) {
      return "the end of the file";
    }
    String text = token.getText();
    return text.length() > 40 ? "`" + text.substring(0, 40) + "…`" : "`" + text + "`";
  }

  static String withArticle(String noun) {
    return ("aeiou".indexOf(noun.charAt(0)) < 0 ? "a " : "an ") + noun;
  }
}
