package netwright.lower;

import java.util.Arrays;

/// NumPy's matmul by its definition, for tests: element by element, indices counted out.
final class Matmul {
  private Matmul() {}

  static double[] of(double[] left, int[] leftShape, double[] right, int[] rightShape) {
    int[] a = leftShape.length == 1 ? new int[] {1, leftShape[0]} : leftShape;
    int[] b = rightShape.length == 1 ? new int[] {rightShape[0], 1} : rightShape;
    int rank = Math.max(a.length, b.length);
    int[] lead = new int[rank - 2];
    for (int axis = 0; axis < lead.length; axis++) {
      lead[axis] = Math.max(size(a, rank - axis), size(b, rank - axis));
    }
    int rows = a[a.length - 2];
    int inner = a[a.length - 1];
    int columns = b[b.length - 1];
    int blocks = Arrays.stream(lead).reduce(1, (x, y) -> x * y);
    double[] result = new double[blocks * rows * columns];
    for (int i = 0; i < result.length; i++) {
      int block = i / (rows * columns);
      int row = i / columns % rows;
      for (int k = 0; k < inner; k++) {
        double x = left[(block(a, lead, block) * rows + row) * inner + k];
        double y = right[(block(b, lead, block) * inner + k) * columns + i % columns];
        result[i] += x * y;
      }
    }
    return result;
  }

  private static int size(int[] shape, int back) {
    return back > shape.length ? 1 : shape[shape.length - back];
  }

  /// Which matrix of `shape` takes part in block number `block` of the broadcast shape `lead`.
  private static int block(int[] shape, int[] lead, int block) {
    int position = 0;
    int stride = 1;
    int rest = block;
    for (int axis = lead.length - 1; axis >= 0; axis--) {
      int size = size(shape, lead.length + 2 - axis);
      int index = rest % lead[axis];
      rest /= lead[axis];
      position += size == 1 ? 0 : index * stride;
      stride *= size;
    }
    return position;
  }
}
