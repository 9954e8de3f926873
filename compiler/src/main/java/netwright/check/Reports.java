package netwright.check;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.diag.Severity;
import netwright.diag.Span;

/// Hands findings to [Problems]: each once, however often the code it is about is expanded, and with the calls that
/// led to it.
final class Reports {
  private record Key(String subject, Span span) {}

  private final Problems problems;
  private final Set<Key> seen = new HashSet<>();
  private final Set<Code> codes = EnumSet.noneOf(Code.class);
  private boolean failed;

  Reports(Problems problems) {
    this.problems = problems;
  }

  /// Reports `diagnostic`, found in `frame`.
  Value error(Frame frame, Diagnostic diagnostic) {
    return error(frame.caller().map(caller -> trace(frame, diagnostic, caller)).orElse(diagnostic));
  }

  /// Reports `diagnostic`.
  Value error(Diagnostic diagnostic) {
    if (seen.add(new Key(subject(diagnostic.code()), diagnostic.span()))) {
      problems.add(diagnostic);
    }
    codes.add(diagnostic.code());
    failed |= diagnostic.severity() == Severity.ERROR;
    return Value.POISON;
  }

  void warning(Diagnostic diagnostic) {
    error(diagnostic);
  }

  boolean failed() {
    return failed;
  }

  /// Whether an error of this kind was reported.
  boolean failed(Code code) {
    return codes.contains(code);
  }

  /// Of several errors about one name only the first is worth reading.
  private static String subject(Code code) {
    return code.id().startsWith("E02") ? "E02" : code.id();
  }

  private static Diagnostic trace(Frame frame, Diagnostic diagnostic, Frame.Caller innermost) {
    if (frame.isLibrary()) {
      return diagnostic.note("in the body of `" + innermost.layer() + "`");
    }
    Diagnostic traced = diagnostic;
    Optional<Frame.Caller> caller = Optional.of(innermost);
    for (int shown = 0; shown < 4 && caller.isPresent(); shown++) {
      traced = traced.note("in `" + caller.get().layer() + "`, called", caller.get().call());
      caller = caller.get().outer();
    }
    return traced;
  }
}
