package netwright.runtime.io;

import java.io.IOException;

/// A file was read, but its content is not what it should be. The message is one line: the file,
/// and what is wrong with it.
public final class MalformedFileException extends IOException {
  private static final long serialVersionUID = 1;

  /// @param source the file, as the user knows it
  /// @param problem what is wrong with it, in one line
  public MalformedFileException(String source, String problem) {
    super(source + ": " + problem);
  }
}
