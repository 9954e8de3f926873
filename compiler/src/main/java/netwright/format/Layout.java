package netwright.format;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import netwright.syntax.Lexeme;

/// Turns items into rows: one after the other, their blocks indented, a blank line where there is at least one.
final class Layout {
  private final Words words;
  private final ItemDocs docs;
  private final List<Row> rows = new ArrayList<>();

  /// The line of the source on which the last thing ended that has been laid out; 0 at the start of a block.
  private int lastLine;

  private Layout(Words words) {
    this.words = words;
    this.docs = new ItemDocs(words);
  }

  static List<Row> rows(List<Item> items, Words words) {
    Layout layout = new Layout(words);
    items.forEach(item -> layout.item(item, 0));
    layout.comments(words.count(), 0);
    return layout.rows;
  }

  private void item(Item item, int indent) {
    comments(item.first(), indent);
    blankBefore(words.get(item.first()));
    if (item.hasBlock() && !isOneLine(item, indent)) {
      block(item, indent);
    } else {
      lines(item, whole(item), item.end() - 1, indent);
    }
    lastLine = lastLine(item.end() - 1);
  }

  private void block(Item item, int indent) {
    lines(item, docs.withBrace(item), item.open(), indent);
    lastLine = 0;
    int close = words.closing(item.open());
    item.children().forEach(child -> item(child, indent + DocPrinter.STEP));
    comments(close, indent + DocPrinter.STEP);
    rows.add(new Row(" ".repeat(indent) + "}", false, Row.Cell.NONE, trailing(close)));
  }

  /// The rows of a doc, the comments that trail the word `last` behind the last one.
  private void lines(Item item, Doc doc, int last, int indent) {
    List<String> lines = DocPrinter.print(doc, indent);
    for (int i = 0; i < lines.size(); i++) {
      boolean isLast = i == lines.size() - 1;
      Row.Cell cell = i == 0 ? docs.cell(item, indent) : Row.Cell.NONE;
      rows.add(new Row(lines.get(i), i > 0, cell, isLast ? trailing(last) : ""));
    }
  }

  /// A block stays on one line if it is written so, has no comments, and is short enough.
  private boolean isOneLine(Item item, int indent) {
    int close = words.closing(item.open());
    return isWrittenOnOneLine(item)
        && words.plain(item.first(), close)
        && DocPrinter.printWide(whole(item), indent).getFirst().length() <= DocPrinter.WIDTH;
  }

  private boolean isWrittenOnOneLine(Item item) {
    boolean inside =
        item.children().stream()
            .noneMatch(child ->
                words.beginsLine(child.first()) || child.hasBlock() && !isWrittenOnOneLine(child));
    return inside && !words.beginsLine(words.closing(item.open())) || item.children().isEmpty();
  }

  /// The item with its block, on one line.
  private Doc whole(Item item) {
    if (!item.hasBlock()) {
      return docs.of(item);
    }
    List<Doc> parts = new ArrayList<>(List.of(docs.of(item), new Doc.Text(" {")));
    for (Item child : item.children()) {
      parts.add(new Doc.Text(" "));
      parts.add(whole(child));
    }
    parts.add(new Doc.Text(item.children().isEmpty() ? "}" : " }"));
    return new Doc.Sequence(parts);
  }

  /// The comments before the word that stand on lines of their own.
  private void comments(int word, int indent) {
    for (Lexeme comment : words.own(word)) {
      blankBefore(comment);
      String text = " ".repeat(indent) + comment.text().stripTrailing();
      rows.add(new Row(text, true, Row.Cell.NONE, ""));
      lastLine = words.line(comment.end() - 1);
    }
  }

  private void blankBefore(Lexeme next) {
    if (lastLine > 0 && words.line(next.start()) > lastLine + 1) {
      rows.add(Row.BLANK);
    }
  }

  private int lastLine(int word) {
    List<Lexeme> comments = words.trailing(word);
    Lexeme last = comments.isEmpty() ? words.get(word) : comments.getLast();
    return words.line(last.end() - 1);
  }

  private String trailing(int word) {
    return words.trailing(word).stream()
        .map(comment -> comment.text().stripTrailing())
        .collect(Collectors.joining(" "));
  }
}
