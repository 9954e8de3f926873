package netwright.cli;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// `netc` run inside the test: what it printed, and its exit code.
record Netc(int exit, String out, String err) {

  /// Runs `netc` with these arguments, as if not on a terminal.
  static Netc run(Object... arguments) {
    return runWith(false, arguments);
  }

  /// Runs `netc` with these arguments and this text as its standard input.
  static Netc runOn(String input, Object... arguments) {
    return runOn(input, false, arguments);
  }

  /// Runs `netc` with these arguments.
  static Netc runWith(boolean terminal, Object... arguments) {
    return runOn("", terminal, arguments);
  }

  private static Netc runOn(String input, boolean terminal, Object... arguments) {
    InputStream in = new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8));
    StringWriter out = new StringWriter();
    StringWriter err = new StringWriter();
    Screen screen = new Screen(in, new PrintWriter(out), new PrintWriter(err), terminal, terminal);
    int exit =
        Main.run(screen, List.of(arguments).stream().map(Object::toString).toArray(String[]::new));
    return new Netc(exit, out.toString(), err.toString());
  }

  /// The lines on the standard output.
  List<String> lines() {
    return out.lines().toList();
  }

  /// The last line on the standard output.
  String last() {
    return lines().getLast();
  }

  /// A network that learns y = 3a - 2b + 1 from rows in `line.csv`, both written to `folder`.
  static Path line(Path folder) {
    StringBuilder rows = new StringBuilder("a,b,y\n");
    for (int i = 0; i < 40; i++) {
      double a = (i * 7 % 11) / 10.0;
      double b = (i * 5 % 13) / 10.0;
      rows.append(a).append(',').append(b).append(',').append(3 * a - 2 * b + 1).append('\n');
    }
    write(folder.resolve("line.csv"), rows.toString());
    return write(
        folder.resolve("line.net"),
        """
        network Line {
          input  x: [2]
          target y: [1]
          output line = x -> linear(1)
          loss   mse(line, y)
          metric mae(line, y)
          train { optimizer = sgd(lr = 0.2)  batch = 8  epochs = 60  seed = 3 }
          data  { file = "line.csv"  x = [a, b]  y = [y]  test = 0.25 }
          verify { x = [0.5, 0.5] -> line = [1.5] within 0.2 }
        }
        """);
  }

  static Path write(Path file, String text) {
    try {
      return Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String read(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
