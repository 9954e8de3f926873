package netwright.runtime.io;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.StandardCharsets;

/// Reads the few JSON tokens that a header is made of: punctuation, strings and integers that are
/// not negative. Strict, and without recursion.
final class JsonScanner {
  private final String source;
  private final byte[] text;
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private int position;

  JsonScanner(String source, byte[] text) {
    this.source = source;
    this.text = text;
  }

  /// Where the next token starts or, after an error, where it is.
  int position() {
    return position;
  }

  MalformedFileException error(String problem) {
    return new MalformedFileException(source, "header, byte " + position + ": " + problem);
  }

  /// Skips `symbol` if it is next, and says whether it was.
  boolean accept(char symbol) {
    skipSpace();
    boolean found = position < text.length && text[position] == symbol;
    if (found) {
      position++;
    }
    return found;
  }

  void expect(char symbol) throws MalformedFileException {
    if (!accept(symbol)) {
      throw error("expected '" + symbol + "', found " + found());
    }
  }

  /// Skips what follows an element, and says whether it was a comma: otherwise it must be `close`.
  boolean continues(char close) throws MalformedFileException {
    if (accept(',')) {
      return true;
    }
    expect(close);
    return false;
  }

  void expectEnd() throws MalformedFileException {
    skipSpace();
    if (position < text.length) {
      throw error("expected the end, found " + found());
    }
  }

  /// A string of at most `limit` bytes between its quotes.
  String string(int limit) throws MalformedFileException {
    expect('"');
    StringBuilder value = new StringBuilder();
    int start = position;
    int plain = position;
    while (peek() != '"') {
      if (position - start >= limit) {
        throw error("the text is longer than " + limit + " bytes");
      }
      if (text[position] == '\\') {
        value.append(decode(plain, position)).append(escape());
        plain = position;
      } else {
        position++;
      }
    }
    value.append(decode(plain, position++));
    return requirePaired(value);
  }

  /// An integer of at most 18 digits.
  long integer() throws MalformedFileException {
    skipSpace();
    int start = position;
    long value = 0;
    while (position < text.length && text[position] >= '0' && text[position] <= '9') {
      value = value * 10 + (text[position++] - '0');
      if (position - start > 18) {
        throw error("the number is too large");
      }
    }
    boolean leadingZero = position - start > 1 && text[start] == '0';
    if (position == start || leadingZero) {
      throw error("expected a whole number, found " + (leadingZero ? "a leading 0" : found()));
    }
    return value;
  }

  /// The byte of a string at the position, which must be neither the end nor a control character.
  private byte peek() throws MalformedFileException {
    if (position >= text.length) {
      throw error("the text does not end");
    }
    byte next = text[position];
    if (next >= 0 && next < ' ') {
      throw error("control character in a text");
    }
    return next;
  }

  private char escape() throws MalformedFileException {
    position++;
    byte kind = peek();
    position++;
    return switch (kind) {
      case '"', '\\', '/' -> (char) kind;
      case 'b' -> '\b';
      case 'f' -> '\f';
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'u' -> hexadecimal();
      default -> throw error("unknown escape");
    };
  }

  private char hexadecimal() throws MalformedFileException {
    int value = 0;
    for (int i = 0; i < 4; i++) {
      int digit = Character.digit(peek(), 16);
      if (digit < 0) {
        throw error("expected four hexadecimal digits");
      }
      value = value << 4 | digit;
      position++;
    }
    return (char) value;
  }

  private CharSequence decode(int from, int to) throws MalformedFileException {
    try {
      return decoder.decode(ByteBuffer.wrap(text, from, to - from));
    } catch (CharacterCodingException e) {
      throw error("the text is not UTF-8");
    }
  }

  /// The text, unless it holds half a surrogate pair, which `\\u` escapes can spell but UTF-8
  /// cannot.
  private String requirePaired(StringBuilder value) throws MalformedFileException {
    for (int i = 0; i < value.length(); i += Character.charCount(value.codePointAt(i))) {
      if (Character.getType(value.codePointAt(i)) == Character.SURROGATE) {
        throw error("the text holds half a surrogate pair");
      }
    }
    return value.toString();
  }

  private void skipSpace() {
    while (position < text.length && isSpace(text[position])) {
      position++;
    }
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b == '\n' || b == '\r' || b == '\t';
  }

  private String found() {
    if (position >= text.length) {
      return "the end";
    }
    int next = text[position] & 0xFF;
    return next > ' ' && next < 127 ? "'" + (char) next + "'" : "byte " + next;
  }
}
