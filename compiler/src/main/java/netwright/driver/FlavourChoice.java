package netwright.driver;

import java.util.Locale;

/// Which flavour of compiled code is asked for.
public enum FlavourChoice {
  /// Vectors if the work is long enough to make up for their warming up, and the machine has them.
  AUTO,
  /// Plain loops.
  SCALAR,
  /// Vectors if the machine has them.
  VECTOR;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
