package netwright.check;

import netwright.ir.Shape;

/// How large a tensor can be.
final class Sizes {
  /// The most elements that an array of the JVM can have, with room for its header.
  static final int MOST_ELEMENTS = Integer.MAX_VALUE - 8;

  private Sizes() {}

  /// Whether a tensor of `shape` can exist.
  static boolean fits(Shape shape) {
    long elements = 1;
    for (int size : shape.sizes()) {
      elements *= size;
      if (elements > MOST_ELEMENTS) {
        return false;
      }
    }
    return true;
  }
}
