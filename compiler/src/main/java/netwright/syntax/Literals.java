package netwright.syntax;

import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Span;
import netwright.syntax.Expression.NumberLiteral;
import netwright.syntax.Expression.TextLiteral;
import org.antlr.v4.runtime.Token;

/// Numbers and texts from their tokens.
final class Literals {
  private final Tokens tokens;
  private final Problems problems;

  Literals(Tokens tokens, Problems problems) {
    this.tokens = tokens;
    this.problems = problems;
  }

  NumberLiteral number(Token token) {
    String text = token.getText();
    Span span = tokens.span(token);
    double value = Double.parseDouble(text.replace("_", ""));
    if (Double.isInfinite(value)) {
      problems.add(Diagnostic.of(Code.MALFORMED_NUMBER, span, "this number is too large for f64"));
    } else if (value == 0 && !text.split("[eE]")[0].matches("[0_.]*")) {
      problems.add(
          Diagnostic.of(Code.MALFORMED_NUMBER, span, "this number is too small for f64")
              .help("write 0"));
    }
    return new NumberLiteral(value, text, span);
  }

  /// `-0.5` in a section, where a sign is part of the number.
  NumberLiteral negative(Token minus, Token token) {
    NumberLiteral number = number(token);
    return new NumberLiteral(-number.value(), "-" + number.text(), tokens.span(minus, token));
  }

  TextLiteral text(Token token) {
    String quoted = token.getText();
    boolean closed = quoted.length() > 1 && quoted.charAt(quoted.length() - 1) == quoted.charAt(0);
    String inner = quoted.substring(1, closed ? quoted.length() - 1 : quoted.length());
    return new TextLiteral(
        inner.indexOf('\\') < 0 ? inner : unescape(inner, token.getStartIndex() + 1),
        tokens.span(token));
  }

  private String unescape(String text, int offset) {
    StringBuilder out = new StringBuilder();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (c == '\\' && i + 1 < text.length()) {
        out.append(escaped(text.charAt(i + 1), tokens.source().span(offset + i, offset + i + 2)));
        i++;
      } else {
        out.append(c);
      }
    }
    return out.toString();
  }

  private char escaped(char c, Span span) {
    return switch (c) {
      case 'n' -> '\n';
      case 't' -> '\t';
      case 'r' -> '\r';
      case '"', '\\' -> c;
      default -> {
        problems.add(
            Diagnostic.of(Code.MALFORMED_ESCAPE, span, "unknown escape `\\" + c + "`")
                .help(
                    "the escapes are \\n \\t \\r \\\" \\\\; a backslash in a path is written twice"));
        yield c;
      }
    };
  }
}
