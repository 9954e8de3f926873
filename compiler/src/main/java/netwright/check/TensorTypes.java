package netwright.check;

import netwright.ir.Shape;

/// Questions about types.
final class TensorTypes {

  private TensorTypes() {}

  /// Whether a value of `type`, repeated, has `shape` without a batch.
  static boolean broadcastsTo(ValueType type, Shape shape) {
    Shape from = type.shape();
    int lead = shape.rank() - from.rank();
    boolean fits = lead >= 0 && !type.batched();
    for (int axis = 0; fits && axis < from.rank(); axis++) {
      fits = from.size(axis) == 1 || from.size(axis) == shape.size(axis + lead);
    }
    return fits;
  }
}
