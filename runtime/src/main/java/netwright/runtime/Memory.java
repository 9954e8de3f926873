package netwright.runtime;

/// The flat arrays that a [Program] works on, and the two numbers its random draws depend on.
///
/// A program keeps nothing else: two memories never disturb each other, and a run allocates nothing.
public final class Memory {
  /// Parameters, buffers and optimizer state.
  public final float[] persistent;

  /// The batch, activations and gradients; its contents do not outlive a run.
  public final float[] scratch;

  /// Values in double precision.
  public final double[] wide;

  /// Scratch memory of sums, for one thread.
  public final float[] lanes;

  /// The seed of random draws.
  public long seed;

  /// The number of the training step, from 1.
  public long step;

  /// Memory around `persistent`, with arrays of its own for all else but `lanes`, which is empty.
  public Memory(float[] persistent, int scratchSize, int wideSize) {
    this(persistent, scratchSize, wideSize, 0);
  }

  /// Memory around `persistent`, with arrays of its own for all else.
  public Memory(float[] persistent, int scratchSize, int wideSize, int lanesSize) {
    this.persistent = persistent;
    this.scratch = new float[scratchSize];
    this.wide = new double[wideSize];
    this.lanes = new float[lanesSize];
  }
}
