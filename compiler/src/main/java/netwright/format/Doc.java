package netwright.format;

import java.util.List;

/// Text that knows where it may be broken into lines.
sealed interface Doc {

  /// Words on one line.
  record Text(String text) implements Doc {}

  /// A space where the group around it stays on one line, else a new line.
  record Line() implements Doc {}

  /// A new line, always.
  record Break() implements Doc {}

  /// A comment after which a new line begins.
  ///
  /// @param own whether it stands on a line of its own
  record Comment(String text, boolean own) implements Doc {}

  record Sequence(List<Doc> parts) implements Doc {}

  /// New lines within are indented by one more step.
  record Indent(Doc inner) implements Doc {}

  /// Stays on one line if that is wide enough up to the next place where a line may break; otherwise every [Line] that
  /// belongs to this group, and to no group within, becomes a new line.
  record Group(Doc inner) implements Doc {}

  static Doc sequence(Doc... parts) {
    return new Sequence(List.of(parts));
  }

  /// A part that goes to the next line if it does not fit on this one.
  static Doc orOnNextLine(Doc part) {
    return new Group(new Sequence(List.of(new Line(), part)));
  }
}
