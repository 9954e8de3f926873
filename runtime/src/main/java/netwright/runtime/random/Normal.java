package netwright.runtime.random;

/// Normally distributed random numbers of mean 0 and variance 1. The arguments are those of
/// [Philox#bits].
///
/// Box and Muller, "A note on the generation of random normal deviates", 1958: elements 2k and 2k+1
/// are √(-2·ln u)·cos 2πv and √(-2·ln u)·sin 2πv, where 1 - u and v are the [Uniform] f64 of these
/// two elements. The largest magnitude is 8.6.
public final class Normal {
  private Normal() {}

  /// A draw in f32: that in f64, rounded once.
  public static float ofFloat(long seed, int stream, long step, long element) {
    return (float) ofDouble(seed, stream, step, element);
  }

  /// A draw in f64.
  public static double ofDouble(long seed, int stream, long step, long element) {
    long even = element & ~1L;
    double u = 1 - Uniform.ofDouble(seed, stream, step, even);
    double angle = 2 * Math.PI * Uniform.ofDouble(seed, stream, step, even + 1);
    double radius = StrictMath.sqrt(-2 * StrictMath.log(u));
    return radius * (element == even ? StrictMath.cos(angle) : StrictMath.sin(angle));
  }
}
