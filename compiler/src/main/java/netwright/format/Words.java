package netwright.format;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.diag.Source;
import netwright.syntax.Lexeme;
import netwright.syntax.Lexeme.Kind;

/// The words and signs of a source, numbered, and the comments between them. A comment that begins on the line where a
/// word ends trails that word; all others stand before the next word, on lines of their own.
final class Words {
  private final Source source;
  private final List<Lexeme> words = new ArrayList<>();
  private final List<List<Lexeme>> trailing = new ArrayList<>();
  private final List<List<Lexeme>> own = new ArrayList<>();
  private final Map<Integer, Integer> closing = new HashMap<>();
  private final Map<Integer, Integer> byOffset = new HashMap<>();

  Words(Source source, List<Lexeme> lexemes) {
    this.source = source;
    own.add(new ArrayList<>());
    Lexeme previous = null;
    for (Lexeme lexeme : lexemes) {
      boolean sameLine = previous != null && line(lexeme.start()) == line(previous.end() - 1);
      if (!lexeme.isComment()) {
        add(lexeme);
      } else if (sameLine && !words.isEmpty() && own.getLast().isEmpty()) {
        trailing.getLast().add(lexeme);
      } else {
        own.getLast().add(lexeme);
      }
      previous = lexeme;
    }
    match();
  }

  private void add(Lexeme word) {
    byOffset.put(word.start(), words.size());
    words.add(word);
    trailing.add(new ArrayList<>());
    own.add(new ArrayList<>());
  }

  private void match() {
    Deque<Integer> open = new ArrayDeque<>();
    for (int i = 0; i < words.size(); i++) {
      switch (text(i)) {
        case "(", "[", "{" -> open.push(i);
        case ")", "]", "}" -> closing.put(open.pop(), i);
        default -> {}
      }
    }
  }

  int count() {
    return words.size();
  }

  Lexeme get(int i) {
    return words.get(i);
  }

  /// The word, or nothing before the first and after the last.
  String text(int i) {
    return i >= 0 && i < words.size() ? words.get(i).text() : "";
  }

  boolean is(int i, String text) {
    return text(i).equals(text);
  }

  boolean isName(int i) {
    return i >= 0 && words.get(i).kind() == Kind.NAME;
  }

  /// The number of the word that begins at the offset.
  int at(int offset) {
    return byOffset.get(offset);
  }

  boolean opens(int i) {
    return closing.containsKey(i);
  }

  /// The bracket that closes the one at `i`.
  int closing(int i) {
    return closing.get(i);
  }

  /// The first word from `from` on that is `text` and in no bracket that opens there, or `to`.
  int find(String text, int from, int to) {
    int i = from;
    while (i < to && !is(i, text)) {
      i = next(i);
    }
    return Math.min(i, to);
  }

  /// The word after this one, or after the bracket that closes this one.
  int next(int i) {
    return (opens(i) ? closing(i) : i) + 1;
  }

  /// Comments after the word, on its line.
  List<Lexeme> trailing(int i) {
    return trailing.get(i);
  }

  /// Comments before the word (or, after the last word, at the end of the file), on lines of their own.
  List<Lexeme> own(int i) {
    return own.get(i);
  }

  /// Whether no comment stands from the start of the word `from` to the start of the word `to`.
  boolean plain(int from, int to) {
    for (int i = from; i < to; i++) {
      if (!trailing(i).isEmpty() || !own(i + 1).isEmpty()) {
        return false;
      }
    }
    return true;
  }

  /// Whether the word begins a line.
  boolean beginsLine(int i) {
    return i == 0 || line(words.get(i).start()) > line(words.get(i - 1).end() - 1);
  }

  int line(int offset) {
    return source.line(offset);
  }
}
