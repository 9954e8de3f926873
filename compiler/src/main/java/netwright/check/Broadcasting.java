package netwright.check;

import java.util.Optional;
import netwright.ir.Shape;

/// NumPy's broadcasting of per-sample shapes.
final class Broadcasting {

  private Broadcasting() {}

  /// Why the shapes do not fit each other, or nothing if they do.
  static Optional<String> conflict(Shape left, Shape right) {
    int shared = Math.min(left.rank(), right.rank());
    for (int back = 1; back <= shared; back++) {
      int a = left.size(left.rank() - back);
      int b = right.size(right.rank() - back);
      if (a != b && a != 1 && b != 1) {
        return Optional.of("the sizes " + a + " and " + b + " of " + axis(back) + " differ");
      }
    }
    return Optional.empty();
  }

  private static String axis(int back) {
    return back == 1 ? "the last axis" : "axis -" + back;
  }
}
