package netwright.arrays;

/// The row-major places of the elements of an array, in the order of its file.
final class Places {
  private final boolean ordered;
  private final int[] sizes;
  private final long[] strides;
  private final int[] index;
  private long place;

  Places(ArrayHeader header) {
    int axes = header.shape().size();
    ordered = !header.fortran() || axes < 2;
    sizes = header.shape().stream().mapToInt(Integer::intValue).toArray();
    strides = new long[axes];
    index = new int[axes];
    long stride = 1;
    for (int axis = axes - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= sizes[axis];
    }
  }

  /// The place of the next element.
  long next() {
    long next = place;
    if (ordered) {
      place++;
    } else {
      advance();
    }
    return next;
  }

  private void advance() {
    int axis = 0;
    while (axis < sizes.length) {
      place += strides[axis];
      if (++index[axis] < sizes[axis]) {
        return;
      }
      place -= strides[axis] * sizes[axis];
      index[axis++] = 0;
    }
  }
}
