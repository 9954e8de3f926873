package netwright.runtime;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// One vector kernel for all contractions of a program: a tile of four rows of sums, whose factors' places and strides
/// are arguments. Slower than kernels made for one contraction each, but it is the only one that has to be compiled by
/// the virtual machine before all of them run in vectors: some tenths of a second, not some seconds.
///
/// sum[row, column] = fma(other[row, step], vector[step, column], sum[row, column]) for each step, ascending.
///
/// Written out for each width: the species has to be a constant of the class for HotSpot to make instructions of it.
public final class SharedTile {
  /// Rows of the tile.
  public static final int ROWS = 4;

  private SharedTile() {}

  /// Columns of the tile for vectors of so many lanes.
  public static int columns(int lanes) {
    return lanes == 16 ? 64 : 2 * lanes;
  }

  /// Goes on with the tile's sums in vectors of 16 floats.
  ///
  /// @param other the factor that differs from row to row
  /// @param at where its element for the first row and step is
  /// @param rowStride how far its rows are apart
  /// @param stepStride how far its steps are apart
  /// @param lanes memory of the sums, row after row, and of the other factor, the columns of each step side by side
  /// @param sums where the sums start
  /// @param vectors where the vectors of the first step are
  /// @param steps how many products each sum takes
  public static void run16(
      float[] other,
      int at,
      int rowStride,
      int stepStride,
      float[] lanes,
      int sums,
      int vectors,
      int steps) {
    Tile16.run(other, at, rowStride, stepStride, lanes, sums, vectors, steps);
  }

  /// The same in vectors of 8 floats.
  public static void run8(
      float[] other,
      int at,
      int rowStride,
      int stepStride,
      float[] lanes,
      int sums,
      int vectors,
      int steps) {
    Tile8.run(other, at, rowStride, stepStride, lanes, sums, vectors, steps);
  }

  /// The same in vectors of 4 floats.
  public static void run4(
      float[] other,
      int at,
      int rowStride,
      int stepStride,
      float[] lanes,
      int sums,
      int vectors,
      int steps) {
    Tile4.run(other, at, rowStride, stepStride, lanes, sums, vectors, steps);
  }

  /// Gets the tile for vectors of so many lanes compiled, on this thread.
  ///
  /// @throws InterruptedException if the thread is interrupted meanwhile
  public static void warmUp(int lanes) throws InterruptedException {
    new WarmUp(new Practice(lanes), null, 0, () -> Long.MAX_VALUE, WarmUp.Clock.SYSTEM).run();
  }

  /// The tile by itself, on memory of its own.
  private record Practice(int lanes, float[] memory) implements Rehearsable {
    private static final int LONG = 256;

    Practice(int lanes) {
      this(lanes, new float[ROWS * columns(lanes) + LONG * columns(lanes)]);
    }

    @Override
    public void run(Memory unused, int rows) {
      tile(LONG);
    }

    @Override
    public void rehearse(Memory unused, int rows, int limit) {
      tile(limit);
    }

    private void tile(int steps) {
      int sums = ROWS * columns(lanes);
      switch (lanes) {
        case 16 -> run16(memory, sums, 1, ROWS, memory, 0, sums, steps);
        case 8 -> run8(memory, sums, 1, ROWS, memory, 0, sums, steps);
        default -> run4(memory, sums, 1, ROWS, memory, 0, sums, steps);
      }
    }
  }

  /// Four rows of 4 vectors of 16 floats.
  private static final class Tile16 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_512;
    private static final int COLUMNS = 64;

    private Tile16() {}

    static void run(
        float[] other,
        int at,
        int rowStride,
        int stepStride,
        float[] lanes,
        int sums,
        int vectors,
        int steps) {
      FloatVector a0 = FloatVector.fromArray(SPECIES, lanes, sums + 0);
      FloatVector a1 = FloatVector.fromArray(SPECIES, lanes, sums + 16);
      FloatVector a2 = FloatVector.fromArray(SPECIES, lanes, sums + 32);
      FloatVector a3 = FloatVector.fromArray(SPECIES, lanes, sums + 48);
      FloatVector b0 = FloatVector.fromArray(SPECIES, lanes, sums + 64);
      FloatVector b1 = FloatVector.fromArray(SPECIES, lanes, sums + 80);
      FloatVector b2 = FloatVector.fromArray(SPECIES, lanes, sums + 96);
      FloatVector b3 = FloatVector.fromArray(SPECIES, lanes, sums + 112);
      FloatVector c0 = FloatVector.fromArray(SPECIES, lanes, sums + 128);
      FloatVector c1 = FloatVector.fromArray(SPECIES, lanes, sums + 144);
      FloatVector c2 = FloatVector.fromArray(SPECIES, lanes, sums + 160);
      FloatVector c3 = FloatVector.fromArray(SPECIES, lanes, sums + 176);
      FloatVector d0 = FloatVector.fromArray(SPECIES, lanes, sums + 192);
      FloatVector d1 = FloatVector.fromArray(SPECIES, lanes, sums + 208);
      FloatVector d2 = FloatVector.fromArray(SPECIES, lanes, sums + 224);
      FloatVector d3 = FloatVector.fromArray(SPECIES, lanes, sums + 240);
      int second = at + rowStride;
      int third = second + rowStride;
      int fourth = third + rowStride;
      for (int step = 0; step < steps; step++) {
        int place = vectors + step * COLUMNS;
        FloatVector w0 = FloatVector.fromArray(SPECIES, lanes, place + 0);
        FloatVector w1 = FloatVector.fromArray(SPECIES, lanes, place + 16);
        FloatVector w2 = FloatVector.fromArray(SPECIES, lanes, place + 32);
        FloatVector w3 = FloatVector.fromArray(SPECIES, lanes, place + 48);
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
      a0.intoArray(lanes, sums + 0);
      a1.intoArray(lanes, sums + 16);
      a2.intoArray(lanes, sums + 32);
      a3.intoArray(lanes, sums + 48);
      b0.intoArray(lanes, sums + 64);
      b1.intoArray(lanes, sums + 80);
      b2.intoArray(lanes, sums + 96);
      b3.intoArray(lanes, sums + 112);
      c0.intoArray(lanes, sums + 128);
      c1.intoArray(lanes, sums + 144);
      c2.intoArray(lanes, sums + 160);
      c3.intoArray(lanes, sums + 176);
      d0.intoArray(lanes, sums + 192);
      d1.intoArray(lanes, sums + 208);
      d2.intoArray(lanes, sums + 224);
      d3.intoArray(lanes, sums + 240);
    }
  }

