package netwright.check;

import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;

/// What a state is fitted to is known before training starts: it may depend on inputs and on states fitted before it, on
/// nothing that training changes.
final class FittedStates {
  private final Elaborator elaborator;

  FittedStates(Elaborator elaborator) {
    this.elaborator = elaborator;
  }

  /// Reports fits that cannot be computed.
  void check() {
    for (Variables.Draft draft : elaborator.variables().drafts()) {
      draft.fit().ifPresent(fit -> check(draft, fit));
    }
  }

  private void check(Variables.Draft draft, TypedExpr fit) {
    Reached reached = new Reached();
    reached.add(fit);
    for (TypedExpr expr : reached.ordered()) {
      if (expr.op() instanceof TypedOp.Variable(String name) && !isFitted(name)) {
        report(draft, name, expr.span(), fit.span());
        return;
      }
    }
  }

  private boolean isFitted(String name) {
    return elaborator.variables().draft(name).map(draft -> draft.fit().isPresent()).orElse(false);
  }

  private void report(Variables.Draft draft, String name, Span origin, Span place) {
    elaborator
        .reports()
        .error(
            Diagnostic.of(
                    Code.FIT_ON_PARAMETER,
                    place,
                    "`"
                        + draft.name()
                        + "` is fitted before training, but depends on `"
                        + name
                        + "`")
                .note("`" + name + "` changes in training; it is made", origin)
                .help("fit to inputs: put `standardize` before every layer with parameters"));
  }
}
