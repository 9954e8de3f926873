package netwright.runtime;

/// A second copy of a matrix among the weights, in the order in which a program for predictions reads it: panels of
/// neighbouring columns, one after the other, each from the first row to the last. What the last panel has no columns for is zero.
///
/// @param matrix where the matrix is, row-major
/// @param widest the columns of a panel where there are vectors of 512 bits: four of them, and so a multiple of four
/// @param at where the copy is
public record Panels(int matrix, int rows, int columns, int widest, int at) {

  public Panels {
    if (widest < 4 || widest % 4 != 0) {
      throw new IllegalArgumentException("panels of " + widest + " columns");
    }
  }

  /// The elements of the widest copy.
  public int size() {
    return Math.multiplyExact(rows, Math.ceilDiv(columns, widest) * widest);
  }

  /// The columns of a panel where the widest vectors have `lanes` floats, and the widest panels there are `widest` columns. Less
  /// than 512 bits have half the registers: two vectors of 256 bits are as wide as a tile of many rows.
  public static int width(int widest, int lanes) {
    return lanes == Flavour.V512.lanes() ? widest : widest / 4;
  }

  /// Copies the matrix, for programs of `flavour`.
  public void fill(Persistent weights, Flavour flavour) {
    int width = width(widest, flavour.lanes());
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
