package netwright.diag;

import java.util.Objects;

/// A stretch of a source, from `start` up to but not including `end`. An empty span is a place between two
/// characters. [#NONE] stands for nodes that no text is behind.
public record Span(Source source, int start, int end) {
  public static final Span NONE = new Span(Source.NONE, 0, 0);

  public Span {
    Objects.requireNonNull(source);
    if (start < 0 || end < start || end > source.text().length()) {
      throw new IllegalArgumentException(
          "no such place in " + source + ": " + start + " to " + end);
    }
  }

  public boolean isNone() {
    return source == Source.NONE;
  }

  public int length() {
    return end - start;
  }

  /// The line of the first character, from 1.
  public int line() {
    return source.line(start);
  }

  /// The column of the first character, from 1, in code points.
  public int column() {
    return source.column(start);
  }

  /// The line of the place after the last character.
  public int endLine() {
    return source.line(end);
  }

  public String text() {
    return source.text().substring(start, end);
  }

  /// The smallest span that holds both; of two sources, this one wins, and [#NONE] adds nothing.
  public Span to(Span other) {
    if (isNone()) {
      return other;
    }
    if (other.source != source) {
      return this;
    }
    return new Span(source, Math.min(start, other.start), Math.max(end, other.end));
  }

  /// The empty place before the first character.
  public Span atStart() {
    return new Span(source, start, start);
  }

  /// The empty place after the last character.
  public Span atEnd() {
    return new Span(source, end, end);
  }

  /// `deep.net:14:7`
  public String place() {
    return source.name() + ":" + line() + ":" + column();
  }

  @Override
  public String toString() {
    return isNone() ? "nowhere" : place();
  }
}
