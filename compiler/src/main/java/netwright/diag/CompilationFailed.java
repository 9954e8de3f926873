package netwright.diag;

/// Ends a compilation whose errors have been collected. What to show is [#problems()]; there is no stack trace,
/// because the place that matters is in the user's source.
public final class CompilationFailed extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Problems problems;

  public CompilationFailed(Problems problems) {
    super(DiagnosticRenderer.plain().render(problems), null, false, false);
    this.problems = problems;
  }

  public Problems problems() {
    return problems;
  }
}
