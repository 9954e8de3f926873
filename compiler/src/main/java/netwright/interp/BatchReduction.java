package netwright.interp;

import java.util.Arrays;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.Reduce;

/// A [Reduce] over the samples and perhaps some of their axes that is given the samples piece by piece: the meaning of
/// [Reductions] for sums and maxima.
final class BatchReduction {
  private final Reduce operation;
  private final int elements;
  private final int[] kept;
  private final int[] reduced;
  private final Lanes[] sums;
  private final double[] largest;
  private long rows;

  BatchReduction(Reduce operation, TensorType type) {
    this.operation = operation;
    this.elements = type.shape().elements();
    this.kept = positions(operation, type.shape(), false);
    this.reduced = positions(operation, type.shape(), true);
    this.sums = new Lanes[kept.length];
    this.largest = new double[kept.length];
    Arrays.setAll(sums, _ -> new Lanes(type.dtype()));
    Arrays.fill(largest, Double.NEGATIVE_INFINITY);
  }

  private static int[] positions(Reduce operation, Shape shape, boolean reduced) {
    int[] positions = {0};
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (operation.axes().contains(axis) == reduced) {
        positions = Positions.along(positions, shape.size(axis), shape.strides()[axis]);
      }
    }
    return positions;
  }

  /// Takes the values of the next `count` samples.
  void add(int count, double[] values) {
    for (int row = 0; row < count; row++) {
      for (int i = 0; i < kept.length; i++) {
        add(i, row * elements + kept[i], values);
      }
      rows++;
    }
  }

  private void add(int i, int start, double[] values) {
    for (int k = 0; k < reduced.length; k++) {
      double value = values[start + reduced[k]];
      switch (operation.combine()) {
        case SUM -> sums[i].add((int) (rows * reduced.length + k & 15), value);
        case MAX -> largest[i] = Math.max(largest[i], value);
        case ARGMAX -> throw new IllegalStateException("there is no argmax in pieces");
      }
    }
  }

  double[] result() {
    double[] result = largest.clone();
    if (operation.combine() == Combine.SUM) {
      Arrays.setAll(result, i -> sums[i].sum());
    }
    return result;
  }
}
