package netwright.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads cells from bytes that end with a line end. A cell in quotes is read if there is neither a quote nor a line end in
/// it.
final class CellScanner {
  private static final byte ORDINARY = 0;
  private static final byte WIDE = 1;
  private static final byte END = 2;
  private static final byte QUOTE = 3;
  private static final byte ZERO = 4;
  private static final int MOST_DIGITS = 19;
  private static final int MOST_EXPONENT_DIGITS = 4;

  private final byte[] bytes;
  private final byte[] kinds = new byte[256];
  private final byte separator;
  private int at;
  private int start;
  private int end;
  private boolean wide;

  CellScanner(byte[] bytes, char separator) {
    this.bytes = bytes;
    this.separator = (byte) separator;
    Arrays.fill(kinds, 128, 256, WIDE);
    kinds[separator] = END;
    kinds['\n'] = END;
    kinds['\r'] = END;
    kinds['"'] = QUOTE;
    kinds[0] = ZERO;
  }

  /// Where the next cell begins, or the last ended.
  int at() {
    return at;
  }

  /// Goes to a place.
  void move(int place) {
    at = place;
  }

  /// Whether a line ends here; if so, goes on to the next.
  boolean endLine() {
    boolean ends = bytes[at] == '\n' || bytes[at] == '\r';
    at += ends ? 1 : 0;
    return ends;
  }

  /// Whether a separator stands here; if so, goes over it.
  boolean separator() {
    boolean separates = bytes[at] == separator;
    at += separates ? 1 : 0;
    return separates;
  }

  /// Goes over a cell, which [#text] then knows.
  void skip() throws NotPlain {
    int i = at;
    int kind;
    int all = ORDINARY;
    while ((kind = kinds[bytes[i] & 0xFF]) <= WIDE) {
      all |= kind;
      i++;
    }
    if (kind == QUOTE && i == at) {
      quoted();
      return;
    }
    if (kind != END) {
      throw new NotPlain();
    }
    cell(at, i, i, all == WIDE);
  }

  private void quoted() throws NotPlain {
    int i = at + 1;
    int kind;
    int all = ORDINARY;
    while ((kind = kinds[bytes[i] & 0xFF]) <= WIDE || bytes[i] == separator) {
      all |= kind & WIDE;
      i++;
    }
    if (kind != QUOTE || kinds[bytes[i + 1] & 0xFF] != END) {
      throw new NotPlain();
    }
    cell(at + 1, i, i + 1, all == WIDE);
  }

  private void cell(int start, int end, int next, boolean wide) throws NotPlain {
    this.start = start;
    this.end = end;
    this.wide = wide;
    at = next;
    if (wide) {
      text();
    }
  }

  /// The cell last gone over, without spaces around it.
  String text() throws NotPlain {
    if (!wide) {
      return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1).strip();
    }
    try {
      ByteBuffer cell = ByteBuffer.wrap(bytes, start, end - start);
      return StandardCharsets.UTF_8.newDecoder().decode(cell).toString().strip();
    } catch (CharacterCodingException _) {
      throw new NotPlain();
    }
  }

  /// Goes over a cell with a number in it.
  float number() throws NotPlain {
    int i = at;
    while (bytes[i] == ' ') {
      i++;
    }
    boolean negative = bytes[i] == '-';
    i += negative || bytes[i] == '+' ? 1 : 0;
    long digits = 0;
    int first = i;
    int digit;
    while ((digit = bytes[i] - '0') >= 0 && digit <= 9) {
      digits = 10 * digits + digit;
      i++;
    }
    int count = i - first;
    int exponent = 0;
    if (bytes[i] == '.') {
      first = ++i;
      while ((digit = bytes[i] - '0') >= 0 && digit <= 9) {
        digits = 10 * digits + digit;
        i++;
      }
      exponent = first - i;
      count -= exponent;
    }
    if (count == 0 || count > MOST_DIGITS) {
      return unusual();
    }
    if ((bytes[i] | 0x20) == 'e') {
      int sign = bytes[++i];
      i += sign == '-' || sign == '+' ? 1 : 0;
      first = i;
      int power = 0;
      while ((digit = bytes[i] - '0') >= 0 && digit <= 9) {
        power = 10 * power + digit;
        i++;
      }
      if (i == first || i - first > MOST_EXPONENT_DIGITS) {
        return unusual();
      }
      exponent += sign == '-' ? -power : power;
    }
    while (bytes[i] == ' ') {
      i++;
    }
    float value = Decimal.narrowed(digits, exponent);
    if (kinds[bytes[i] & 0xFF] != END || Float.isNaN(value)) {
      return unusual();
    }
    at = i;
    return negative ? -value : value;
  }

  private float unusual() throws NotPlain {
    skip();
    float value = Numeral.parse(text());
    if (Float.isNaN(value)) {
      throw new NotPlain();
    }
    return value;
  }
}
