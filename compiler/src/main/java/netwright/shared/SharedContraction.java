package netwright.shared;

/// Contractions of matrices in vectors, as one piece of code for all shapes: places, strides and counts are arguments.
/// Slower than code made for one contraction each, but the virtual machine has to compile it only once before all of them
/// run in vectors: some tenths of a second, not some seconds.
///
/// sum[row, column] = fma(other[row, step], running[step, column], sum[row, column]) for each step, ascending.
///
/// The columns are taken in stripes as wide as a tile. What a stripe needs of the factor that runs along the columns is
/// copied to where the tile reads it; the other factor is read where it is.
public final class SharedContraction {
  /// Elements of memory for one tile of sums and for what a stripe's sums start from.
  public static final int MEMORY = 512;

  private static final int COLUMNS_AT_ONCE = 4;
  private static final int STEPS_AT_ONCE = 16;

  /// How far columns may be apart for steps to be taken a few at a time: farther apart, each column is in pages of its own,
  /// and is read in one go.
  private static final int NEAR = 512;

  private SharedContraction() {}

  /// Columns of a stripe for vectors of so many lanes.
  public static int columns(int lanes) {
    return SharedTile.columns(lanes);
  }

  /// Computes a matrix of sums.
  ///
  /// @param lanes floats in a vector: 16, 8 or 4
  /// @param other the factor that differs from row to row
  /// @param at where its element for the first row and step is
  /// @param rowStride how far its rows are apart
  /// @param stepStride how far its steps are apart
  /// @param running the factor that differs from column to column
  /// @param from where its element for the first column and step is
  /// @param columnStride how far its columns are apart
  /// @param runningStride how far its steps are apart
  /// @param first what the sums of each row start from, columns that are `firstStride` apart, from `firstAt` on
  /// @param sums where the sums go, rows that are `sumsRow` apart, from `sumsAt` on
  /// @param memory scratch memory, from `place` on: [#MEMORY] elements, and [#columns] for each step of a block
  /// @param block how many steps are taken at a time
  public static void run(
      int lanes,
      float[] other,
      int at,
      int rowStride,
      int stepStride,
      float[] running,
      int from,
      int columnStride,
      int runningStride,
      float[] first,
      int firstAt,
      int firstStride,
      float[] sums,
      int sumsAt,
      int sumsRow,
      float[] memory,
      int place,
      int block,
      int rows,
      int columns,
      int steps) {
    if (steps <= block && SharedFewColumns.pays(lanes, rowStride, rows, columns)) {
      SharedFewColumns.run(
          lanes,
          other,
          at,
          rowStride,
          stepStride,
          running,
          from,
          columnStride,
          runningStride,
          first,
          firstAt,
          firstStride,
          sums,
          sumsAt,
          sumsRow,
          memory,
          place,
          rows,
          columns,
          steps);
      return;
    }
    int width = SharedTile.columns(lanes);
    int panel = place + MEMORY;
    int start = place + SharedTile.ROWS * width;
    for (int column = 0; column < columns; column += width) {
      int count = Math.min(width, columns - column);
      for (int i = 0; i < count; i++) {
        memory[start + i] = first[firstAt + (column + i) * firstStride];
      }
      boolean goesOn = false;
      for (int step = 0; step < steps; step += block) {
        int length = Math.min(block, steps - step);
        int here = from + column * columnStride + step * runningStride;
        copy(running, here, columnStride, runningStride, memory, panel, width, count, length);
        stripe(
            lanes,
            other,
            at + step * stepStride,
            rowStride,
            stepStride,
            memory,
            place,
            length,
            goesOn ? sums : memory,
            goesOn ? sumsAt + column : start,
            goesOn ? sumsRow : 0,
            sums,
            sumsAt + column,
            sumsRow,
            rows,
            count);
        goesOn = true;
      }
    }
  }

  /// Goes over the rows of a stripe of `count` columns.
  private static void stripe(
      int lanes,
      float[] other,
      int at,
      int rowStride,
      int stepStride,
      float[] memory,
      int place,
      int steps,
      float[] first,
      int firstAt,
      int firstRow,
      float[] sums,
      int sumsAt,
      int sumsRow,
      int rows,
      int count) {
    int width = SharedTile.columns(lanes);
    int panel = place + MEMORY;
    int row = 0;
    for (; row + SharedTile.ROWS <= rows; row += SharedTile.ROWS) {
      int here = at + row * rowStride;
      int start = firstAt + row * firstRow;
      int target = sumsAt + row * sumsRow;
      if (count == width) {
        SharedTile.run(
            lanes,
            0,
            other,
            here,
            rowStride,
            2 * rowStride,
            stepStride,
            memory,
            panel,
            steps,
            first,
            start,
            firstRow,
            sums,
            target,
            sumsRow);
      } else {
        load(first, start, firstRow, memory, place, width, SharedTile.ROWS, count);
        SharedTile.run(
            lanes,
            0,
            other,
            here,
            rowStride,
            2 * rowStride,
            stepStride,
            memory,
            panel,
            steps,
            memory,
            place,
            width,
            memory,
            place,
            width);
        load(memory, place, width, sums, target, sumsRow, SharedTile.ROWS, count);
      }
    }
    while (row < rows) {
      int some = Integer.highestOneBit(rows - row);
      some(
          lanes,
          other,
          at + row * rowStride,
          some == 1 ? 0 : rowStride,
          stepStride,
          memory,
          place,
          steps,
          first,
          firstAt + row * firstRow,
          firstRow,
          sums,
          sumsAt + row * sumsRow,
          sumsRow,
          some,
          count);
      row += some;
    }
  }

