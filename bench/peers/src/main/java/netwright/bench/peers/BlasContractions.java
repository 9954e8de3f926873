package netwright.bench.peers;

import java.util.Random;
import java.util.concurrent.TimeUnit;
import netwright.bench.Flops;
import netwright.bench.Shapes;
import org.bytedeco.javacpp.FloatPointer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The contractions of [Shapes] by native libraries. The counter `flops` is in GFLOP/s.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 500, timeUnit = TimeUnit.MILLISECONDS)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "--enable-native-access=ALL-UNNAMED")
public class BlasContractions {
  @Param public Shapes shape;

  @Param({"OPENBLAS", "MKL", "ONEDNN"})
  public String library;

  private Blas blas;
  private Blas.Product product;
  private FloatPointer a;
  private FloatPointer b;
  private FloatPointer c;

  @Setup
  public void fill() {
    blas = Blas.valueOf(library);
    blas.oneThread();
    int m = shape.rows();
    int n = shape.columns();
    int k = shape.sums();
    product =
        switch (shape.kind()) {
          case FORWARD -> new Blas.Product(m, n, k, false, false);
          case DX -> new Blas.Product(m, n, k, false, true);
          case DW -> new Blas.Product(m, n, k, true, false);
        };
    float[] left = random(m * k, 1);
    float[] right = random(k * n, 2);
    a = new FloatPointer(left);
    b = new FloatPointer(right);
    c = new FloatPointer((long) m * n);
    blas.multiply(product, a, b, c);
    check(left, right);
  }

  /// The last element is what a plain loop says, or the layouts are mixed up.
  private void check(float[] left, float[] right) {
    int m = product.m();
    int n = product.n();
    int k = product.k();
    double expected = 0;
    for (int i = 0; i < k; i++) {
      double x = product.leftTransposed() ? left[i * m + m - 1] : left[(m - 1) * k + i];
      double y = product.rightTransposed() ? right[(n - 1) * k + i] : right[i * n + n - 1];
      expected += x * y;
    }
    double found = c.get((long) m * n - 1);
    if (!(Math.abs(found - expected) <= 1e-3 * Math.sqrt(k))) {
      throw new IllegalStateException(library + " finds " + found + " and not " + expected);
    }
  }

  @Benchmark
  public FloatPointer multiply(Flops counter) {
    blas.multiply(product, a, b, c);
    counter.flops += shape.flops();
    return c;
  }

  private static float[] random(int size, long seed) {
    Random random = new Random(seed);
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
    return values;
  }
}
