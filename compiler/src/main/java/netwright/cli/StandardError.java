package netwright.cli;

import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.PrintStream;

/// Where messages go. The JVM warns on descriptor 2 of every start with an incubating module, so the launcher
/// `netc` puts a filter there. If messages go to a terminal, it leaves that open as another descriptor and says
/// which in `NETC_STDERR`: written through the filter, they would not keep their place between lines of output.
final class StandardError {
  private static final String DESCRIPTOR = "NETC_STDERR";

  private StandardError() {}

  /// Lets `System.err` write to the terminal. Without the launcher, or if the terminal cannot be opened,
  /// `System.err` stays as it is.
  static void restore() {
    String descriptor = System.getenv(DESCRIPTOR);
    if (descriptor == null) {
      return;
    }
    try {
      var terminal = new FileOutputStream("/dev/fd/" + descriptor, true);
      System.setErr(new PrintStream(terminal, true, System.err.charset()));
    } catch (FileNotFoundException _) {
      // The filter passes everything on.
    }
  }
}
