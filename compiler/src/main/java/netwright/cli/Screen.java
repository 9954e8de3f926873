package netwright.cli;

import java.io.Console;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/// Where a command reads and writes.
///
/// @param in what is given to it
/// @param out results; UTF-8
/// @param err diagnostics and progress; UTF-8
/// @param interactive whether a person watches, so that a line may be rewritten
/// @param colour whether colours are welcome
record Screen(
    InputStream in, PrintWriter out, PrintWriter err, boolean interactive, boolean colour) {

  /// The screen of this process. Messages go to a terminal if the launcher says so, or the JVM. Colours only there, and
  /// not if `NO_COLOR` is set (see no-color.org).
  static Screen ofProcess(StandardOutput out) {
    Map<String, String> environment = System.getenv();
    boolean dumb = "dumb".equals(environment.get("TERM"));
    boolean interactive =
        !dumb && ("1".equals(environment.get("NETC_TERMINAL")) || isTerminal(System.console()));
    boolean plain = !environment.getOrDefault("NO_COLOR", "").isEmpty();
    return new Screen(
        System.in, writer(out), writer(System.err), interactive, interactive && !plain);
  }

  /// Hands on what has been written so far.
  void flush() {
    out.flush();
    err.flush();
  }

  private static boolean isTerminal(Console console) {
    return console != null && console.isTerminal();
  }

  private static PrintWriter writer(OutputStream stream) {
    return new PrintWriter(new OutputStreamWriter(stream, StandardCharsets.UTF_8), false);
  }
}
