package netwright.diag;

import static java.lang.Character.CONTROL;
import static java.lang.Character.ENCLOSING_MARK;
import static java.lang.Character.FORMAT;
import static java.lang.Character.NON_SPACING_MARK;
import static java.lang.Character.SURROGATE;

/// A source line as a terminal shows it, and the columns its underline covers: tabs become spaces, control
/// characters a dot, wide characters count twice, and a line too long is cut around the underlined part.
record Excerpt(String text, int from, int width) {
  static final int LIMIT = 120;
  private static final int TAB = 4;
  private static final String CUT = "…";

  static Excerpt of(Span span) {
    Source source = span.source();
    int line = span.line();
    int lineStart = source.lineStart(line);
    int lineEnd = source.lineEnd(line);
    int start = Math.min(span.start(), lineEnd);
    int end = Math.min(span.end(), lineEnd);
    int cutFrom = cutFrom(source, lineStart, start, end);
    int cutTo = Math.min(lineEnd, cutFrom + LIMIT);
    String before = shown(source, cutFrom, start, cutFrom > lineStart ? CUT : "");
    String marked = shown(source, start, Math.clamp(end, start, Math.max(start, cutTo)), before);
    String all = shown(source, Math.max(start, Math.min(end, cutTo)), cutTo, marked);
    int width = Math.max(1, columns(marked) - columns(before));
    return new Excerpt((cutTo < lineEnd ? all + CUT : all).stripTrailing(), columns(before), width);
  }

  /// Where to start showing the line so that the span, or at least its beginning, is within the limit.
  private static int cutFrom(Source source, int lineStart, int start, int end) {
    if (end - lineStart <= LIMIT) {
      return lineStart;
    }
    int from = Math.max(lineStart, Math.min(start - LIMIT / 4, end - LIMIT / 2));
    boolean splitsPair = from > lineStart && Character.isLowSurrogate(source.text().charAt(from));
    return splitsPair ? from - 1 : from;
  }

  private static String shown(Source source, int from, int to, String before) {
    StringBuilder out = new StringBuilder(before);
    for (int i = from; i < to; ) {
      int c = source.text().codePointAt(i);
      append(out, c);
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static void append(StringBuilder out, int c) {
    if (c == '\t') {
      out.repeat(' ', TAB - columns(out.toString()) % TAB);
    } else {
      out.appendCodePoint(visible(c));
    }
  }

  /// A dot for control characters, halves of surrogate pairs, and marks that reorder or hide what follows them
  /// (bidirectional overrides, zero-width characters).
  static int visible(int c) {
    int type = Character.getType(c);
    return type == CONTROL || type == FORMAT || type == SURROGATE ? '·' : c;
  }

  private static int columns(String text) {
    return text.codePoints().map(Excerpt::columns).sum();
  }

  private static int columns(int c) {
    return switch (Character.getType(c)) {
      case NON_SPACING_MARK, ENCLOSING_MARK -> 0;
      default -> isWide(c) ? 2 : 1;
    };
  }

  /// East Asian wide and fullwidth characters, and emoji.
  private static boolean isWide(int c) {
    return within(c, 0x1100, 0x115F)
        || within(c, 0x2E80, 0xA4CF)
        || within(c, 0xAC00, 0xD7A3)
        || within(c, 0xF900, 0xFAFF)
        || within(c, 0xFE30, 0xFE6F)
        || within(c, 0xFF01, 0xFF60)
        || within(c, 0xFFE0, 0xFFE6)
        || within(c, 0x1F300, 0x1FAFF)
        || within(c, 0x20000, 0x3FFFD);
  }

  private static boolean within(int c, int first, int last) {
    return first <= c && c <= last;
  }
}
