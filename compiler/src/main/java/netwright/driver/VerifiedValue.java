package netwright.driver;

import java.util.List;
import netwright.diag.Span;

/// One expectation of `verify`, and what the network says.
///
/// @param output the name of the output
/// @param expected its elements, row-major
/// @param actual what the network computes
/// @param within how far apart they may be
/// @param labels the names of classes, by number; empty for numbers and classes without names
/// @param span where it is written
public record VerifiedValue(
    String output,
    List<Double> expected,
    List<Double> actual,
    double within,
    List<String> labels,
    Span span) {

  /// Whether every element is as near as it has to be; NaN is near nothing.
  public boolean holds() {
    for (int i = 0; i < expected.size(); i++) {
      if (!(Math.abs(expected.get(i) - actual.get(i)) <= within)) {
        return false;
      }
    }
    return true;
  }
}
