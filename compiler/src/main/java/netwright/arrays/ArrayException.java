package netwright.arrays;

import java.io.IOException;

/// A file of arrays that cannot be read as it is: the message goes on after the file's name, and the help says what to do.
public final class ArrayException extends IOException {
  private static final long serialVersionUID = 1;

  private final String help;
  private final boolean damaged;

  private ArrayException(String message, String help, boolean damaged) {
    super(message);
    this.help = help;
    this.damaged = damaged;
  }

  /// The file is not what it says it is.
  static ArrayException damaged(String message) {
    return new ArrayException(message, "it may have been cut short; write or load it again", true);
  }

  /// The file is sound, but in a form that is not read.
  static ArrayException unsupported(String message, String help) {
    return new ArrayException(message, help, false);
  }

  /// What to do.
  public String help() {
    return help;
  }

  /// Whether the file is damaged; otherwise it is in a form that is not read.
  public boolean isDamaged() {
    return damaged;
  }
}
