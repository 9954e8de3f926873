package netwright.runtime;

import java.util.List;

/// One expectation of `verify`, and what the network says.
///
/// @param line where it is in the source
/// @param output the name of the output
/// @param expected its elements, row-major; none if it is a class that the weights do not know
/// @param actual what the network computes
/// @param within how far apart they may be
public record Check(
    int line, String output, List<Double> expected, List<Double> actual, double within) {

  public Check {
    expected = List.copyOf(expected);
    actual = List.copyOf(actual);
  }

  /// Whether every element is as near as it has to be; NaN is near nothing.
  public boolean holds() {
    boolean near = expected.size() == actual.size();
    for (int i = 0; near && i < expected.size(); i++) {
      near = Math.abs(expected.get(i) - actual.get(i)) <= within;
    }
    return near;
  }
}
