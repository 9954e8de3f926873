package netwright.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// y[i] += a · x[i] over 1,024 floats: rounded once (`Math.fma`) against rounded twice (`a * x + y`).
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(value = 1, jvmArgsAppend = JvmOptions.VECTORS)
public class FusedMultiplyAdd {

  private static final int SIZE = 1024;

  private final float[] x = new float[SIZE];
  private final float[] y = new float[SIZE];

  @Benchmark
  public float[] fused() {
    for (int i = 0; i < SIZE; i++) {
      y[i] = Math.fma(0.5f, x[i], y[i]);
    }
    return y;
  }

  @Benchmark
  public float[] separate() {
    for (int i = 0; i < SIZE; i++) {
      y[i] = 0.5f * x[i] + y[i];
    }
    return y;
  }
}
