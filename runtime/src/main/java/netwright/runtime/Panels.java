package netwright.runtime;

/// A second copy of a matrix among the weights, in the order in which a program for predictions reads it: panels of `width`
/// neighbouring columns, one after the other, each from the first row to the last. What the last panel has no columns for is zero.
///
/// @param matrix where the matrix is, row-major
/// @param at where the copy is
public record Panels(int matrix, int rows, int columns, int width, int at) {

  /// The elements of the copy.
  public int size() {
    return Math.multiplyExact(rows, Math.ceilDiv(columns, width) * width);
  }

  /// Copies the matrix.
  public void fill(Persistent weights) {
    int to = at;
    for (int column = 0; column < columns; column += width) {
      int count = Math.min(width, columns - column);
      for (int row = 0; row < rows; row++) {
        weights.copy(matrix + row * columns + column, to, count);
        to += width;
      }
    }
  }
}
