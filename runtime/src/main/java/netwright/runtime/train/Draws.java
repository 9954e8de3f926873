package netwright.runtime.train;

import netwright.runtime.random.Normal;
import netwright.runtime.random.Purpose;
import netwright.runtime.random.Uniform;

/// Draws for the first values of a variable, in f64.
///
/// A draw depends on the seed, the variable's name, the number of the draw and the element, so that one more layer leaves
/// the others' start as it was.
public final class Draws {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int HASH_BITS = 48;

  private final long seed;
  private final long place;

  /// Draws for the variable `name`.
  public Draws(long seed, String name) {
    this.seed = seed;
    this.place = place(name);
  }

  /// From the uniform distribution on [low, high).
  ///
  /// @param number which of the variable's draws it is, from 0
  public double uniform(int number, int element, double low, double high) {
    int stream = Purpose.INIT.stream(number);
    return low + (high - low) * Uniform.ofDouble(seed, stream, place, element);
  }

  /// From the normal distribution.
  ///
  /// @param number which of the variable's draws it is, from 0
  public double normal(int number, int element, double mean, double deviation) {
    int stream = Purpose.INIT.stream(number);
    return mean + deviation * Normal.ofDouble(seed, stream, place, element);
  }

  /// FNV-1a of the name (Fowler, Noll and Vo, 1991), folded to 48 bits.
  private static long place(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return (hash ^ hash >>> HASH_BITS) & ((1L << HASH_BITS) - 1);
  }
}
