package netwright.driver;

import netwright.check.Initial;
import netwright.runtime.Variable;
import netwright.runtime.random.Normal;
import netwright.runtime.random.Purpose;
import netwright.runtime.random.Uniform;

/// Gives variables their first values: computed in f64, rounded once.
///
/// A draw depends on the seed, the variable's name and the element, so that one more layer leaves the others' start as it
/// was.
final class Initialiser {
  private static final int STREAM = Purpose.INIT.stream(0);
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int HASH_BITS = 48;

  private final long seed;
  private final float[] persistent;

  Initialiser(long seed, float[] persistent) {
    this.seed = seed;
    this.persistent = persistent;
  }

  /// Fills `variable` as `initial` says.
  void fill(Variable variable, Initial initial) {
    long place = place(variable.name());
    for (int i = 0; i < variable.size(); i++) {
      persistent[variable.offset() + i] = (float) value(initial, place, i);
    }
  }

  private double value(Initial initial, long place, int element) {
    return switch (initial) {
      case Initial.Fill(double value) -> value;
      case Initial.Uniform(double low, double high) ->
          low + (high - low) * Uniform.ofDouble(seed, STREAM, place, element);
      case Initial.Normal(double mean, double deviation) ->
          mean + deviation * Normal.ofDouble(seed, STREAM, place, element);
    };
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
