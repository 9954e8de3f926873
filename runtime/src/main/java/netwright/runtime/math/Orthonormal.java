package netwright.runtime.math;

/// The decomposition of a matrix into an orthonormal and a triangular one, by reflections (Householder 1958), in f64.
///
/// Every sum runs over ascending rows with one accumulator an element, so the result has the same bits on every machine.
public final class Orthonormal {
  private final double[][] a;
  private final double[] factors;
  private final double[] sums;
  private final int rows;
  private final int columns;

  private Orthonormal(double[][] a, int columns) {
    this.a = a;
    this.rows = a.length;
    this.columns = columns;
    this.factors = new double[columns];
    this.sums = new double[columns];
  }

  /// The `rows` × `columns` matrix, row-major, made orthonormal: its columns, or its rows if they are fewer. It is the Q
  /// of the decomposition in which the diagonal of R is not negative, so normal draws become a matrix that favours no
  /// direction (Mezzadri 2007).
  public static double[] of(double[] matrix, int rows, int columns) {
    boolean tall = rows >= columns;
    int longer = Math.max(rows, columns);
    int shorter = Math.min(rows, columns);
    double[][] a = new double[longer][shorter];
    for (int i = 0; i < longer; i++) {
      for (int j = 0; j < shorter; j++) {
        a[i][j] = tall ? matrix[i * columns + j] : matrix[j * columns + i];
      }
    }
    double[][] q = new Orthonormal(a, shorter).q();
    double[] result = new double[matrix.length];
    for (int i = 0; i < longer; i++) {
      for (int j = 0; j < shorter; j++) {
        result[tall ? i * columns + j : j * columns + i] = q[i][j];
      }
    }
    return result;
  }

  private double[][] q() {
    boolean[] negative = new boolean[columns];
    for (int k = 0; k < columns; k++) {
      negative[k] = reflect(k);
    }
    double[][] q = new double[rows][columns];
    for (int k = 0; k < columns; k++) {
      q[k][k] = negative[k] ? -1 : 1;
    }
    for (int k = columns - 1; k >= 0; k--) {
      apply(k, q, k);
    }
    return q;
  }

  /// Makes column `k` zero below the diagonal by I - factor · v · vᵀ, whose v (1 at k) takes its place; whether R is
  /// negative there.
  private boolean reflect(int k) {
    double square = 0;
    for (int i = k + 1; i < rows; i++) {
      square += a[i][k] * a[i][k];
    }
    double head = a[k][k];
    if (square == 0) {
      return head < 0;
    }
    double norm = Math.sqrt(head * head + square);
    double first = head > 0 ? head + norm : head - norm;
    for (int i = k + 1; i < rows; i++) {
      a[i][k] /= first;
    }
    factors[k] = 2 / (1 + square / (first * first));
    apply(k, a, k + 1);
    return head > 0;
  }

  /// Applies the reflection of column `k` to the columns of `m` from `from` on.
  private void apply(int k, double[][] m, int from) {
    double factor = factors[k];
    if (factor == 0) {
      return;
    }
    System.arraycopy(m[k], from, sums, from, columns - from);
    for (int i = k + 1; i < rows; i++) {
      addMultiple(sums, a[i][k], m[i], from);
    }
    addMultiple(m[k], -factor, sums, from);
    for (int i = k + 1; i < rows; i++) {
      addMultiple(m[i], -factor * a[i][k], sums, from);
    }
  }

  private void addMultiple(double[] to, double multiple, double[] of, int from) {
    for (int j = from; j < columns; j++) {
      to[j] += multiple * of[j];
    }
  }
}
