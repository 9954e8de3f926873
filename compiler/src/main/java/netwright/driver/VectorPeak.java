package netwright.driver;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/// Chains of fused multiply-adds on vectors of the machine's own width that never leave their registers.
///
/// Twelve chains: two units with a latency of four need eight in flight, and without AVX-512 there are sixteen registers
/// in all. The sum is the summand of its fma, where the machine leaves the result; anywhere else C2 adds a copy.
final class VectorPeak {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int ROUNDS = 1024;

  /// Floating-point operations of a run.
  static final long FLOPS = 2L * 12 * ROUNDS * SPECIES.length();

  private static float factor = 0.999f;
  private static float summand = 0.001f;
  private static float sum;

  private VectorPeak() {}

  static void run() {
    sum = sum(factor, summand);
  }

  private static float sum(float factor, float summand) {
    FloatVector x = FloatVector.broadcast(SPECIES, factor);
    FloatVector y = FloatVector.broadcast(SPECIES, summand);
    FloatVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
    for (int round = 0; round < ROUNDS; round++) {
      a = x.fma(y, a);
      b = x.fma(y, b);
      c = x.fma(y, c);
      d = x.fma(y, d);
      e = x.fma(y, e);
      f = x.fma(y, f);
      g = x.fma(y, g);
      h = x.fma(y, h);
      i = x.fma(y, i);
      j = x.fma(y, j);
      k = x.fma(y, k);
      l = x.fma(y, l);
    }
    FloatVector left = a.add(b).add(c).add(d.add(e).add(f));
    FloatVector right = g.add(h).add(i).add(j.add(k).add(l));
    return left.add(right).lane(0);
  }
}
