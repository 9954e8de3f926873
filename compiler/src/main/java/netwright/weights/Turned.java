package netwright.weights;

/// The places of our elements, in the order in which PyTorch has them.
final class Turned {
  private final int[] sizes;
  private final int[] strides;
  private final int[] index;
  private int place;

  Turned(TorchModule.Piece piece) {
    int axes = piece.axes().size();
    int[] own = new int[axes];
    int stride = 1;
    for (int axis = axes - 1; axis >= 0; axis--) {
      own[axis] = stride;
      stride *= piece.shape().get(axis);
    }
    sizes = new int[axes];
    strides = new int[axes];
    index = new int[axes];
    for (int axis = 0; axis < axes; axis++) {
      sizes[axis] = piece.shape().get(piece.axes().get(axis));
      strides[axis] = own[piece.axes().get(axis)];
    }
  }

  /// The place of the next element.
  int next() {
    int next = place;
    for (int axis = sizes.length - 1; axis >= 0; axis--) {
      place += strides[axis];
      if (++index[axis] < sizes[axis]) {
        return next;
      }
      place -= strides[axis] * sizes[axis];
      index[axis] = 0;
    }
    return next;
  }
}
