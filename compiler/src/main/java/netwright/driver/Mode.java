package netwright.driver;

import java.util.Locale;

/// How a network is run. Both ways give the same bits.
public enum Mode {
  /// As JVM classes.
  COMPILED,
  /// Node by node: slow, simple, the reference.
  INTERPRETED;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
