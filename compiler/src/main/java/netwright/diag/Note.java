package netwright.diag;

import java.util.Objects;

/// One more fact about a finding: `h: [128] comes from linear(128)`, with the place it is about or [Span#NONE].
public record Note(String message, Span span) {
  public Note {
    Objects.requireNonNull(message);
    Objects.requireNonNull(span);
  }

  /// The message, followed by its place if it has one.
  public String text() {
    return span.isNone() ? message : message + " at " + span.place();
  }
}
