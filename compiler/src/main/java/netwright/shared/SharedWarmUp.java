package netwright.shared;

/// Gets [SharedContraction], its tile and [SharedGate] compiled.
///
/// Vector code that is not compiled costs about a microsecond an operation, and each operation brings the JDK's own vector
/// methods nearer to being compiled by themselves, which takes long, and is of no use. So the tile takes single steps, some
/// to be profiled by, and goes round an empty loop until it has been counted often enough.
final class SharedWarmUp {
  /// Calls in a row, after which the compilers have a moment for themselves.
  private static final int CALLS = 16;

  /// Iterations of the empty loop: with 600 calls they make the 15,000 for which HotSpot compiles for good, and with many
  /// more calls not yet the 40,000 for which it would compile the loop by itself.
  private static final int COUNTED = 24;

  private static final int MOST_ROUNDS = 1_500;

  /// A call of compiled code takes less time than this, one of code that is not takes many times as much.
  private static final long FAST_NANOS = 2_500;

  private static final int STEPS = 64;
  private static final int CONTRACTIONS = 200;

  private final int lanes;
  private final int width;
  private final float[] memory;

  SharedWarmUp(int lanes) {
    this.lanes = lanes;
    this.width = SharedTile.columns(lanes);
    this.memory = new float[SharedContraction.MEMORY + (2 * STEPS + SharedTile.ROWS + 2) * width];
  }

  void run() throws InterruptedException {
    int round = 0;
    while (round < MOST_ROUNDS && Math.max(tiles(), gates()) > FAST_NANOS) {
      Thread.sleep(1);
      round++;
    }
    for (int i = 0; i < CONTRACTIONS; i++) {
      contractions();
      SharedSums.run(memory, 0, 1, memory, 0, memory, width, width, STEPS, width);
    }
  }

  /// Nanoseconds of a call.
  private long tiles() {
    int panel = SharedContraction.MEMORY;
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      SharedTile.run(
          lanes, COUNTED, memory, 0, 1, 2, 1, memory, panel, 1, memory, 0, width, memory, 0, width);
    }
    return (System.nanoTime() - start) / CALLS;
  }

  /// Nanoseconds of a call for a row of one vector.
  private long gates() {
    long start = System.nanoTime();
    for (int i = 0; i < CALLS; i++) {
      SharedGate.run(lanes, COUNTED, memory, 0, 0, memory, 0, 0, memory, 0, 0, 1, lanes);
    }
    return (System.nanoTime() - start) / CALLS;
  }

  /// Whole tiles and what is left after them, of a factor that is copied along its columns and along its steps.
  private void contractions() {
    contraction(width, 1, width);
    contraction(width + COUNTED % width, STEPS, 1);
  }

  private void contraction(int columns, int columnStride, int stepStride) {
    int after = SharedContraction.MEMORY + STEPS * width;
    SharedContraction.run(
        lanes,
        memory,
        0,
        1,
        SharedTile.ROWS,
        memory,
        0,
        columnStride,
        stepStride,
        memory,
        0,
        0,
        memory,
        after,
        2 * width,
        memory,
        0,
        STEPS,
        SharedTile.ROWS + 1,
        columns,
        STEPS);
  }
}
