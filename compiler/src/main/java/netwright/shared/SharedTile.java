package netwright.shared;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The one vector kernel that [SharedContraction] runs: a tile of six rows of sums, whose factors' places and strides are
/// arguments.
///
/// sum[row, column] = fma(other[row, step], panel[step, column], first[row, column]), and so on from that sum, for each
/// step, ascending.
///
/// Written out for each width: the species has to be a constant of the class for HotSpot to make instructions of it. Two rows
/// share a place, which moves on behind them: HotSpot has registers for few integers, and where `UseFPUForSpilling` is on, as it
/// is on Intel's processors, keeps the rest in registers of vectors, where moving them takes turns with the products.
final class SharedTile {
  /// Rows of the tile.
  static final int ROWS = 6;

  private SharedTile() {}

  /// Columns of the tile for vectors of so many lanes.
  static int columns(int lanes) {
    return lanes == 16 ? 64 : 2 * lanes;
  }

  /// Goes on with the tile's sums in vectors of `lanes` floats: 16, 8 or 4.
  ///
  /// @param counted iterations of an empty loop, which HotSpot counts as work when it decides what to compile
  /// @param other the factor that differs from row to row
  /// @param at where its element for the first row and step is
  /// @param rowStride how far two rows are apart: the second and the first, the fourth and the third, the sixth and the fifth
  /// @param twoStride how far the first of such two is from the first of the next two: `2 * rowStride`, or less if some rows
  ///     are to be there more than once
  /// @param stepStride how far its steps are apart
  /// @param panel the other factor: the columns of each step side by side, step after step
  /// @param vectors where its first step starts
  /// @param steps how many products each sum takes
  /// @param first what the sums start from, rows that are `firstRow` apart, from `firstAt` on
  /// @param sums where they go, rows that are `sumsRow` apart, from `sumsAt` on
  static void run(
      int lanes,
      int counted,
      float[] other,
      int at,
      int rowStride,
      int twoStride,
      int stepStride,
      float[] panel,
      int vectors,
      int steps,
      float[] first,
      int firstAt,
      int firstRow,
      float[] sums,
      int sumsAt,
      int sumsRow) {
    switch (lanes) {
      case 16 ->
          Tile16.run(
              counted,
              other,
              at,
              rowStride,
              twoStride,
              stepStride,
              panel,
              vectors,
              steps,
              first,
              firstAt,
              firstRow,
              sums,
              sumsAt,
              sumsRow);
      case 8 ->
          Tile8.run(
              counted,
              other,
              at,
              rowStride,
              twoStride,
              stepStride,
              panel,
              vectors,
              steps,
              first,
              firstAt,
              firstRow,
              sums,
              sumsAt,
              sumsRow);
      default ->
          Tile4.run(
              counted,
              other,
              at,
              rowStride,
              twoStride,
              stepStride,
              panel,
              vectors,
              steps,
              first,
              firstAt,
              firstRow,
              sums,
              sumsAt,
              sumsRow);
    }
  }

  /// Six rows of 4 vectors of 16 floats.
  private static final class Tile16 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;
    private static final int COLUMNS = 64;

    private Tile16() {}

