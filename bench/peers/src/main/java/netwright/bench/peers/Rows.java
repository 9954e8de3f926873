package netwright.bench.peers;

/// Numbers as libraries in double precision take them.
final class Rows {
  private Rows() {}

  /// `values`, row-major, as an array for each of `count` rows.
  static double[][] of(float[] values, int count) {
    int size = values.length / count;
    double[][] rows = new double[count][size];
    for (int i = 0; i < values.length; i++) {
      rows[i / size][i % size] = values[i];
    }
    return rows;
  }
}
