package netwright.interp;

import netwright.ir.DType;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.op.Reduce;

/// The meaning of [Reduce].
final class Reductions {

  private Reductions() {}

  static double[] reduce(Reduce operation, TensorType type, int rows, double[] input) {
    int[] kept = positions(operation, type, rows, false);
    int[] reduced = positions(operation, type, rows, true);
    double[] result = new double[kept.length];
    for (int i = 0; i < kept.length; i++) {
      result[i] =
          switch (operation.combine()) {
            case SUM -> sum(type.dtype(), input, kept[i], reduced);
            case MAX -> max(input, kept[i], reduced);
            case ARGMAX -> argmax(input, kept[i], reduced);
          };
    }
    return result;
  }

  private static int[] positions(Reduce operation, TensorType type, int rows, boolean reduced) {
    Shape shape = type.shape();
    int[] strides = shape.strides();
    int[] positions = {0};
    if (type.batched() && operation.batch() == reduced) {
      positions = Positions.along(positions, rows, shape.elements());
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (operation.axes().contains(axis) == reduced) {
        positions = Positions.along(positions, shape.size(axis), strides[axis]);
      }
    }
    return positions;
  }

  private static double sum(DType dtype, double[] input, int start, int[] reduced) {
    Lanes lanes = new Lanes(dtype);
    for (int i = 0; i < reduced.length; i++) {
      lanes.add(i, input[start + reduced[i]]);
    }
    return lanes.sum();
  }

  private static double max(double[] input, int start, int[] reduced) {
    double largest = Double.NEGATIVE_INFINITY;
    for (int position : reduced) {
      largest = Math.max(largest, input[start + position]);
    }
    return largest;
  }

  private static int argmax(double[] input, int start, int[] reduced) {
    int first = 0;
    for (int i = 1; i < reduced.length; i++) {
      double best = input[start + reduced[first]];
      double value = input[start + reduced[i]];
      first = value > best || (Double.isNaN(value) && !Double.isNaN(best)) ? i : first;
    }
    return first;
  }
}