    static void run(
        int counted,
        float[] other,
        int at,
        int rowStride,
        int twoStride,
        int stepStride,
        float[] panel,
        int vectors,
        int steps,
        float[] first,
        int firstAt,
        int firstRow,
        float[] sums,
        int sumsAt,
        int sumsRow) {
      for (int i = 0; i < counted; i++) {}
      int first1 = firstAt + firstRow;
      int first2 = first1 + firstRow;
      int first3 = first2 + firstRow;
      int first4 = first3 + firstRow;
      int first5 = first4 + firstRow;
      FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt + 0);
      FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + 16);
      FloatVector a2 = FloatVector.fromArray(SPECIES, first, firstAt + 32);
      FloatVector a3 = FloatVector.fromArray(SPECIES, first, firstAt + 48);
      FloatVector b0 = FloatVector.fromArray(SPECIES, first, first1 + 0);
      FloatVector b1 = FloatVector.fromArray(SPECIES, first, first1 + 16);
      FloatVector b2 = FloatVector.fromArray(SPECIES, first, first1 + 32);
      FloatVector b3 = FloatVector.fromArray(SPECIES, first, first1 + 48);
      FloatVector c0 = FloatVector.fromArray(SPECIES, first, first2 + 0);
      FloatVector c1 = FloatVector.fromArray(SPECIES, first, first2 + 16);
      FloatVector c2 = FloatVector.fromArray(SPECIES, first, first2 + 32);
      FloatVector c3 = FloatVector.fromArray(SPECIES, first, first2 + 48);
      FloatVector d0 = FloatVector.fromArray(SPECIES, first, first3 + 0);
      FloatVector d1 = FloatVector.fromArray(SPECIES, first, first3 + 16);
      FloatVector d2 = FloatVector.fromArray(SPECIES, first, first3 + 32);
      FloatVector d3 = FloatVector.fromArray(SPECIES, first, first3 + 48);
      FloatVector e0 = FloatVector.fromArray(SPECIES, first, first4 + 0);
      FloatVector e1 = FloatVector.fromArray(SPECIES, first, first4 + 16);
      FloatVector e2 = FloatVector.fromArray(SPECIES, first, first4 + 32);
      FloatVector e3 = FloatVector.fromArray(SPECIES, first, first4 + 48);
      FloatVector f0 = FloatVector.fromArray(SPECIES, first, first5 + 0);
      FloatVector f1 = FloatVector.fromArray(SPECIES, first, first5 + 16);
      FloatVector f2 = FloatVector.fromArray(SPECIES, first, first5 + 32);
      FloatVector f3 = FloatVector.fromArray(SPECIES, first, first5 + 48);
      int one = at;
      int two = at + twoStride;
      int three = at + 2 * twoStride;
      int end = vectors + steps * COLUMNS;
      for (int place = vectors; place < end; place += COLUMNS) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, panel, place + 0);
        FloatVector w1 = FloatVector.fromArray(SPECIES, panel, place + 16);
        FloatVector w2 = FloatVector.fromArray(SPECIES, panel, place + 32);
        FloatVector w3 = FloatVector.fromArray(SPECIES, panel, place + 48);
        FloatVector x0 = FloatVector.broadcast(SPECIES, other[one]);
        a0 = w0.fma(x0, a0);
        a1 = w1.fma(x0, a1);
        a2 = w2.fma(x0, a2);
        a3 = w3.fma(x0, a3);
        FloatVector x1 = FloatVector.broadcast(SPECIES, other[one + rowStride]);
        b0 = w0.fma(x1, b0);
        b1 = w1.fma(x1, b1);
        b2 = w2.fma(x1, b2);
        b3 = w3.fma(x1, b3);
        one += stepStride;
        FloatVector x2 = FloatVector.broadcast(SPECIES, other[two]);
        c0 = w0.fma(x2, c0);
        c1 = w1.fma(x2, c1);
        c2 = w2.fma(x2, c2);
        c3 = w3.fma(x2, c3);
        FloatVector x3 = FloatVector.broadcast(SPECIES, other[two + rowStride]);
        d0 = w0.fma(x3, d0);
        d1 = w1.fma(x3, d1);
        d2 = w2.fma(x3, d2);
        d3 = w3.fma(x3, d3);
        two += stepStride;
        FloatVector x4 = FloatVector.broadcast(SPECIES, other[three]);
        e0 = w0.fma(x4, e0);
        e1 = w1.fma(x4, e1);
        e2 = w2.fma(x4, e2);
        e3 = w3.fma(x4, e3);
        FloatVector x5 = FloatVector.broadcast(SPECIES, other[three + rowStride]);
        f0 = w0.fma(x5, f0);
        f1 = w1.fma(x5, f1);
        f2 = w2.fma(x5, f2);
        f3 = w3.fma(x5, f3);
        three += stepStride;
      }
      int sums1 = sumsAt + sumsRow;
      int sums2 = sums1 + sumsRow;
      int sums3 = sums2 + sumsRow;
      int sums4 = sums3 + sumsRow;
      int sums5 = sums4 + sumsRow;
      a0.intoArray(sums, sumsAt + 0);
      a1.intoArray(sums, sumsAt + 16);
      a2.intoArray(sums, sumsAt + 32);
      a3.intoArray(sums, sumsAt + 48);
      b0.intoArray(sums, sums1 + 0);
      b1.intoArray(sums, sums1 + 16);
      b2.intoArray(sums, sums1 + 32);
      b3.intoArray(sums, sums1 + 48);
      c0.intoArray(sums, sums2 + 0);
      c1.intoArray(sums, sums2 + 16);
      c2.intoArray(sums, sums2 + 32);
      c3.intoArray(sums, sums2 + 48);
      d0.intoArray(sums, sums3 + 0);
      d1.intoArray(sums, sums3 + 16);
      d2.intoArray(sums, sums3 + 32);
      d3.intoArray(sums, sums3 + 48);
      e0.intoArray(sums, sums4 + 0);
      e1.intoArray(sums, sums4 + 16);
      e2.intoArray(sums, sums4 + 32);
      e3.intoArray(sums, sums4 + 48);
      f0.intoArray(sums, sums5 + 0);
      f1.intoArray(sums, sums5 + 16);
      f2.intoArray(sums, sums5 + 32);
      f3.intoArray(sums, sums5 + 48);
    }
  }

  /// Six rows of 2 vectors of 8 floats.
  private static final class Tile8 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final int COLUMNS = 16;

    private Tile8() {}

    static void run(
        int counted,
        float[] other,
        int at,
        int rowStride,
        int twoStride,
        int stepStride,
        float[] panel,
        int vectors,
        int steps,
        float[] first,
        int firstAt,
        int firstRow,
        float[] sums,
        int sumsAt,
        int sumsRow) {
      for (int i = 0; i < counted; i++) {}
      int first1 = firstAt + firstRow;
      int first2 = first1 + firstRow;
      int first3 = first2 + firstRow;
      int first4 = first3 + firstRow;
      int first5 = first4 + firstRow;
      FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt + 0);
      FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + 8);
      FloatVector b0 = FloatVector.fromArray(SPECIES, first, first1 + 0);
      FloatVector b1 = FloatVector.fromArray(SPECIES, first, first1 + 8);
      FloatVector c0 = FloatVector.fromArray(SPECIES, first, first2 + 0);
      FloatVector c1 = FloatVector.fromArray(SPECIES, first, first2 + 8);
      FloatVector d0 = FloatVector.fromArray(SPECIES, first, first3 + 0);
      FloatVector d1 = FloatVector.fromArray(SPECIES, first, first3 + 8);
      FloatVector e0 = FloatVector.fromArray(SPECIES, first, first4 + 0);
      FloatVector e1 = FloatVector.fromArray(SPECIES, first, first4 + 8);
      FloatVector f0 = FloatVector.fromArray(SPECIES, first, first5 + 0);
      FloatVector f1 = FloatVector.fromArray(SPECIES, first, first5 + 8);
      int one = at;
      int two = at + twoStride;
      int three = at + 2 * twoStride;
      int end = vectors + steps * COLUMNS;
      for (int place = vectors; place < end; place += COLUMNS) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, panel, place + 0);
        FloatVector w1 = FloatVector.fromArray(SPECIES, panel, place + 8);
        FloatVector x0 = FloatVector.broadcast(SPECIES, other[one]);
        a0 = w0.fma(x0, a0);
        a1 = w1.fma(x0, a1);
        FloatVector x1 = FloatVector.broadcast(SPECIES, other[one + rowStride]);
        b0 = w0.fma(x1, b0);
        b1 = w1.fma(x1, b1);
        one += stepStride;
        FloatVector x2 = FloatVector.broadcast(SPECIES, other[two]);
        c0 = w0.fma(x2, c0);
        c1 = w1.fma(x2, c1);
        FloatVector x3 = FloatVector.broadcast(SPECIES, other[two + rowStride]);
        d0 = w0.fma(x3, d0);
        d1 = w1.fma(x3, d1);
        two += stepStride;
        FloatVector x4 = FloatVector.broadcast(SPECIES, other[three]);
        e0 = w0.fma(x4, e0);
        e1 = w1.fma(x4, e1);
        FloatVector x5 = FloatVector.broadcast(SPECIES, other[three + rowStride]);
        f0 = w0.fma(x5, f0);
        f1 = w1.fma(x5, f1);
        three += stepStride;
      }
      int sums1 = sumsAt + sumsRow;
      int sums2 = sums1 + sumsRow;
      int sums3 = sums2 + sumsRow;
      int sums4 = sums3 + sumsRow;
      int sums5 = sums4 + sumsRow;
      a0.intoArray(sums, sumsAt + 0);
      a1.intoArray(sums, sumsAt + 8);
      b0.intoArray(sums, sums1 + 0);
      b1.intoArray(sums, sums1 + 8);
      c0.intoArray(sums, sums2 + 0);
      c1.intoArray(sums, sums2 + 8);
      d0.intoArray(sums, sums3 + 0);
      d1.intoArray(sums, sums3 + 8);
      e0.intoArray(sums, sums4 + 0);
      e1.intoArray(sums, sums4 + 8);
      f0.intoArray(sums, sums5 + 0);
      f1.intoArray(sums, sums5 + 8);
    }
  }

  /// Six rows of 2 vectors of 4 floats.
  private static final class Tile4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_128;
    private static final int COLUMNS = 8;

    private Tile4() {}

    static void run(
        int counted,
        float[] other,
        int at,
        int rowStride,
        int twoStride,
        int stepStride,
        float[] panel,
        int vectors,
        int steps,
        float[] first,
        int firstAt,
        int firstRow,
        float[] sums,
        int sumsAt,
        int sumsRow) {
      for (int i = 0; i < counted; i++) {}
      int first1 = firstAt + firstRow;
      int first2 = first1 + firstRow;
      int first3 = first2 + firstRow;
      int first4 = first3 + firstRow;
      int first5 = first4 + firstRow;
      FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt + 0);
      FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + 4);
      FloatVector b0 = FloatVector.fromArray(SPECIES, first, first1 + 0);
      FloatVector b1 = FloatVector.fromArray(SPECIES, first, first1 + 4);
      FloatVector c0 = FloatVector.fromArray(SPECIES, first, first2 + 0);
      FloatVector c1 = FloatVector.fromArray(SPECIES, first, first2 + 4);
      FloatVector d0 = FloatVector.fromArray(SPECIES, first, first3 + 0);
      FloatVector d1 = FloatVector.fromArray(SPECIES, first, first3 + 4);
      FloatVector e0 = FloatVector.fromArray(SPECIES, first, first4 + 0);
      FloatVector e1 = FloatVector.fromArray(SPECIES, first, first4 + 4);
      FloatVector f0 = FloatVector.fromArray(SPECIES, first, first5 + 0);
      FloatVector f1 = FloatVector.fromArray(SPECIES, first, first5 + 4);
      int one = at;
      int two = at + twoStride;
      int three = at + 2 * twoStride;
      int end = vectors + steps * COLUMNS;
      for (int place = vectors; place < end; place += COLUMNS) {
        FloatVector w0 = FloatVector.fromArray(SPECIES, panel, place + 0);
        FloatVector w1 = FloatVector.fromArray(SPECIES, panel, place + 4);
        FloatVector x0 = FloatVector.broadcast(SPECIES, other[one]);
        a0 = w0.fma(x0, a0);
        a1 = w1.fma(x0, a1);
        FloatVector x1 = FloatVector.broadcast(SPECIES, other[one + rowStride]);
        b0 = w0.fma(x1, b0);
        b1 = w1.fma(x1, b1);
        one += stepStride;
        FloatVector x2 = FloatVector.broadcast(SPECIES, other[two]);
        c0 = w0.fma(x2, c0);
        c1 = w1.fma(x2, c1);
        FloatVector x3 = FloatVector.broadcast(SPECIES, other[two + rowStride]);
        d0 = w0.fma(x3, d0);
        d1 = w1.fma(x3, d1);
        two += stepStride;
        FloatVector x4 = FloatVector.broadcast(SPECIES, other[three]);
        e0 = w0.fma(x4, e0);
        e1 = w1.fma(x4, e1);
        FloatVector x5 = FloatVector.broadcast(SPECIES, other[three + rowStride]);
        f0 = w0.fma(x5, f0);
        f1 = w1.fma(x5, f1);
        three += stepStride;
      }
      int sums1 = sumsAt + sumsRow;
      int sums2 = sums1 + sumsRow;
      int sums3 = sums2 + sumsRow;
      int sums4 = sums3 + sumsRow;
      int sums5 = sums4 + sumsRow;
      a0.intoArray(sums, sumsAt + 0);
      a1.intoArray(sums, sumsAt + 4);
      b0.intoArray(sums, sums1 + 0);
      b1.intoArray(sums, sums1 + 4);
      c0.intoArray(sums, sums2 + 0);
      c1.intoArray(sums, sums2 + 4);
      d0.intoArray(sums, sums3 + 0);
      d1.intoArray(sums, sums3 + 4);
      e0.intoArray(sums, sums4 + 0);
      e1.intoArray(sums, sums4 + 4);
      f0.intoArray(sums, sums5 + 0);
      f1.intoArray(sums, sums5 + 4);
    }
  }
}
