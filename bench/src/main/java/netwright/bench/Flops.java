package netwright.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Counts floating-point operations; where time is in nanoseconds, JMH gives it as GFLOP/s.
@AuxCounters(AuxCounters.Type.OPERATIONS)
@State(Scope.Thread)
public class Flops {
  public long flops;

  @Setup(Level.Iteration)
  public void reset() {
    flops = 0;
  }
}
