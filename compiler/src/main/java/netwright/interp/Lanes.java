package netwright.interp;

import netwright.ir.DType;

/// Sixteen accumulators and the tree that adds them: the sum of [netwright.loop.Order#SIXTEEN_LANES].
final class Lanes {
  private final DType dtype;
  private final double[] lanes = new double[16];

  Lanes(DType dtype) {
    this.dtype = dtype;
  }

  void add(int element, double value) {
    int lane = element & 15;
    lanes[lane] = dtype.round(lanes[lane] + value);
  }

  void addProduct(int element, double a, double b) {
    int lane = element & 15;
    lanes[lane] = Contractions.fma(dtype, a, b, lanes[lane]);
  }

  double sum() {
    for (int half = 8; half > 0; half /= 2) {
      for (int lane = 0; lane < half; lane++) {
        lanes[lane] = dtype.round(lanes[lane] + lanes[lane + half]);
      }
    }
    return lanes[0];
  }
}
