package netwright.diag;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Collects the findings of all stages. Keeps the first [#LIMIT] errors and as many warnings; what is over is
/// only counted, so a hostile source cannot fill the memory.
public final class Problems {
  /// How many errors, and how many warnings, are kept.
  public static final int LIMIT = 200;

  private final List<Diagnostic> found = new ArrayList<>();
  private int errors;
  private int warnings;

  public void add(Diagnostic diagnostic) {
    int before =
        switch (diagnostic.severity()) {
          case ERROR -> errors++;
          case WARNING -> warnings++;
        };
    if (before < LIMIT) {
      found.add(diagnostic);
    }
  }

  public void addAll(Problems others) {
    others.found.forEach(this::add);
  }

  public boolean hasErrors() {
    return errors > 0;
  }

  public boolean isEmpty() {
    return found.isEmpty();
  }

  public int errorCount() {
    return errors;
  }

  public int warningCount() {
    return warnings;
  }

  /// What was kept, by file and place; findings of one place stay in the order of their codes.
  public List<Diagnostic> sorted() {
    return found.stream()
        .sorted(
            Comparator.comparing((Diagnostic d) -> d.span().source().name())
                .thenComparingInt(d -> d.span().start())
                .thenComparingInt(d -> d.span().end())
                .thenComparing(Diagnostic::code))
        .toList();
  }

  /// Ends the compilation if an error was found.
  ///
  /// @throws CompilationFailed with these problems
  public void throwIfErrors() {
    if (hasErrors()) {
      throw new CompilationFailed(this);
    }
  }

  /// `2 errors, 1 warning`, or an empty text.
  public String summary() {
    List<String> parts = new ArrayList<>();
    count(parts, errors, Severity.ERROR);
    count(parts, warnings, Severity.WARNING);
    return String.join(", ", parts);
  }

  private static void count(List<String> parts, int number, Severity severity) {
    if (number > 0) {
      parts.add(number + " " + severity.word() + (number == 1 ? "" : "s"));
    }
  }
}
