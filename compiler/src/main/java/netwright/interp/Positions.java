package netwright.interp;

import java.util.List;
import netwright.ir.TensorType;

/// Lists of element positions: the plainest form of an access pattern.
final class Positions {

  private Positions() {}

  /// For each element of a tensor of type `type`, row-major and sample after sample, where it is found in memory whose
  /// samples are `sample` apart and whose axes have the given strides.
  static int[] of(TensorType type, int rows, int sample, int[] strides) {
    int[] positions = type.batched() ? along(new int[] {0}, rows, sample) : new int[] {0};
    List<Integer> sizes = type.shape().sizes();
    for (int axis = 0; axis < strides.length; axis++) {
      positions = along(positions, sizes.get(axis), strides[axis]);
    }
    return positions;
  }

  /// Each of `positions` followed by its neighbours along a further, inner axis.
  static int[] along(int[] positions, int size, int stride) {
    int[] result = new int[Math.multiplyExact(positions.length, size)];
    for (int outer = 0, next = 0; outer < positions.length; outer++) {
      for (int inner = 0; inner < size; inner++) {
        result[next++] = positions[outer] + inner * stride;
      }
    }
    return result;
  }

  /// The elements of `values` at `positions`.
  static double[] gather(double[] values, int[] positions) {
    double[] result = new double[positions.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = values[positions[i]];
    }
    return result;
  }
}
