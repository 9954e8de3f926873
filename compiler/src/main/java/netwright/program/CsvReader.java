package netwright.program;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Reads the records of a CSV file in UTF-8, with any line ends. Cells are separated by what the first line has most of:
/// tabs, semicolons or commas. All records have as many cells as the first; empty lines are none.
final class CsvReader {
  private static final int END = -1;
  private static final String SEPARATORS = "\t;,";

  private final Reader reader;
  private final StringBuilder cell = new StringBuilder();
  private char[] buffer = new char[8192];
  private int at;
  private int count;
  private char separator;
  private int line = 1;
  private int start;
  private int width;

  CsvReader(InputStream stream) {
    reader = new InputStreamReader(stream, StandardCharsets.UTF_8.newDecoder());
  }

  /// The cells of the next record, without spaces around them; null after the last.
  ///
  /// @throws IOException if there is something else, with its line
  List<String> next() throws IOException {
    if (separator == 0) {
      begin();
    }
    while (peek() == '\n' || peek() == '\r') {
      endLine();
    }
    if (peek() == END) {
      return null;
    }
    start = line;
    List<String> cells = new ArrayList<>();
    do {
      cells.add(peek() == '"' ? quoted() : plain());
    } while (accept(separator));
    endLine();
    if (width != 0 && cells.size() != width) {
      throw new IOException(
          "line " + start + " has " + cells.size() + " cells, and those above " + width);
    }
    width = cells.size();
    return cells;
  }

  /// What is wrong with the last record.
  IOException error(String what) {
    return new IOException("line " + start + what);
  }

  /// Whether the next record can be had without waiting for it.
  boolean isReady() throws IOException {
    return at < count || reader.ready();
  }

  /// Reads as far as the end of the first line, to find what separates cells.
  private void begin() throws IOException {
    int end = 0;
    int[] found = new int[SEPARATORS.length()];
    boolean quoted = false;
    int kept = 0;
    while (end < count || more()) {
      char c = buffer[end++];
      quoted ^= c == '"';
      int kind = quoted ? -1 : SEPARATORS.indexOf(c);
      if (kind >= 0) {
        found[kind]++;
      }
      kept += c == '\n' || c == '\r' || c == '\uFEFF' ? 0 : 1;
      if ((c == '\n' || c == '\r') && !quoted && kept > 0) {
        break;
      }
    }
    int most = SEPARATORS.length() - 1;
    for (int kind = 0; kind < found.length; kind++) {
      most = found[kind] > found[most] ? kind : most;
    }
    separator = SEPARATORS.charAt(most);
    accept('\uFEFF');
  }

  private String plain() throws IOException {
    cell.setLength(0);
    for (int c = peek(); c != END && c != separator && c != '\n' && c != '\r'; c = peek()) {
      if (c == '"') {
        throw new IOException("line " + line + " has a quote within a cell");
      }
      cell.append((char) c);
      at++;
    }
    return cell.toString().strip();
  }

  private String quoted() throws IOException {
    cell.setLength(0);
    at++;
    while (!accept('"') || peek() == '"') {
      int c = peek();
      if (c == END) {
        throw new IOException("line " + start + " has a quote that is not closed");
      }
      cell.append((char) c);
      if (c == '\n' || c == '\r') {
        endLine();
      } else {
        at++;
      }
    }
    int next = peek();
    if (next != END && next != separator && next != '\n' && next != '\r') {
      throw new IOException("line " + line + " has something behind a quoted cell");
    }
    return cell.toString().strip();
  }

  private void endLine() throws IOException {
    if (peek() == '\r') {
      at++;
      accept('\n');
      line++;
    } else if (accept('\n')) {
      line++;
    }
  }

  private boolean accept(char wanted) throws IOException {
    boolean there = peek() == wanted;
    at += there ? 1 : 0;
    return there;
  }

  private int peek() throws IOException {
    if (at == count) {
      at = 0;
      count = 0;
      if (!more()) {
        return END;
      }
    }
    return buffer[at];
  }

  /// Reads more behind what is there.
  private boolean more() throws IOException {
    if (count == buffer.length) {
      buffer = Arrays.copyOf(buffer, 2 * count);
    }
    try {
      int read = reader.read(buffer, count, buffer.length - count);
      count += Math.max(0, read);
      return read > 0;
    } catch (CharacterCodingException e) {
      throw new IOException("line " + line + " or one of the next is not UTF-8");
    }
  }
}
