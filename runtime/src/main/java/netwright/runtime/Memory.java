package netwright.runtime;

/// The flat arrays that a [Program] works on, and the two numbers its random draws depend on.
///
/// A program keeps nothing else: two memories never disturb each other, and a run allocates nothing.
public final class Memory {
  /// Parameters, buffers and optimizer state of a network in f32; empty if it is in f64.
  public final float[] persistent;

  /// The batch, activations and gradients in f32; its contents do not outlive a run.
  public final float[] scratch;

  /// Values in f64; they do not outlive a run.
  public final double[] wide;

  /// Scratch memory of sums, for one thread; and which way the last run went over the weights.
  public final float[] lanes;

  /// Parameters, buffers and optimizer state of a network in f64; empty if it is in f32.
  public final double[] widePersistent;

  /// The seed of random draws.
  public long seed;

  /// The number of the training step, from 1.
  public long step;

  private final Persistent all;

  /// Memory around `persistent`, with arrays of its own for all else.
  public Memory(Persistent persistent, int scratchSize, int wideSize, int lanesSize) {
    this.all = persistent;
    this.persistent = persistent.floats();
    this.widePersistent = persistent.doubles();
    this.scratch = new float[scratchSize];
    this.wide = new double[wideSize];
    this.lanes = new float[lanesSize];
  }

  /// What lives from run to run, in whichever precision it is.
  public Persistent persistent() {
    return all;
  }
}