  /// One, two or four rows. The tile has them two by two, of four 0, 1, 1, 2, 2, 3, and what they start from and come to in its first
  /// and its last two rows; what is in the others does not matter.
  private static void some(
      int lanes,
      float[] other,
      int at,
      int rowStride,
      int stepStride,
      float[] memory,
      int place,
      int steps,
      float[] first,
      int firstAt,
      int firstRow,
      float[] sums,
      int sumsAt,
      int sumsRow,
      int rows,
      int count) {
    int width = SharedTile.columns(lanes);
    int two = Math.min(2, rows);
    int last = place + (SharedTile.ROWS - 2) * width;
    load(first, firstAt, firstRow, memory, place, width, two, count);
    if (rows > two) {
      load(first, firstAt + two * firstRow, firstRow, memory, last, width, two, count);
    }
    SharedTile.run(
        lanes,
        0,
        other,
        at,
        rowStride,
        rows > two ? rowStride : 0,
        stepStride,
        memory,
        place + MEMORY,
        steps,
        memory,
        place,
        width,
        memory,
        place,
        width);
    load(memory, place, width, sums, sumsAt, sumsRow, two, count);
    if (rows > two) {
      load(memory, last, width, sums, sumsAt + two * sumsRow, sumsRow, two, count);
    }
  }

  /// Copies `count` elements of each of some rows.
  private static void load(
      float[] source,
      int at,
      int row,
      float[] target,
      int place,
      int targetRow,
      int rows,
      int count) {
    for (int i = 0; i < rows; i++) {
      System.arraycopy(source, at + i * row, target, place + i * targetRow, count);
    }
  }

  /// Copies `count` columns of a factor, each step's side by side, steps `width` apart.
  static void copy(
      float[] running,
      int from,
      int columnStride,
      int stepStride,
      float[] memory,
      int panel,
      int width,
      int count,
      int steps) {
    if (columnStride == 1) {
      for (int step = 0; step < steps; step++) {
        System.arraycopy(running, from + step * stepStride, memory, panel + step * width, count);
      }
      return;
    }
    int atOnce = columnStride <= NEAR ? STEPS_AT_ONCE : Math.max(1, steps);
    for (int step = 0; step < steps; step += atOnce) {
      int length = Math.min(atOnce, steps - step);
      int here = from + step * stepStride;
      turn(
          running,
          here,
          columnStride,
          stepStride,
          memory,
          panel + step * width,
          width,
          count,
          length);
    }
  }

  /// Copies some steps of columns that are read along their steps: few enough that all lines of memory to which they go
  /// stay in the first cache until all columns are there.
  private static void turn(
      float[] running,
      int from,
      int columnStride,
      int stepStride,
      float[] memory,
      int panel,
      int width,
      int count,
      int steps) {
    int column = 0;
    for (; column + COLUMNS_AT_ONCE <= count; column += COLUMNS_AT_ONCE) {
      int here = from + column * columnStride;
      four(running, here, columnStride, stepStride, memory, panel + column, width, steps);
    }
    for (; column < count; column++) {
      int here = from + column * columnStride;
      for (int step = 0; step < steps; step++) {
        memory[panel + column + step * width] = running[here + step * stepStride];
      }
    }
  }

  /// Four columns. All that is read in a step is read before anything is stored: HotSpot cannot tell that these are
  /// different arrays.
  private static void four(
      float[] running,
      int at,
      int columnStride,
      int stepStride,
      float[] memory,
      int place,
      int width,
      int steps) {
    int second = at + columnStride;
    int third = second + columnStride;
    int fourth = third + columnStride;
    for (int step = 0; step < steps; step++) {
      int from = step * stepStride;
      int to = place + step * width;
      float a = running[at + from];
      float b = running[second + from];
      float c = running[third + from];
      float d = running[fourth + from];
      memory[to] = a;
      memory[to + 1] = b;
      memory[to + 2] = c;
      memory[to + 3] = d;
    }
  }

  /// Gets all of this compiled for vectors of so many lanes, on this thread.
  ///
  /// @throws InterruptedException if the thread is interrupted meanwhile
  public static void warmUp(int lanes) throws InterruptedException {
    new SharedWarmUp(lanes).run();
  }
}
