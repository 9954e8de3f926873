package netwright.format;

import netwright.syntax.Lexeme.Kind;

/// The space between two words on one line.
final class Spacing {
  private final Words words;

  Spacing(Words words) {
    this.words = words;
  }

  /// What stands between the word and the next one.
  String after(int i) {
    boolean commented = !words.trailing(i).isEmpty();
    return commented ? isCloser(i + 1) ? "" : " " : isTight(i) ? "" : " ";
  }

  /// Whether the `-` is a sign of its operand, not an operator between two.
  boolean isSign(int i) {
    return words.is(i, "-") && !endsOperand(i - 1);
  }

  private boolean isTight(int i) {
    int next = i + 1;
    return isOpener(i)
        || isCloser(next)
        || isSign(i)
        || dotted(i)
        || opensArguments(i)
        || isPrefix(i);
  }

  private boolean isOpener(int i) {
    return words.is(i, "(") || words.is(i, "[");
  }

  private boolean isCloser(int i) {
    return switch (words.text(i)) {
      case ")", "]", ",", ":" -> true;
      default -> false;
    };
  }

  /// `a.b`; but not `1 . 2 . c`, where `1.2` and `2.` would become numbers.
  private boolean dotted(int i) {
    int dot = words.is(i, ".") ? i : i + 1;
    boolean second = words.is(dot - 2, ".") && isNumber(dot - 3);
    return words.is(dot, ".") && !(isNumber(dot - 1) && (isNumber(dot + 1) || second));
  }

  /// `f(`, `class[`; but `repeat n (`.
  private boolean opensArguments(int i) {
    boolean called = words.is(i + 1, "(") && words.isName(i) && !words.is(i - 1, "repeat");
    return called || words.is(i, "class") && words.is(i + 1, "[");
  }

  /// `[..s]`; but `[a .. b]`.
  private boolean isPrefix(int i) {
    return words.is(i, "..") && (words.is(i - 1, "[") || words.is(i - 1, ","));
  }

  private boolean isNumber(int i) {
    return i >= 0 && i < words.count() && words.get(i).kind() == Kind.NUMBER;
  }

  private boolean endsOperand(int i) {
    if (i < 0) {
      return false;
    }
    return switch (words.get(i).kind()) {
      case NAME, NUMBER, TEXT -> true;
      case KEYWORD, SIGN, LINE_COMMENT, BLOCK_COMMENT ->
          switch (words.text(i)) {
            case ")", "]", "input", "target", "param", "true", "false" -> true;
            default -> false;
          };
    };
  }
}