  /// Four rows of 2 vectors of 8 floats.
  private static final class Tile8 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_256;
    private static final int COLUMNS = 16;

    private Tile8() {}

    static void run(
        float[] other,
        int at,
        int rowStride,
        int stepStride,
        float[] lanes,
        int sums,
        int vectors,
        int steps) {
      FloatVector a0 = FloatVector.fromArray(SPECIES, lanes, sums + 0);
      FloatVector a1 = FloatVector.fromArray(SPECIES, lanes, sums + 8);
      FloatVector b0 = FloatVector.fromArray(SPECIES, lanes, sums + 16);
      FloatVector b1 = FloatVector.fromArray(SPECIES, lanes, sums + 24);
      FloatVector c0 = FloatVector.fromArray(SPECIES, lanes, sums + 32);
      FloatVector c1 = FloatVector.fromArray(SPECIES, lanes, sums + 40);
      FloatVector d0 = FloatVector.fromArray(SPECIES, lanes, sums + 48);
      FloatVector d1 = FloatVector.fromArray(SPECIES, lanes, sums + 56);
      int second = at + rowStride;
      int third = second + rowStride;
      int fourth = third + rowStride;
      for (int step = 0; step < steps; step++) {
        int place = vectors + step * COLUMNS;
        FloatVector w0 = FloatVector.fromArray(SPECIES, lanes, place + 0);
        FloatVector w1 = FloatVector.fromArray(SPECIES, lanes, place + 8);
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
      a0.intoArray(lanes, sums + 0);
      a1.intoArray(lanes, sums + 8);
      b0.intoArray(lanes, sums + 16);
      b1.intoArray(lanes, sums + 24);
      c0.intoArray(lanes, sums + 32);
      c1.intoArray(lanes, sums + 40);
      d0.intoArray(lanes, sums + 48);
      d1.intoArray(lanes, sums + 56);
    }
  }

  /// Four rows of 2 vectors of 4 floats.
  private static final class Tile4 {
    private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_128;
    private static final int COLUMNS = 8;

    private Tile4() {}

    static void run(
        float[] other,
        int at,
        int rowStride,
        int stepStride,
        float[] lanes,
        int sums,
        int vectors,
        int steps) {
      FloatVector a0 = FloatVector.fromArray(SPECIES, lanes, sums + 0);
      FloatVector a1 = FloatVector.fromArray(SPECIES, lanes, sums + 4);
      FloatVector b0 = FloatVector.fromArray(SPECIES, lanes, sums + 8);
      FloatVector b1 = FloatVector.fromArray(SPECIES, lanes, sums + 12);
      FloatVector c0 = FloatVector.fromArray(SPECIES, lanes, sums + 16);
      FloatVector c1 = FloatVector.fromArray(SPECIES, lanes, sums + 20);
      FloatVector d0 = FloatVector.fromArray(SPECIES, lanes, sums + 24);
      FloatVector d1 = FloatVector.fromArray(SPECIES, lanes, sums + 28);
      int second = at + rowStride;
      int third = second + rowStride;
      int fourth = third + rowStride;
      for (int step = 0; step < steps; step++) {
        int place = vectors + step * COLUMNS;
        FloatVector w0 = FloatVector.fromArray(SPECIES, lanes, place + 0);
        FloatVector w1 = FloatVector.fromArray(SPECIES, lanes, place + 4);
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
      a0.intoArray(lanes, sums + 0);
      a1.intoArray(lanes, sums + 4);
      b0.intoArray(lanes, sums + 8);
      b1.intoArray(lanes, sums + 12);
      c0.intoArray(lanes, sums + 16);
      c1.intoArray(lanes, sums + 20);
      d0.intoArray(lanes, sums + 24);
      d1.intoArray(lanes, sums + 28);
    }
  }
}
