package netwright.syntax;

import java.util.Map;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;

/// What to say about characters that no token starts with.
final class BadCharacters {
  private static final Map<String, String> HELP =
      Map.ofEntries(
          Map.entry(";", "statements need no terminator; leave it out"),
          Map.entry("'", "texts stand in double quotes"),
          Map.entry("#", "a comment starts with `//`"),
          Map.entry("%", "the remainder of a / b is `a - b * floor(a / b)`"),
          Map.entry("&", "comparisons give 1 or 0, so \"a and b\" is `a * b`"),
          Map.entry("!", "comparisons give 1 or 0, so \"not a\" is `1 - a`"),
          Map.entry("?", "a choice is written `where(condition, a, b)`"),
          Map.entry("\u2212", "write the sign `-`"),
          Map.entry("\u2013", "write the sign `-`"),
          Map.entry("\u00d7", "write the sign `*`"),
          Map.entry("\u00b7", "write the sign `*`"),
          Map.entry("\u2192", "the arrow is written `->`"),
          Map.entry("\u2264", "write `<=`"),
          Map.entry("\u2265", "write `>=`"),
          Map.entry("\u2260", "write `!=`"),
          Map.entry("\u2026", "a range is written `..`"),
          Map.entry("\u201c", "texts stand in straight double quotes"),
          Map.entry("\u201d", "texts stand in straight double quotes"),
          Map.entry("\u201e", "texts stand in straight double quotes"));

  private BadCharacters() {}

  static Diagnostic describe(Span span) {
    int first = span.text().codePointAt(0);
    String shown = Character.toString(first);
    if (Character.isSpaceChar(first) || isInvisible(first)) {
      String name = "U+%04X".formatted(first);
      return Diagnostic.of(
              Code.UNEXPECTED_CHARACTER, span, "unexpected invisible character " + name)
          .help("only spaces, tabs and line breaks separate words; remove it or type a space");
    }
    String text = span.length() <= 20 ? span.text() : shown;
    return Diagnostic.of(Code.UNEXPECTED_CHARACTER, span, "unexpected `" + text + "`")
        .help(HELP.getOrDefault(shown, ""));
  }

  private static boolean isInvisible(int character) {
    int type = Character.getType(character);
    return Character.isISOControl(character)
        || type == Character.FORMAT
        || type == Character.SURROGATE;
  }
}
