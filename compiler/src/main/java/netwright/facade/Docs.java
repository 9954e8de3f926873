package netwright.facade;

import java.util.ArrayList;
import java.util.List;
import netwright.runtime.Schema;

/// Texts of a network as Markdown in documentation comments of Java.
///
/// What a user wrote stays text: it can neither end the comment (a line of it cannot be anything but a comment, and backslashes come in
/// pairs, so that none begins a Unicode escape), nor become a tag, a link or an element of HTML.
final class Docs {
  private Docs() {}

  /// `text`, which a user wrote.
  static String of(String text) {
    StringBuilder safe = new StringBuilder();
    text.lines().forEach(line -> safe.append(line(line)).append('\n'));
    return safe.toString().strip();
  }

  /// The same on one line.
  static String oneLine(String text) {
    return of(text).replace('\n', ' ');
  }

  private static String line(String line) {
    StringBuilder safe = new StringBuilder();
    int code = 0;
    for (int i = 0; i < line.length(); i++) {
      char letter = line.charAt(i);
      if (letter == '`') {
        boolean begins = code == 0 && line.indexOf('`', i + 1) >= 0;
        code = begins ? 1 : 0;
      }
      safe.append(code == 0 ? outsideCode(letter) : insideCode(letter));
    }
    return safe.toString();
  }

  private static String outsideCode(char letter) {
    return switch (letter) {
      case '\\' -> "\\\\";
      case '@' -> "&#64;";
      case '<' -> "&lt;";
      case '&' -> "&amp;";
      case '[' -> "\\[";
      default -> Character.isISOControl(letter) && letter != '\t' ? " " : String.valueOf(letter);
    };
  }

  private static String insideCode(char letter) {
    return switch (letter) {
      case '\\' -> "\\\\";
      case '@' -> "@";
      default -> Character.isISOControl(letter) && letter != '\t' ? " " : String.valueOf(letter);
    };
  }

  /// What an input or output is: `2 numbers`, `one of 10 classes`, and what the source says of it.
  static String describe(Schema.Field field, boolean several) {
    List<String> parts = new ArrayList<>();
    parts.add(elements(field) + (several ? " for each sample" : ""));
    if (field.shape().size() > 1) {
      parts.add("row-major, of the shape " + field.shape().toString().replace("[", "\\["));
    }
    if (!field.labels().isEmpty()) {
      parts.add("the classes are " + of(String.join(", ", field.labels())));
    }
    String said = oneLine(field.doc());
    return String.join("; ", parts) + (said.isEmpty() ? "" : ". " + said);
  }

  private static String elements(Schema.Field field) {
    int size = field.size();
    if (field.isClass()) {
      String range = "from 0 to " + (field.classes() - 1);
      return size == 1 ? "a class " + range : size + " classes " + range;
    }
    return size == 1 ? "a number" : size + " numbers";
  }
}
