package netwright.diag;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/// One error or warning: what is wrong (`message`), where (`span`), what the underlined text is or lacks
/// (`label`, may be empty), what else matters (`notes`) and what to do (`help`, may be empty).
///
/// ```java
/// problems.add(Diagnostic.of(Code.SHAPES_DISAGREE, span, "shapes do not agree in `@`")
///     .label("[128] @ [64, 10]: the inner sizes 128 and 64 differ")
///     .note("h: [128] comes from linear(128)", linear.span())
///     .help("declare W as [128, 10]"));
/// ```
public record Diagnostic(
    Code code, Span span, String message, String label, List<Note> notes, String help) {
  public Diagnostic {
    Objects.requireNonNull(code);
    Objects.requireNonNull(span);
    Objects.requireNonNull(message);
    Objects.requireNonNull(label);
    Objects.requireNonNull(help);
    notes = List.copyOf(notes);
  }

  public static Diagnostic of(Code code, Span span, String message) {
    return new Diagnostic(code, span, message, "", List.of(), "");
  }

  public Severity severity() {
    return code.severity();
  }

  public Diagnostic label(String text) {
    return new Diagnostic(code, span, message, text, notes, help);
  }

  public Diagnostic note(String text) {
    return note(text, Span.NONE);
  }

  public Diagnostic note(String text, Span place) {
    List<Note> more = new ArrayList<>(notes);
    more.add(new Note(text, place));
    return new Diagnostic(code, span, message, label, more, help);
  }

  public Diagnostic help(String text) {
    return new Diagnostic(code, span, message, label, notes, text);
  }
}
