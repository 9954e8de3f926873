package netwright.format;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import netwright.syntax.Lexeme;

/// The words of one item as a [Doc]. A line may break before an arrow, an operator, an argument; of an expression's
/// operators the weakest come first. A chain that the author has broken before arrows stays broken there; one that is
/// too long is broken before each.
final class ExpressionDocs {
  private static final List<Set<String>> WEAKEST_FIRST =
      List.of(Set.of("<", "<=", ">", ">=", "==", "!="), Set.of("+", "-"), Set.of("*", "/", "@"));

  private final Words words;
  private final Spacing spacing;
  private final int first;
  private final int last;
  private int depth;

  /// For the words from `first` to `last`. The comments before and after all of them are not its concern.
  ExpressionDocs(Words words, int first, int last) {
    this.words = words;
    this.spacing = new Spacing(words);
    this.first = first;
    this.last = last;
  }

  /// Words with nothing but brackets to break in.
  Doc plain(int from, int to) {
    List<Doc> parts = new ArrayList<>();
    for (int i = from; i < to; i = words.next(i)) {
      if (i > from) {
        parts.add(new Doc.Text(spacing.after(i - 1)));
      }
      parts.add(words.opens(i) ? brackets(i) : word(i));
    }
    return new Doc.Sequence(parts);
  }

  /// `a, b = c, d`: arguments, elements, the words of a statement.
  Doc list(int from, int to) {
    List<Doc> parts = new ArrayList<>();
    int start = from;
    while (start < to) {
      int comma = words.find(",", start, to);
      Doc element = assignment(start, comma);
      Doc whole = comma < to ? Doc.sequence(element, word(comma)) : element;
      parts.add(start == from ? whole : Doc.orOnNextLine(whole));
      start = comma + 1;
    }
    return new Doc.Sequence(parts);
  }

  /// `given, given -> expected`
  Doc verifyRow(int from, int to) {
    int arrow = words.find("->", from, to);
    return chain(list(from, arrow), List.of(arrow), List.of(list(arrow + 1, to)));
  }

  /// `name: type = value`, or a value.
  private Doc assignment(int from, int to) {
    int sign = words.find("=", from, to);
    return sign < to
        ? Doc.sequence(plain(from, sign + 1), gap(sign), value(sign + 1, to))
        : value(from, to);
  }

  /// `a -> b else c`
  private Doc value(int from, int to) {
    int otherwise = words.find("else", from, to);
    if (otherwise == to) {
      return arrows(from, to);
    }
    Doc rest = Doc.sequence(word(otherwise), gap(otherwise), arrows(otherwise + 1, to));
    return Doc.sequence(arrows(from, otherwise), Doc.orOnNextLine(rest));
  }

  private Doc arrows(int from, int to) {
    List<Integer> arrows = new ArrayList<>();
    for (int i = words.find("->", from, to); i < to; i = words.find("->", i + 1, to)) {
      arrows.add(i);
    }
    if (arrows.isEmpty() || arrows.getFirst() == from) {
      return operators(from, to, 0);
    }
    List<Doc> stages = new ArrayList<>();
    for (int i = 0; i < arrows.size(); i++) {
      int end = i + 1 < arrows.size() ? arrows.get(i + 1) : to;
      stages.add(operators(arrows.get(i) + 1, end, 0));
    }
    return chain(operators(from, arrows.getFirst(), 0), arrows, stages);
  }

  private Doc chain(Doc source, List<Integer> arrows, List<Doc> stages) {
    boolean broken = arrows.stream().anyMatch(words::beginsLine);
    List<Doc> parts = new ArrayList<>();
    for (int i = 0; i < arrows.size(); i++) {
      int arrow = arrows.get(i);
      Doc stage = Doc.sequence(word(arrow), gap(arrow), stages.get(i));
      if (!broken) {
        parts.add(new Doc.Line());
        parts.add(stage);
      } else if (words.beginsLine(arrow)) {
        parts.add(new Doc.Break());
        parts.add(stage);
      } else {
        parts.add(Doc.orOnNextLine(stage));
      }
    }
    Doc whole = Doc.sequence(source, new Doc.Sequence(parts));
    return broken ? whole : new Doc.Group(whole);
  }

  private Doc operators(int from, int to, int level) {
    if (level == WEAKEST_FIRST.size()) {
      return plain(from, to);
    }
    List<Doc> parts = new ArrayList<>();
    int start = from;
    int sign = operator(from, to, level);
    while (sign < to) {
      parts.add(operand(start, from, sign, level));
      start = sign;
      sign = operator(sign + 1, to, level);
    }
    parts.add(operand(start, from, to, level));
    return new Doc.Sequence(parts);
  }

  /// An operand, and the operator before it unless it is the first.
  private Doc operand(int start, int from, int to, int level) {
    return start == from
        ? operators(start, to, level + 1)
        : Doc.orOnNextLine(
            Doc.sequence(word(start), gap(start), operators(start + 1, to, level + 1)));
  }

  /// The first operator of the level, or `to`.
  private int operator(int from, int to, int level) {
    int i = from;
    while (i < to && !(WEAKEST_FIRST.get(level).contains(words.text(i)) && !spacing.isSign(i))) {
      i = words.next(i);
    }
    return Math.min(i, to);
  }

  /// Brackets; what is in the outermost goes on where the item's own further lines do.
  private Doc brackets(int open) {
    int close = words.closing(open);
    depth++;
    Doc inner = list(open + 1, close);
    depth--;
    Doc gap = new Doc.Text(words.trailing(open).isEmpty() ? "" : " ");
    Doc content = Doc.sequence(gap, inner);
    return Doc.sequence(word(open), depth == 0 ? content : new Doc.Indent(content), word(close));
  }

  private Doc gap(int after) {
    return new Doc.Text(spacing.after(after));
  }

  /// The word with its comments.
  private Doc word(int i) {
    List<Doc> parts = new ArrayList<>();
    if (i != first) {
      words
          .own(i)
          .forEach(comment -> parts.add(new Doc.Comment(comment.text().stripTrailing(), true)));
    }
    parts.add(new Doc.Text(words.text(i)));
    if (i != last) {
      words.trailing(i).forEach(comment -> parts.add(trailing(comment, i)));
    }
    return parts.size() == 1 ? parts.getFirst() : new Doc.Sequence(parts);
  }

  private Doc trailing(Lexeme comment, int word) {
    boolean tight = words.opens(word);
    return comment.kind() == Lexeme.Kind.LINE_COMMENT
        ? new Doc.Comment(comment.text().stripTrailing(), false)
        : new Doc.Text((tight ? "" : " ") + comment.text());
  }
}
