package netwright.weights;

import java.io.IOException;

/// Weights that cannot be read or do not fit: one line, and what to do.
public final class WeightsException extends IOException {
  private static final long serialVersionUID = 1;

  private final String help;

  WeightsException(String message, String help) {
    super(message);
    this.help = help;
  }

  /// What to do.
  public String help() {
    return help;
  }
}
