package netwright.facade;

/// Java source, line by line.
final class JavaText {
  private static final String INDENT = "  ";

  private final StringBuilder text = new StringBuilder();
  private int depth;

  JavaText line(String line) {
    text.append(INDENT.repeat(depth)).append(line).append('\n');
    return this;
  }

  JavaText blank() {
    text.append('\n');
    return this;
  }

  /// A line after which others are further in, up to [#close].
  JavaText open(String line) {
    line(line + " {");
    depth++;
    return this;
  }

  JavaText close() {
    depth--;
    return line("}");
  }

  /// What belongs to the lines since [#open], such as a `finally`, up to [#close].
  JavaText then(String line) {
    depth--;
    return open("} " + line);
  }

  /// A documentation comment of so many lines, which may hold anything that [Docs] made.
  JavaText doc(String lines) {
    lines.lines().forEach(line -> line(line.isEmpty() ? "///" : "/// " + line));
    return this;
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
