package netwright.check;

import java.util.List;

/// The names that the standard library declares, for tests of other packages.
public final class StandardNames {
  private StandardNames() {}

  /// Its layers, among them activations, losses and metrics.
  public static List<String> layers() {
    return StandardLibrary.names("layer");
  }
}
