package netwright.driver;

/// The version of this compiler.
public final class Version {
  /// As in the build file.
  public static final String TEXT = "0.1.0-SNAPSHOT";

  /// The version of the language that it reads.
  public static final String LANGUAGE = "1";

  private Version() {}
}
