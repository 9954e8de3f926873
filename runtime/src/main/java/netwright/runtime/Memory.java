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

  /// The seed of random draws.
  public long seed;

  /// The number of the training step, from 1.
  public long step;

  /// Memory around `persistent`, with `scratch` and `wide` of its own.
  public Memory(float[] persistent, int scratchSize, int wideSize) {
    this.persistent = persistent;
    this.scratch = new float[scratchSize];
    this.wide = new double[wideSize];
  }
}
