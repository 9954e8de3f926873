package netwright.interp;

import java.util.List;
import java.util.Optional;
import netwright.ir.DType;
import netwright.ir.TensorType;
import netwright.loop.Order;
import netwright.op.Contract;
import netwright.runtime.math.Fma;

/// The meaning of [Contract].
final class Contractions {
  private final Contract operation;
  private final List<TensorType> types;
  private final int rows;

  private Contractions(Contract operation, List<TensorType> types, int rows) {
    this.operation = operation;
    this.types = types;
    this.rows = rows;
  }

  static double[] contract(
      Contract operation,
      List<TensorType> types,
      int rows,
      double[] left,
      double[] right,
      double[] initial) {
    return new Contractions(operation, types, rows).contract(left, right, initial);
  }

  private double[] contract(double[] left, double[] right, double[] initial) {
    DType dtype = types.getFirst().dtype();
    int[] leftStart = positions(operation.result(), operation.left(), types.get(0));
    int[] rightStart = positions(operation.result(), operation.right(), types.get(1));
    int[] leftStep = positions(operation.contracted(), operation.left(), types.get(0));
    int[] rightStep = positions(operation.contracted(), operation.right(), types.get(1));
    Optional<int[]> initialAt =
        operation.initial().map(axes -> positions(operation.result(), axes, types.get(2)));
    double[] result = new double[leftStart.length];
    for (int i = 0; i < result.length; i++) {
      int at = i;
      double start = initialAt.map(positions -> initial[positions[at]]).orElse(0.0);
      result[i] =
          operation.order() == Order.SEQUENTIAL
              ? sequential(
                  dtype, start, left, leftStart[i], leftStep, right, rightStart[i], rightStep)
              : lanes(dtype, left, leftStart[i], leftStep, right, rightStart[i], rightStep);
    }
    return result;
  }

  private static double sequential(
      DType dtype,
      double initial,
      double[] a,
      int aStart,
      int[] aStep,
      double[] b,
      int bStart,
      int[] bStep) {
    double accumulator = initial;
    for (int k = 0; k < aStep.length; k++) {
      accumulator = fma(dtype, a[aStart + aStep[k]], b[bStart + bStep[k]], accumulator);
    }
    return accumulator;
  }

  private static double lanes(
      DType dtype, double[] a, int aStart, int[] aStep, double[] b, int bStart, int[] bStep) {
    Lanes lanes = new Lanes(dtype);
    for (int k = 0; k < aStep.length; k++) {
      lanes.addProduct(k, a[aStart + aStep[k]], b[bStart + bStep[k]]);
    }
    return lanes.sum();
  }

  static double fma(DType dtype, double a, double b, double c) {
    return dtype == DType.F32 ? Fma.fma((float) a, (float) b, (float) c) : Fma.fma(a, b, c);
  }

  /// Where each combination of `letters` is found in an operand whose axes are `axes`; letters it lacks do not move it.
  private int[] positions(String letters, String axes, TensorType type) {
    int[] positions = {0};
    for (char letter : letters.toCharArray()) {
      positions = Positions.along(positions, size(letter), stride(letter, axes, type));
    }
    return positions;
  }

  private int size(char letter) {
    return letter == Contract.BATCH ? rows : operation.size(letter, types.get(0), types.get(1));
  }

  private static int stride(char letter, String axes, TensorType type) {
    if (letter == Contract.BATCH) {
      return axes.indexOf(letter) >= 0 ? type.shape().elements() : 0;
    }
    int axis = axes.replace(String.valueOf(Contract.BATCH), "").indexOf(letter);
    return axis >= 0 ? type.shape().strides()[axis] : 0;
  }
}
