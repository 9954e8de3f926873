package netwright.check;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import netwright.diag.Span;

/// Rows set apart.
public sealed interface Split {

  /// None.
  record None() implements Split {}

  /// A share of the rows, between 0 and 1.
  record Share(double share) implements Split {}

  /// The rows of another file, relative to the source.
  record File(String path, Span span) implements Split {}

  /// The rows of other files, where inputs and targets have files of their own.
  ///
  /// @param paths relative to the source, by the name of the input or target; under `file`, of all others
  record Files(Map<String, String> paths, Span span) implements Split {
    public Files {
      paths = Collections.unmodifiableMap(new LinkedHashMap<>(paths));
    }
  }
}
