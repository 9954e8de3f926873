package netwright.driver;

import java.util.List;
import netwright.check.TargetDomain;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.train.DataSet;

/// Looks whether the targets in the data are what their losses are made for.
final class TargetDomains {
  private TargetDomains() {}

  /// A warning for each target that has other values.
  static Problems check(List<TargetDomain> domains, DataSet rows) {
    Problems problems = new Problems();
    for (TargetDomain domain : domains) {
      check(domain, rows.of(domain.target()), problems);
    }
    return problems;
  }

  private static void check(TargetDomain domain, float[] values, Problems problems) {
    for (float value : values) {
      if (!domain.range().holds(value)) {
        String message =
            "`%s` expects values of `%s` %s; the training data has %s"
                .formatted(
                    domain.loss(), domain.target(), domain.range().words(), Float.toString(value));
        problems.add(
            Diagnostic.of(Code.OUT_OF_DOMAIN, domain.span(), message).help(domain.range().help()));
        return;
      }
    }
  }
}
