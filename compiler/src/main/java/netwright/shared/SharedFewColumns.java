package netwright.shared;

import java.util.Arrays;

/// Products with few columns and many rows, turned over: the rows run along the vectors, and the tile's rows are the
/// columns. As it is, most of each vector would be for nothing.
final class SharedFewColumns {
  private SharedFewColumns() {}

  /// Whether that pays, for sums that start from what is given and are taken as a whole. Rows whose steps are neighbours have to
  /// be turned over first, which costs more than it saves where vectors are narrow.
  static boolean pays(int lanes, int rowStride, int rows, int columns) {
    int width = SharedTile.columns(lanes);
    return columns >= SharedTile.ROWS
        && columns <= width / 2
        && rows >= width
        && (rowStride == 1 || lanes == 16);
  }

  /// As [SharedContraction#run].
  static void run(
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
      int rows,
      int columns,
      int steps) {
    int width = SharedTile.columns(lanes);
    int panel = place + SharedContraction.MEMORY;
    for (int row = 0; row < rows; row += width) {
      int count = Math.min(width, rows - row);
      int here = at + row * rowStride;
      SharedContraction.copy(
          other, here, rowStride, stepStride, memory, panel, width, count, steps);
      for (int next = 0; next < columns; next += SharedTile.ROWS) {
        int column = Math.min(next, columns - SharedTile.ROWS); // some twice, if they are left over
        fill(first, firstAt + column * firstStride, firstStride, memory, place, width);
        SharedTile.run(
            lanes,
            0,
            running,
            from + column * columnStride,
            columnStride,
            2 * columnStride,
            runningStride,
            memory,
            panel,
            steps,
            memory,
            place,
            width,
            memory,
            place,
            width);
        store(memory, place, width, sums, sumsAt + row * sumsRow + column, sumsRow, count);
      }
    }
  }

  private static void fill(
      float[] first, int at, int stride, float[] memory, int place, int width) {
    for (int i = 0; i < SharedTile.ROWS; i++) {
      int start = place + i * width;
      Arrays.fill(memory, start, start + width, first[at + i * stride]);
    }
  }

  private static void store(
      float[] memory, int place, int width, float[] sums, int at, int sumsRow, int count) {
    for (int i = 0; i < SharedTile.ROWS; i++) {
      for (int row = 0; row < count; row++) {
        sums[at + row * sumsRow + i] = memory[place + i * width + row];
      }
    }
  }
}
