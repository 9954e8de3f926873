package netwright.syntax;

/// A word, sign or comment of a source, as it is written.
///
/// @param start the offset of its first character
public record Lexeme(Kind kind, String text, int start) {
  /// What a lexeme is.
  public enum Kind {
    NAME,
    KEYWORD,
    NUMBER,
    TEXT,
    SIGN,
    /// `// …` or `/// …`, up to the end of its line.
    LINE_COMMENT,
    /// `/* … */`, perhaps over several lines.
    BLOCK_COMMENT
  }

  /// The offset after its last character.
  public int end() {
    return start + text.length();
  }

  public boolean is(String other) {
    return text.equals(other);
  }

  public boolean isComment() {
    return kind == Kind.LINE_COMMENT || kind == Kind.BLOCK_COMMENT;
  }
}
