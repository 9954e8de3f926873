package netwright.diag;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/// Diagnostics as text:
///
/// ```
/// error[E0312]: shapes do not agree in `@`
///   --> deep.net:14:7
///    |
/// 14 |   z = h @ W
///    |       ^^^^^ [128] @ [64, 10]: the inner sizes 128 and 64 differ
///    |
///    = h: [128] comes from linear(128) at deep.net:11:18
///    = help: declare W as [128, 10]
/// ```
///
/// Of a span over several lines the first is shown. Every line ends with `\n`.
public final class DiagnosticRenderer {
  private enum Style {
    ERROR("31;1"),
    WARNING("33;1"),
    GUTTER("34;1"),
    BOLD("1");

    private final String code;

    Style(String code) {
      this.code = code;
    }
  }

  private final boolean colour;

  private DiagnosticRenderer(boolean colour) {
    this.colour = colour;
  }

  public static DiagnosticRenderer plain() {
    return new DiagnosticRenderer(false);
  }

  /// With ANSI colours, for a terminal.
  public static DiagnosticRenderer coloured() {
    return new DiagnosticRenderer(true);
  }

  /// All problems by place, a blank line between two; says how many more were found than kept.
  public String render(Problems problems) {
    List<Diagnostic> kept = problems.sorted();
    String text = kept.stream().map(this::render).collect(Collectors.joining("\n"));
    int more = problems.errorCount() + problems.warningCount() - kept.size();
    return more == 0 ? text : text + "\n... and " + more + " more\n";
  }

  public String render(Diagnostic diagnostic) {
    Span span = diagnostic.span();
    int gutter = span.isNone() ? 1 : String.valueOf(span.line()).length();
    List<String> lines = new ArrayList<>();
    lines.add(headline(diagnostic));
    if (!span.isNone()) {
      excerpt(diagnostic, gutter, lines);
    }
    footnotes(diagnostic, gutter, lines);
    return lines.stream().map(line -> line.stripTrailing() + "\n").collect(Collectors.joining());
  }

  private String headline(Diagnostic diagnostic) {
    String kind = diagnostic.severity().word() + "[" + diagnostic.code().id() + "]";
    return paint(style(diagnostic), kind) + paint(Style.BOLD, ": " + visible(diagnostic.message()));
  }

  private void excerpt(Diagnostic diagnostic, int gutter, List<String> lines) {
    Span span = diagnostic.span();
    Excerpt excerpt = Excerpt.of(span);
    String carets =
        "^".repeat(excerpt.width())
            + (diagnostic.label().isEmpty() ? "" : " " + visible(diagnostic.label()));
    lines.add(" ".repeat(gutter) + paint(Style.GUTTER, "-->") + " " + visible(span.place()));
    lines.add(margin(gutter, ""));
    lines.add(margin(gutter, String.valueOf(span.line())) + " " + excerpt.text());
    lines.add(
        margin(gutter, "") + " " + " ".repeat(excerpt.from()) + paint(style(diagnostic), carets));
  }

  private void footnotes(Diagnostic diagnostic, int gutter, List<String> lines) {
    String indent = " ".repeat(gutter + 1);
    List<String> notes = new ArrayList<>();
    diagnostic.notes().forEach(note -> notes.add(indented(note.text(), indent)));
    if (!diagnostic.help().isEmpty()) {
      notes.add(paint(Style.BOLD, "help") + ": " + indented(diagnostic.help(), indent));
    }
    if (!notes.isEmpty() && !diagnostic.span().isNone()) {
      lines.add(margin(gutter, ""));
    }
    notes.forEach(note -> lines.add(indent + paint(Style.GUTTER, "=") + " " + note));
  }

  /// A note may have several lines.
  private static String indented(String note, String indent) {
    return note.lines()
        .map(DiagnosticRenderer::visible)
        .collect(Collectors.joining("\n" + indent + "  "));
  }

  /// Quoted source text may hold characters that a terminal would obey.
  private static String visible(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().map(Excerpt::visible).forEach(out::appendCodePoint);
    return out.toString();
  }

  private String margin(int gutter, String number) {
    return paint(Style.GUTTER, " ".repeat(gutter - number.length()) + number + " |");
  }

  private static Style style(Diagnostic diagnostic) {
    return switch (diagnostic.severity()) {
      case ERROR -> Style.ERROR;
      case WARNING -> Style.WARNING;
    };
  }

  private String paint(Style style, String text) {
    return colour ? "\u001b[" + style.code + "m" + text + "\u001b[0m" : text;
  }
}
