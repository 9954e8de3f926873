package netwright.shared;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// The one vector kernel that [SharedContraction] runs: a tile of four rows of sums, whose factors' places and strides are
/// arguments.
///
/// sum[row, column] = fma(other[row, step], panel[step, column], first[row, column]), and so on from that sum, for each
/// step, ascending.
///
/// Written out for each width: the species has to be a constant of the class for HotSpot to make instructions of it.
final class SharedTile {
  /// Rows of the tile.
  static final int ROWS = 4;

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
  /// @param rowStride how far its rows are apart
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

  /// Four rows of 4 vectors of 16 floats.
  private static final class Tile16 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;
    private static final int COLUMNS = 64;

    private Tile16() {}

    static void run(
        int counted,
        float[] other,
        int at,
        int rowStride,
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
      int second = at + rowStride;
      int third = second + rowStride;
      int fourth = third + rowStride;
      for (int step = 0; step < steps; step++) {
        int place = vectors + step * COLUMNS;
        FloatVector w0 = FloatVector.fromArray(SPECIES, panel, place + 0);
        FloatVector w1 = FloatVector.fromArray(SPECIES, panel, place + 16);
        FloatVector w2 = FloatVector.fromArray(SPECIES, panel, place + 32);
        FloatVector w3 = FloatVector.fromArray(SPECIES, panel, place + 48);
        int moved = step * stepStride;
        FloatVector x0 = FloatVector.broadcast(SPECIES, other[at + moved]);
        a0 = w0.fma(x0, a0);
        a1 = w1.fma(x0, a1);
        a2 = w2.fma(x0, a2);
        a3 = w3.fma(x0, a3);
        FloatVector x1 = FloatVector.broadcast(SPECIES, other[second + moved]);
        b0 = w0.fma(x1, b0);
        b1 = w1.fma(x1, b1);
        b2 = w2.fma(x1, b2);
        b3 = w3.fma(x1, b3);
        FloatVector x2 = FloatVector.broadcast(SPECIES, other[third + moved]);
        c0 = w0.fma(x2, c0);
        c1 = w1.fma(x2, c1);
        c2 = w2.fma(x2, c2);
        c3 = w3.fma(x2, c3);
        FloatVector x3 = FloatVector.broadcast(SPECIES, other[fourth + moved]);
        d0 = w0.fma(x3, d0);
        d1 = w1.fma(x3, d1);
        d2 = w2.fma(x3, d2);
        d3 = w3.fma(x3, d3);
      }
      int sums1 = sumsAt + sumsRow;
      int sums2 = sums1 + sumsRow;
      int sums3 = sums2 + sumsRow;
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
    }
  }

  /// Four rows of 2 vectors of 8 floats.
  private static final class Tile8 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final int COLUMNS = 16;

    private Tile8() {}

    static void run(
        int counted,
        float[] other,
        int at,
        int rowStride,
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
      FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt + 0);
      FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + 8);
      FloatVector b0 = FloatVector.fromArray(SPECIES, first, first1 + 0);
      FloatVector b1 = FloatVector.fromArray(SPECIES, first, first1 + 8);
      FloatVector c0 = FloatVector.fromArray(SPECIES, first, first2 + 0);
      FloatVector c1 = FloatVector.fromArray(SPECIES, first, first2 + 8);
      FloatVector d0 = FloatVector.fromArray(SPECIES, first, first3 + 0);
      FloatVector d1 = FloatVector.fromArray(SPECIES, first, first3 + 8);
      int second = at + rowStride;
      int third = second + rowStride;
      int fourth = third + rowStride;
      for (int step = 0; step < steps; step++) {
        int place = vectors + step * COLUMNS;
        FloatVector w0 = FloatVector.fromArray(SPECIES, panel, place + 0);
        FloatVector w1 = FloatVector.fromArray(SPECIES, panel, place + 8);
        int moved = step * stepStride;
        FloatVector x0 = FloatVector.broadcast(SPECIES, other[at + moved]);
        a0 = w0.fma(x0, a0);
        a1 = w1.fma(x0, a1);
        FloatVector x1 = FloatVector.broadcast(SPECIES, other[second + moved]);
        b0 = w0.fma(x1, b0);
        b1 = w1.fma(x1, b1);
        FloatVector x2 = FloatVector.broadcast(SPECIES, other[third + moved]);
        c0 = w0.fma(x2, c0);
        c1 = w1.fma(x2, c1);
        FloatVector x3 = FloatVector.broadcast(SPECIES, other[fourth + moved]);
        d0 = w0.fma(x3, d0);
        d1 = w1.fma(x3, d1);
      }
      int sums1 = sumsAt + sumsRow;
      int sums2 = sums1 + sumsRow;
      int sums3 = sums2 + sumsRow;
      a0.intoArray(sums, sumsAt + 0);
      a1.intoArray(sums, sumsAt + 8);
      b0.intoArray(sums, sums1 + 0);
      b1.intoArray(sums, sums1 + 8);
      c0.intoArray(sums, sums2 + 0);
      c1.intoArray(sums, sums2 + 8);
      d0.intoArray(sums, sums3 + 0);
      d1.intoArray(sums, sums3 + 8);
    }
  }

  /// Four rows of 2 vectors of 4 floats.
  private static final class Tile4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_128;
    private static final int COLUMNS = 8;

    private Tile4() {}

    static void run(
        int counted,
        float[] other,
        int at,
        int rowStride,
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
      FloatVector a0 = FloatVector.fromArray(SPECIES, first, firstAt + 0);
      FloatVector a1 = FloatVector.fromArray(SPECIES, first, firstAt + 4);
      FloatVector b0 = FloatVector.fromArray(SPECIES, first, first1 + 0);
      FloatVector b1 = FloatVector.fromArray(SPECIES, first, first1 + 4);
      FloatVector c0 = FloatVector.fromArray(SPECIES, first, first2 + 0);
      FloatVector c1 = FloatVector.fromArray(SPECIES, first, first2 + 4);
      FloatVector d0 = FloatVector.fromArray(SPECIES, first, first3 + 0);
      FloatVector d1 = FloatVector.fromArray(SPECIES, first, first3 + 4);
      int second = at + rowStride;
      int third = second + rowStride;
      int fourth = third + rowStride;
      for (int step = 0; step < steps; step++) {
        int place = vectors + step * COLUMNS;
        FloatVector w0 = FloatVector.fromArray(SPECIES, panel, place + 0);
        FloatVector w1 = FloatVector.fromArray(SPECIES, panel, place + 4);
        int moved = step * stepStride;
        FloatVector x0 = FloatVector.broadcast(SPECIES, other[at + moved]);
        a0 = w0.fma(x0, a0);
        a1 = w1.fma(x0, a1);
        FloatVector x1 = FloatVector.broadcast(SPECIES, other[second + moved]);
        b0 = w0.fma(x1, b0);
        b1 = w1.fma(x1, b1);
        FloatVector x2 = FloatVector.broadcast(SPECIES, other[third + moved]);
        c0 = w0.fma(x2, c0);
        c1 = w1.fma(x2, c1);
        FloatVector x3 = FloatVector.broadcast(SPECIES, other[fourth + moved]);
        d0 = w0.fma(x3, d0);
        d1 = w1.fma(x3, d1);
      }
      int sums1 = sumsAt + sumsRow;
      int sums2 = sums1 + sumsRow;
      int sums3 = sums2 + sumsRow;
      a0.intoArray(sums, sumsAt + 0);
      a1.intoArray(sums, sumsAt + 4);
      b0.intoArray(sums, sums1 + 0);
      b1.intoArray(sums, sums1 + 4);
      c0.intoArray(sums, sums2 + 0);
      c1.intoArray(sums, sums2 + 4);
      d0.intoArray(sums, sums3 + 0);
      d1.intoArray(sums, sums3 + 4);
    }
  }
}
