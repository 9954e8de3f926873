package netwright.arrays;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The dictionary in the header of an npy file, as Python writes it: `{'descr': '<f4', 'shape': (3, 4), }`. Values are texts,
/// `True`, `False`, and tuples of integers; nothing else is understood.
final class PythonDictionary {
  private static final int SHOWN = 24;

  private final String source;
  private final Map<String, Object> members = new HashMap<>();
  private int at;

  /// @throws ArrayException if `source` is no such dictionary
  PythonDictionary(String source) throws ArrayException {
    this.source = source;
    expect('{');
    while (!accept('}')) {
      String key = text();
      expect(':');
      if (members.put(key, value(key)) != null) {
        throw ArrayException.damaged("says twice what its " + shown(key) + " is");
      }
      if (!accept(',')) {
        expect('}');
        break;
      }
    }
    skip();
    if (at < source.length()) {
      throw unreadable();
    }
  }

  /// The text under `key`, at least one character.
  String text(String key) throws ArrayException {
    if (members.get(key) instanceof String text && !text.isEmpty()) {
      return text;
    }
    throw lacks(key);
  }

  /// The truth under `key`.
  boolean flag(String key) throws ArrayException {
    if (members.get(key) instanceof Boolean flag) {
      return flag;
    }
    throw lacks(key);
  }

  /// The tuple of integers under `key`.
  List<Long> sizes(String key) throws ArrayException {
    if (members.get(key) instanceof List<?> sizes) {
      return sizes.stream().map(Long.class::cast).toList();
    }
    throw lacks(key);
  }

  private static ArrayException lacks(String key) {
    return ArrayException.damaged("has a header without a sound `" + key + "`");
  }

  private Object value(String key) throws ArrayException {
    skip();
    char first = at < source.length() ? source.charAt(at) : ' ';
    return switch (first) {
      case '\'', '"' -> text();
      case '(' -> tuple();
      case 'T' -> word("True", true);
      case 'F' -> word("False", false);
      case '[' -> {
        if (key.equals("descr")) {
          throw ArrayException.unsupported(
              "is a table of records",
              "save each of its columns as an array of its own, or use a CSV file");
        }
        throw unreadable();
      }
      default -> throw unreadable();
    };
  }

  private Boolean word(String word, boolean value) throws ArrayException {
    if (!source.startsWith(word, at)) {
      throw unreadable();
    }
    at += word.length();
    return value;
  }

  private List<Long> tuple() throws ArrayException {
    List<Long> sizes = new ArrayList<>();
    expect('(');
    while (!accept(')')) {
      sizes.add(integer());
      if (!accept(',')) {
        expect(')');
        break;
      }
    }
    return sizes;
  }

  private long integer() throws ArrayException {
    skip();
    int start = at;
    while (at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9') {
      at++;
    }
    if (at == start || at - start > 18) {
      throw unreadable();
    }
    long value = Long.parseLong(source, start, at, 10);
    at += at < source.length() && source.charAt(at) == 'L' ? 1 : 0; // Python 2
    return value;
  }

  private String text() throws ArrayException {
    skip();
    char quote = at < source.length() ? source.charAt(at) : ' ';
    int end = quote == '\'' || quote == '"' ? source.indexOf(quote, at + 1) : -1;
    if (end < 0) {
      throw unreadable();
    }
    String text = source.substring(at + 1, end);
    at = end + 1;
    return text;
  }

  private boolean accept(char sign) {
    skip();
    boolean found = at < source.length() && source.charAt(at) == sign;
    at += found ? 1 : 0;
    return found;
  }

  private void expect(char sign) throws ArrayException {
    if (!accept(sign)) {
      throw unreadable();
    }
  }

  private void skip() {
    while (at < source.length() && Character.isWhitespace(source.charAt(at))) {
      at++;
    }
  }

  private ArrayException unreadable() {
    String rest = source.substring(Math.min(at, source.length()));
    return ArrayException.damaged(
        "has a header that cannot be read"
            + (rest.isBlank() ? "" : ", from " + shown(rest.strip()) + " on"));
  }

  /// A text as a message shows it: printable, not long.
  static String shown(String text) {
    StringBuilder line = new StringBuilder();
    text.codePoints()
        .limit(SHOWN)
        .map(c -> Character.isISOControl(c) ? '·' : c)
        .forEach(line::appendCodePoint);
    return "`" + line + (line.length() < text.length() ? "…" : "") + "`";
  }
}
