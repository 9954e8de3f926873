package netwright.runtime.io;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/// Words for messages of one line.
final class Messages {
  private static final int LONGEST_QUOTE = 60;

  private Messages() {}

  /// What the file system reports; the JDK's own messages are often a path and nothing else.
  static String reason(IOException failure) {
    return switch (failure) {
      case NoSuchFileException missing -> missing.getFile() + " does not exist";
      case NotDirectoryException plain -> plain.getFile() + " is not a folder";
      case AccessDeniedException denied -> "permission denied for " + denied.getFile();
      case FileSystemException other when other.getReason() != null -> other.getReason();
      case IOException other ->
          other.getMessage() == null ? other.getClass().getSimpleName() : other.getMessage();
    };
  }

  /// A text from a file, in quotes, shortened, and without characters that would disturb a
  /// terminal.
  static String quoted(String text) {
    String start = text.length() > LONGEST_QUOTE ? text.substring(0, LONGEST_QUOTE) + "…" : text;
    StringBuilder quoted = new StringBuilder("'");
    start.codePoints().forEach(point -> quoted.appendCodePoint(isPrintable(point) ? point : '?'));
    return quoted.append("'").toString();
  }

  private static boolean isPrintable(int point) {
    return switch (Character.getType(point)) {
      case Character.CONTROL, Character.FORMAT, Character.SURROGATE, Character.LINE_SEPARATOR ->
          false;
      default -> point != 0x2029;
    };
  }
}
