package netwright.driver;

import java.util.List;
import java.util.Optional;
import netwright.check.TargetDomain;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Problems;
import netwright.runtime.train.DataSet;
import netwright.runtime.train.FileValues;

/// Looks whether the targets in the data are what their losses are made for.
final class TargetDomains {
  private TargetDomains() {}

  /// A warning for each target that has other values.
  static Problems check(List<TargetDomain> domains, DataSet rows) {
    Problems problems = new Problems();
    for (TargetDomain domain : domains) {
      other(domain, rows).ifPresent(value -> problems.add(warning(domain, value)));
    }
    return problems;
  }

  private static Optional<String> other(TargetDomain domain, DataSet rows) {
    String name = domain.target();
    if (rows.stored().containsKey(name)) {
      return other(domain, rows.stored().get(name));
    }
    return rows.wide().containsKey(name)
        ? other(domain, rows.wideOf(name))
        : other(domain, rows.of(name));
  }

  private static Optional<String> other(TargetDomain domain, FileValues values) {
    for (int row = 0; row < values.rows(); row++) {
      for (int element = 0; element < values.size(); element++) {
        float value = values.get(row, element);
        if (!domain.range().holds(value)) {
          return Optional.of(Float.toString(value));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<String> other(TargetDomain domain, float[] values) {
    for (float value : values) {
      if (!domain.range().holds(value)) {
        return Optional.of(Float.toString(value));
      }
    }
    return Optional.empty();
  }

  private static Optional<String> other(TargetDomain domain, double[] values) {
    for (double value : values) {
      if (!domain.range().holds(value)) {
        return Optional.of(Double.toString(value));
      }
    }
    return Optional.empty();
  }

  private static Diagnostic warning(TargetDomain domain, String value) {
    String message =
        "`%s` expects values of `%s` %s; the training data has %s"
            .formatted(domain.loss(), domain.target(), domain.range().words(), value);
    return Diagnostic.of(Code.OUT_OF_DOMAIN, domain.span(), message).help(domain.range().help());
  }
}
