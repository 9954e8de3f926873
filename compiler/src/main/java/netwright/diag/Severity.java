package netwright.diag;

/// Whether a finding stops the compilation.
public enum Severity {
  ERROR,
  WARNING;

  /// The word a rendered diagnostic starts with.
  public String word() {
    return switch (this) {
      case ERROR -> "error";
      case WARNING -> "warning";
    };
  }
}
