package netwright.data;

import netwright.diag.Source;
import netwright.diag.Span;

/// Where cells stand in a CSV text. Walks the text, so it is for messages only.
record CsvPlaces(Source source, char separator) {

  /// Cell number `index` (from 0) of the record that starts on `line`; the end of the record if it has no such cell.
  Span cell(int line, int index) {
    int at = source.lineStart(line);
    int end = cellEnd(at);
    for (int i = 0;
        i < index && end < source.text().length() && source.text().charAt(end) == separator;
        i++) {
      at = end + 1;
      end = cellEnd(at);
    }
    return source.span(at, end);
  }

  /// The whole first line of the record that starts on `line`.
  Span line(int line) {
    return source.span(source.lineStart(line), source.lineEnd(line));
  }

  /// The first cell from the start of the text that opens a quote and does not close it as it should.
  Span badQuote() {
    int at = 0;
    while (at < source.text().length()) {
      int end = cellEnd(at);
      if (source.text().charAt(at) == '"' && !closes(at, end)) {
        return source.span(at, Math.min(end, source.lineEnd(source.line(at))));
      }
      at = end + 1;
    }
    return source.span(0, 0);
  }

  private boolean closes(int start, int end) {
    int close = closing(start);
    return close >= 0 && close + 1 == end;
  }

  /// The place after the cell that starts at `start`: a separator, a line end or the end of the text.
  private int cellEnd(int start) {
    String text = source.text();
    int at = start;
    if (at < text.length() && text.charAt(at) == '"') {
      int close = closing(at);
      at = close < 0 ? text.length() : close + 1;
    }
    while (at < text.length()
        && text.charAt(at) != separator
        && text.charAt(at) != '\n'
        && text.charAt(at) != '\r') {
      at++;
    }
    return at;
  }

  /// The quote that closes the one at `open`, or -1; a doubled quote stands for one.
  private int closing(int open) {
    String text = source.text();
    for (int at = open + 1; at < text.length(); at++) {
      if (text.charAt(at) == '"') {
        if (at + 1 == text.length() || text.charAt(at + 1) != '"') {
          return at;
        }
        at++;
      }
    }
    return -1;
  }
}
