package netwright.format;

import java.util.ArrayList;
import java.util.List;

/// An item, without its block, as a [Doc], and where other text may be lined up with it.
final class ItemDocs {
  private final Words words;

  ItemDocs(Words words) {
    this.words = words;
  }

  /// The words of the item up to its block.
  Doc of(Item item) {
    int from = item.first();
    int to = item.open();
    ExpressionDocs docs = new ExpressionDocs(words, from, item.hasBlock() ? to : to - 1);
    return switch (item.kind()) {
      case FUNCTION -> function(docs, from, to);
      case VERIFY_ROW -> new Doc.Indent(docs.verifyRow(from, to));
      case PORT, MEASURE, INIT, SETTING, BINDING, OTHER -> new Doc.Indent(docs.list(from, to));
    };
  }

  /// The same, and the brace that opens the block.
  Doc withBrace(Item item) {
    List<Doc> parts = new ArrayList<>(List.of(of(item)));
    words
        .own(item.open())
        .forEach(comment -> parts.add(new Doc.Comment(comment.text().stripTrailing(), true)));
    parts.add(new Doc.Text(" {"));
    return new Doc.Sequence(parts);
  }

  /// `layer f(x) = expression`, of which the expression goes to the next line if it does not fit.
  private Doc function(ExpressionDocs docs, int from, int to) {
    int sign = words.find("=", from, to);
    Doc head = new Doc.Indent(new Doc.Indent(head(docs, from, Math.min(sign + 1, to))));
    if (sign == to) {
      return head;
    }
    Doc body = new Doc.Indent(docs.list(sign + 1, to));
    return Doc.sequence(head, new Doc.Indent(Doc.orOnNextLine(body)));
  }

  /// `layer f(x) -> [n, units]`, which breaks between its arguments and not in its result.
  private Doc head(ExpressionDocs docs, int from, int to) {
    int arrow = words.find("->", from, to);
    boolean whole =
        arrow < to && words.plain(arrow - 1, to - 1) && words.trailing(to - 1).isEmpty();
    return whole
        ? Doc.sequence(docs.plain(from, arrow), new Doc.Text(" " + flat(arrow, to)))
        : docs.plain(from, to);
  }

  /// Where spaces go into the first line of the item, if it is lined up with its neighbours.
  Row.Cell cell(Item item, int indent) {
    int from = item.first();
    return switch (item.kind()) {
      case PORT, MEASURE -> new Row.Cell(item.kind().name(), indent + words.text(from).length());
      case INIT, SETTING ->
          new Row.Cell(
              item.kind().name(), indent + length(from, words.find("=", from, item.end())));
      case BINDING -> binding(from, item.end(), indent);
      case FUNCTION, VERIFY_ROW, OTHER -> Row.Cell.NONE;
    };
  }

  /// The arrows of `h1 = x  -> …` and `h2 = h1 -> …`.
  private Row.Cell binding(int from, int end, int indent) {
    boolean chain = from + 3 < end && words.isName(from + 2) && words.is(from + 3, "->");
    return chain
        ? new Row.Cell("->" + words.text(from).length(), indent + length(from, from + 3))
        : Row.Cell.NONE;
  }

  private int length(int from, int to) {
    return flat(from, to).length();
  }

  /// The words on one line.
  private String flat(int from, int to) {
    Doc doc = new ExpressionDocs(words, from, to - 1).plain(from, to);
    return DocPrinter.printWide(doc, 0).getFirst();
  }
}
