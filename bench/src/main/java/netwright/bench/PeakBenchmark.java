package netwright.bench;

import java.util.concurrent.TimeUnit;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The most that one core can do: chains of fused multiply-adds on vectors of the machine's own width that never leave
/// their registers. An operation is a flop (an fma is two), so the score, in operations a nanosecond, is GFLOP/s.
///
/// Twelve chains: two units with a latency of four need eight in flight, and without AVX-512 there are sixteen
/// registers in all.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = JvmOptions.VECTORS)
public class PeakBenchmark {
  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;
  private static final int CHAINS = 12;

  /// Numbers in a chain's vectors, over all rounds.
  private static final int NUMBERS = 1 << 16;

  /// The row of a table next to which it is measured: only a name, for the clock is not always equally fast.
  @Param("")
  public String beside;

  private float factor = 0.999f;
  private float summand = 0.001f;

  /// acc = factor · summand + acc, in each lane of each chain: the sum in the place of the summand, for there the machine's
  /// fma leaves its result. Elsewhere each fma would need a copy, and with vectors of 256 bits a sixth of the peak.
  @Benchmark
  @OperationsPerInvocation(2 * CHAINS * NUMBERS)
  public float fusedMultiplyAdd() {
    FloatVector x = FloatVector.broadcast(SPECIES, factor);
    FloatVector y = FloatVector.broadcast(SPECIES, summand);
    FloatVector a = y, b = y, c = y, d = y, e = y, f = y, g = y, h = y, i = y, j = y, k = y, l = y;
    for (int round = 0; round < NUMBERS / SPECIES.length(); round++) {
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
