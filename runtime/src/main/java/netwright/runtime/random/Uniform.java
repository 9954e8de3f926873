package netwright.runtime.random;

/// Uniformly distributed random numbers in [0, 1). The arguments are those of [Philox#bits].
public final class Uniform {
  private Uniform() {}

  /// An f32 that is a multiple of 2⁻²⁴: the upper 24 bits of [Philox#bits].
  public static float ofFloat(long seed, int stream, long step, long element) {
    return (Philox.bits(seed, stream, step, element) >>> 8) * 0x1p-24f;
  }

  /// An f64 that is a multiple of 2⁻⁵³: the upper 53 bits of [Philox#longBits].
  public static double ofDouble(long seed, int stream, long step, long element) {
    return (Philox.longBits(seed, stream, step, element) >>> 11) * 0x1p-53;
  }
}
