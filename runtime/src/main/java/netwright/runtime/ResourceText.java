package netwright.runtime;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import netwright.runtime.io.MalformedFileException;

/// Reads a text beside compiled classes: lines of words, the first of which says what kind of line it is.
///
/// Words are parted by single spaces. In a word `\s` is a space, `\n` a line feed, `\r` a carriage return, `\\` a backslash,
/// and `\e` stands for the empty word.
public final class ResourceText {
  private final String source;
  private final String text;
  private int next;
  private int place;
  private int end;
  private int line;

  private ResourceText(String source, String text) {
    this.source = source;
    this.text = text;
  }

  /// Reads `stream`, which is closed.
  ///
  /// @param source what messages call it
  /// @param stream of UTF-8; null if there is no such resource
  /// @throws FileNotFoundException if there is none
  /// @throws IOException if reading fails
  public static ResourceText read(String source, InputStream stream) throws IOException {
    if (stream == null) {
      throw new FileNotFoundException(
          source + " is missing beside the class; was the network compiled to another folder?");
    }
    try (stream) {
      return of(source, new String(stream.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  /// Reads `text`.
  public static ResourceText of(String source, String text) {
    return new ResourceText(source, text);
  }

  /// Goes on to the next line; false if there is none.
  public boolean nextLine() {
    if (next >= text.length()) {
      return false;
    }
    place = next;
    int feed = text.indexOf('\n', next);
    end = feed < 0 ? text.length() : feed;
    next = end + 1;
    line++;
    return true;
  }

  /// Whether the line goes on.
  public boolean hasMore() {
    return place < end;
  }

  /// The next word of the line.
  public String word() throws MalformedFileException {
    if (!hasMore()) {
      throw error("a word is missing");
    }
    int space = text.indexOf(' ', place);
    int stop = space < 0 || space > end ? end : space;
    String word = text.substring(place, stop);
    place = stop + 1;
    return word.indexOf('\\') < 0 ? word : unescaped(word);
  }

  /// The next word, a whole number.
  public int integer() throws MalformedFileException {
    String word = word();
    try {
      return Integer.parseInt(word);
    } catch (NumberFormatException e) {
      throw error(word + " is no whole number");
    }
  }

  /// The next word, a number.
  public double number() throws MalformedFileException {
    String word = word();
    try {
      return Double.parseDouble(word);
    } catch (NumberFormatException e) {
      throw error(word + " is no number");
    }
  }

  /// The next word, `true` or `false`.
  public boolean truth() throws MalformedFileException {
    return word().equals("true");
  }

  /// The words up to the end of the line, whole numbers.
  public List<Integer> integers() throws MalformedFileException {
    List<Integer> integers = new ArrayList<>();
    while (hasMore()) {
      integers.add(integer());
    }
    return integers;
  }

  /// So many words.
  public List<String> words(int count) throws MalformedFileException {
    List<String> words = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      words.add(word());
    }
    return words;
  }

  /// A program: its name, capacity and sizes, then its inputs, its outputs and its copies of weights, how many and each of them.
  public ProgramSpec spec() throws MalformedFileException {
    return new ProgramSpec(
        word(), integer(), integer(), integer(), integer(), ports(), ports(), panels());
  }

  /// A variable: its name, role, place and shape, to the end of the line.
  public Variable variable() throws MalformedFileException {
    String name = word();
    Variable.Role role = Variable.Role.valueOf(word());
    int offset = integer();
    return new Variable(name, role, integers(), offset);
  }

  /// What is wrong in this line.
  public MalformedFileException error(String problem) {
    return new MalformedFileException(source, "line " + line + ": " + problem);
  }

  private List<Port> ports() throws MalformedFileException {
    List<Port> ports = new ArrayList<>();
    for (int left = integer(); left > 0; left--) {
      ports.add(new Port(word(), truth(), integer(), integer(), truth()));
    }
    return ports;
  }

  private List<Panels> panels() throws MalformedFileException {
    List<Panels> panels = new ArrayList<>();
    for (int left = integer(); left > 0; left--) {
      panels.add(new Panels(integer(), integer(), integer(), integer(), integer()));
    }
    return panels;
  }

  private static String unescaped(String word) {
    StringBuilder plain = new StringBuilder();
    for (int i = 0; i < word.length(); i++) {
      char letter = word.charAt(i);
      if (letter != '\\' || ++i == word.length()) {
        plain.append(letter);
        continue;
      }
      switch (word.charAt(i)) {
        case 's' -> plain.append(' ');
        case 'n' -> plain.append('\n');
        case 'r' -> plain.append('\r');
        case 'e' -> {}
        default -> plain.append(word.charAt(i));
      }
    }
    return plain.toString();
  }
}
