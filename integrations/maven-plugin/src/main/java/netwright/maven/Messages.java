package netwright.maven;

import java.nio.file.Path;
import org.apache.maven.plugin.logging.Log;

/// Shows what the compiler says as Maven shows what javac says: `file:[line,column] message`, what belongs to it below.
record Messages(Log log) {

  /// Shows an `error` or a `warning`.
  void show(JsonLine said) {
    boolean error = said.isError();
    line(error, place(said) + said.text("message"));
    detail(error, "", said.text("label"));
    said.texts("notes").forEach(note -> detail(error, "note: ", note));
    detail(error, "help: ", said.text("help"));
  }

  private static String place(JsonLine said) {
    String file = said.text("file");
    if (file.isEmpty()) {
      return "";
    }
    String path = Path.of(file).toAbsolutePath().normalize().toString();
    return path + ":[" + said.text("line") + "," + said.text("column") + "] ";
  }

  private void detail(boolean error, String kind, String text) {
    if (!text.isEmpty()) {
      line(error, "  " + kind + text);
    }
  }

  private void line(boolean error, String text) {
    if (error) {
      log.error(text);
    } else {
      log.warn(text);
    }
  }
}
