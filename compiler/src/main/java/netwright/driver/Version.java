package netwright.driver;

/// The version of this compiler.
public final class Version {
  /// As in the build file.
  public static final String TEXT = "0.1.0-SNAPSHOT";

  private Version() {}
}
