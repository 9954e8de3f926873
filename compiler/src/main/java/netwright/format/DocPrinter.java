package netwright.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

/// Lays out a [Doc] in lines of at most [#WIDTH] characters where that is possible. Takes time in proportion to the text.
final class DocPrinter {
  static final int WIDTH = 120;
  static final int STEP = 2;

  private record Task(int indent, boolean flat, Doc doc) {}

  private final Deque<Task> tasks = new ArrayDeque<>();
  private final List<String> lines = new ArrayList<>();
  private final StringBuilder line = new StringBuilder();
  private final int width;
  private boolean lineIsOver;

  private DocPrinter(int width) {
    this.width = width;
  }

  /// The lines of an item whose first line is indented by `indent`.
  static List<String> print(Doc doc, int indent) {
    return new DocPrinter(WIDTH).run(doc, indent);
  }

  /// As if lines could be of any length.
  static List<String> printWide(Doc doc, int indent) {
    return new DocPrinter(Integer.MAX_VALUE / 2).run(doc, indent);
  }

  private List<String> run(Doc doc, int indent) {
    line.append(" ".repeat(indent));
    tasks.push(new Task(indent, false, doc));
    while (!tasks.isEmpty()) {
      print(tasks.pop());
    }
    newLine(0);
    return lines;
  }

  private void print(Task task) {
    int indent = task.indent;
    switch (task.doc) {
      case Doc.Text text -> append(text.text(), indent);
      case Doc.Line _ when task.flat && !lineIsOver -> line.append(' ');
      case Doc.Line _ -> newLine(indent);
      case Doc.Break _ -> newLine(indent);
      case Doc.Comment comment -> comment(comment, indent);
      case Doc.Sequence sequence ->
          sequence
              .parts()
              .reversed()
              .forEach(part -> tasks.push(new Task(indent, task.flat, part)));
      case Doc.Indent inner -> tasks.push(new Task(indent + STEP, task.flat, inner.inner()));
      case Doc.Group group ->
          tasks.push(new Task(indent, task.flat || fits(group.inner()), group.inner()));
    }
  }

  private void append(String text, int indent) {
    if (lineIsOver) {
      newLine(indent);
    }
    line.append(line.toString().isBlank() ? text.stripLeading() : text);
  }

  private void comment(Doc.Comment comment, int indent) {
    if (lineIsOver || comment.own() && !line.toString().isBlank()) {
      newLine(indent);
    }
    line.append(comment.own() ? "" : "  ").append(comment.text());
    lineIsOver = true;
  }

  private void newLine(int indent) {
    lines.add(line.toString().stripTrailing());
    line.setLength(0);
    line.append(" ".repeat(indent));
    lineIsOver = false;
  }

  /// Whether `doc` fits on the rest of this line, and what follows it up to where a line may break.
  private boolean fits(Doc doc) {
    int room = width - line.length();
    boolean following = false;
    Deque<Doc> content = new ArrayDeque<>(List.of(doc));
    Iterator<Task> rest = tasks.iterator();
    while (room >= 0) {
      if (content.isEmpty() && !rest.hasNext()) {
        return true;
      }
      following |= content.isEmpty();
      switch (content.isEmpty() ? rest.next().doc : content.pop()) {
        case Doc.Text text -> room -= text.text().length();
        case Doc.Line _ -> {
          if (following) {
            return true;
          }
          room--;
        }
        case Doc.Break _ -> {
          return true;
        }
        case Doc.Comment _ -> {
          return true;
        }
        case Doc.Sequence sequence -> sequence.parts().reversed().forEach(content::push);
        case Doc.Indent inner -> content.push(inner.inner());
        case Doc.Group group -> content.push(group.inner());
      }
    }
    return false;
  }
}
