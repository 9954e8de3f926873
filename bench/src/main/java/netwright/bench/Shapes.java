package netwright.bench;

/// The contractions that are measured, ours and those of native libraries: rows × columns of the result, and the length of
/// the sums.
public enum Shapes {
  W2_H1(Kind.FORWARD, 128, 512, 784),
  W2_LOGITS(Kind.FORWARD, 128, 10, 256),
  W1_H1(Kind.FORWARD, 128, 4, 2),
  W3_H1(Kind.FORWARD, 256, 4096, 1024),
  W3_Z(Kind.FORWARD, 256, 1024, 4096),
  W2_H1_DW(Kind.DW, 784, 512, 128),
  W3_H2_DW(Kind.DW, 4096, 4096, 256),
  SQUARE_64(Kind.FORWARD, 64, 64, 64),
  SQUARE_128(Kind.FORWARD, 128, 128, 128),
  SQUARE_256(Kind.FORWARD, 256, 256, 256),
  SQUARE_512(Kind.FORWARD, 512, 512, 512),
  SQUARE_1024(Kind.FORWARD, 1024, 1024, 1024),
  SQUARE_2048(Kind.FORWARD, 2048, 2048, 2048),
  W2_H2_DX(Kind.DX, 128, 512, 256),
  W3_H2_DX(Kind.DX, 256, 4096, 4096),
  ODD_00(Kind.FORWARD, 33, 17, 65),
  ODD_01(Kind.FORWARD, 3, 5, 7),
  ODD_02(Kind.FORWARD, 300, 3, 3),
  ODD_03(Kind.FORWARD, 3, 300, 3),
  ODD_04(Kind.FORWARD, 3, 3, 300),
  ODD_05(Kind.FORWARD, 31, 31, 31),
  ODD_06(Kind.FORWARD, 61, 67, 71),
  ODD_07(Kind.FORWARD, 127, 131, 137),
  ODD_08(Kind.FORWARD, 293, 13, 29),
  ODD_09(Kind.FORWARD, 7, 251, 199),
  ODD_10(Kind.FORWARD, 100, 100, 100),
  ODD_11(Kind.FORWARD, 257, 255, 256),
  ODD_12(Kind.DX, 47, 23, 11),
  ODD_13(Kind.DX, 97, 193, 41),
  ODD_14(Kind.DX, 211, 53, 19),
  ODD_15(Kind.DX, 17, 289, 149),
  ODD_16(Kind.DW, 37, 43, 59),
  ODD_17(Kind.DW, 5, 297, 113),
  ODD_18(Kind.DW, 239, 7, 83),
  ODD_19(Kind.DW, 101, 103, 128),
  ODD_20(Kind.DW, 227, 229, 33);

  /// Where the sums run in memory; all operands are row-major.
  public enum Kind {
    /// y = x · W, as in a layer: x [rows, sums], W [sums, columns].
    FORWARD,
    /// dx = dy · Wᵀ, as in the gradient of its input: dy [rows, sums], W [columns, sums].
    DX,
    /// dW = xᵀ · dy, as in the gradient of its weight: x [sums, rows], dy [sums, columns].
    DW
  }

  private final Kind kind;
  private final int rows;
  private final int columns;
  private final int sums;

  Shapes(Kind kind, int rows, int columns, int sums) {
    this.kind = kind;
    this.rows = rows;
    this.columns = columns;
    this.sums = sums;
  }

  public Kind kind() {
    return kind;
  }

  /// Rows of the result.
  public int rows() {
    return rows;
  }

  /// Columns of the result.
  public int columns() {
    return columns;
  }

  /// Products in each element of the result.
  public int sums() {
    return sums;
  }

  /// Floating-point operations: two for each product.
  public long flops() {
    return 2L * rows * columns * sums;
  }

  /// Such as `dW 784×512×128`.
  @Override
  public String toString() {
    String kindName =
        switch (kind) {
          case FORWARD -> "forward";
          case DX -> "dX";
          case DW -> "dW";
        };
    return kindName + " " + rows + "×" + columns + "×" + sums;
  }
}
