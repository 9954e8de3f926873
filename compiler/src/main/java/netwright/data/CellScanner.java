package netwright.data;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Reads cells from bytes that end with a line end, and have room for [Digits] behind it. A cell in quotes is read if
/// there is something in it, but neither a quote nor a line end.
final class CellScanner {
  private static final byte ORDINARY = 0;
  private static final byte WIDE = 1;
  private static final byte END = 2;
  private static final byte QUOTE = 3;
  private static final byte ZERO = 4;
  private static final int MOST_DIGITS = 19;
  private static final int MOST_POWER_DIGITS = 4;
  private static final int NO_POWER = Integer.MAX_VALUE;

  private final byte[] bytes;
  private final byte[] kinds = new byte[256];
  private final byte separator;
  private final Digits digits;
  private final boolean mayLack;
  private int at;
  private int start;
  private int end;
  private boolean wide;

  CellScanner(byte[] bytes, char separator) {
    this(bytes, separator, false);
  }

  /// @param mayLack whether [#number] is NaN where a number is missing
  CellScanner(byte[] bytes, char separator, boolean mayLack) {
    this.bytes = bytes;
    this.mayLack = mayLack;
    this.separator = (byte) separator;
    this.digits = new Digits(bytes);
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
    if (kind != QUOTE || i == at + 1 || kinds[bytes[i + 1] & 0xFF] != END) {
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

  /// Goes over numbers as most are written: a minus or none, up to seven digits, and perhaps a point and up to seven more.
  /// What is read stays in local variables, for the next cell begins where this one is seen to end.
  ///
  /// @param numbers of the columns of a record
  /// @return the first column from `from` on whose cell is another one, or `to`; it, or the separator before it, is next
  int usual(float[] numbers, int from, int to) {
    int i = at;
    for (int column = from; column < to; column++) {
      if (column > 0 && bytes[i++] != separator) {
        return column;
      }
      boolean minus = bytes[i] == '-';
      if (minus) {
        i++;
      }
      long word = Digits.word(bytes, i);
      int count = Digits.count(word);
      int places = 0;
      if (count == Long.BYTES) {
        return column;
      }
      long value = Digits.leading(word, count);
      i += count;
      if (bytes[i] == '.') {
        word = Digits.word(bytes, ++i);
        places = Digits.count(word);
        if (places == Long.BYTES) {
          return column;
        }
        value = Digits.appended(value, word, places);
        i += places;
      }
      if (kinds[bytes[i] & 0xFF] != END || count + places == 0) {
        return column;
      }
      float number = Decimal.exact(value, places);
      numbers[column] = minus ? -number : number;
      at = i;
    }
    return to;
  }

  /// Goes over a cell with a number in it.
  float number() throws NotPlain {
    int i = over(at, ' ');
    int minus = isMinus(bytes[i]);
    i += minus;
    if (bytes[i] == '+' && minus == 0) {
      i++;
    }
    digits.read(i, 0);
    int count = digits.end() - i;
    i = digits.end();
    int exponent = 0;
    if (bytes[i] == '.') {
      int point = ++i;
      digits.read(i, digits.value());
      i = digits.end();
      exponent = point - i;
      count -= exponent;
    }
    long value = digits.value();
    if ((bytes[i] | 0x20) == 'e') {
      int power = power(i + 1);
      if (power == NO_POWER) {
        return unusual();
      }
      exponent += power;
      i = digits.end();
    }
    i = over(i, ' ');
    float number = Decimal.narrowed(value, exponent);
    if (kinds[bytes[i] & 0xFF] != END || count == 0 || count > MOST_DIGITS || Float.isNaN(number)) {
      return unusual();
    }
    at = i;
    return Float.intBitsToFloat(Float.floatToRawIntBits(number) ^ minus << 31);
  }

  /// 1 for a minus, otherwise 0; not a branch, which would often be guessed wrong.
  private static int isMinus(byte b) {
    return (b ^ '-') - 1 >>> 31 & ~b >>> 31;
  }

  private int over(int from, char space) {
    int i = from;
    while (bytes[i] == space) {
      i++;
    }
    return i;
  }

  /// The power of ten that is written from `from` on, sign and digits.
  private int power(int from) {
    int sign = bytes[from];
    int first = sign == '-' || sign == '+' ? from + 1 : from;
    digits.read(first, 0);
    int count = digits.end() - first;
    if (count == 0 || count > MOST_POWER_DIGITS) {
      return NO_POWER;
    }
    return (int) (sign == '-' ? -digits.value() : digits.value());
  }

  private float unusual() throws NotPlain {
    skip();
    float value = Numeral.parse(text());
    if (Float.isNaN(value) && !(mayLack && Numeral.isMissing(text()))) {
      throw new NotPlain();
    }
    return value;
  }
}
