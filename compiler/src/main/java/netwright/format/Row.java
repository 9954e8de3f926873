package netwright.format;

/// A line of the result, before rows are lined up.
///
/// @param continues whether it is a comment, or goes on with the row before
/// @param cell where spaces may go in
/// @param comment what trails it, or nothing
record Row(String text, boolean continues, Cell cell, String comment) {
  static final Row BLANK = new Row("", false, Cell.NONE, "");

  /// A place in a row.
  ///
  /// @param kind rows next to one another are lined up if this is the same
  /// @param at how many characters stand before it
  record Cell(String kind, int at) {
    static final Cell NONE = new Cell("", 0);
  }

  boolean hasCell() {
    return cell != Cell.NONE;
  }

  boolean hasComment() {
    return !comment.isEmpty();
  }

  Row padded(int at, int spaces) {
    String text = this.text.substring(0, at) + " ".repeat(spaces) + this.text.substring(at);
    return new Row(text, continues, cell, comment);
  }
}
