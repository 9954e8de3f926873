package netwright.diag;

import java.util.Arrays;
import java.util.Objects;

/// A text and the name it is shown under (`deep.net`). Offsets count UTF-16 units, lines and columns
/// start at 1, and a line ends with `\n`, `\r\n` or `\r`. Two sources are equal only if they are the same object.
public final class Source {
  static final Source NONE = new Source("<none>", "");

  private final String name;
  private final String text;
  private final int[] lineStarts;

  public Source(String name, String text) {
    this.name = Objects.requireNonNull(name);
    this.text = Objects.requireNonNull(text);
    this.lineStarts = lineStarts(text);
  }

  public String name() {
    return name;
  }

  public String text() {
    return text;
  }

  /// The line, from 1, that holds the offset.
  public int line(int offset) {
    int found = Arrays.binarySearch(lineStarts, offset);
    return found >= 0 ? found + 1 : -found - 1;
  }

  /// The column, from 1, of the offset in its line; a tab or a supplementary character counts as one.
  public int column(int offset) {
    int start = lineStart(line(offset));
    return text.codePointCount(start, Math.min(offset, text.length())) + 1;
  }

  /// The offset at which the line (from 1) begins.
  public int lineStart(int line) {
    return lineStarts[line - 1];
  }

  /// The offset after the last character of the line, before its line end.
  public int lineEnd(int line) {
    int end = line < lineStarts.length ? lineStarts[line] : text.length();
    while (end > lineStart(line) && isLineEnd(text.charAt(end - 1))) {
      end--;
    }
    return end;
  }

  public Span span(int start, int end) {
    return new Span(this, start, end);
  }

  @Override
  public String toString() {
    return name;
  }

  private static int[] lineStarts(String text) {
    int[] starts = new int[16];
    int count = 1;
    for (int i = 0; i < text.length(); i++) {
      if (endsLine(text, i)) {
        starts = count == starts.length ? Arrays.copyOf(starts, 2 * count) : starts;
        starts[count++] = i + 1;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  private static boolean endsLine(String text, int i) {
    char c = text.charAt(i);
    return c == '\n' || c == '\r' && (i + 1 == text.length() || text.charAt(i + 1) != '\n');
  }

  private static boolean isLineEnd(char c) {
    return c == '\n' || c == '\r';
  }
}
