package netwright.bench.peers;

import java.util.concurrent.TimeUnit;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The time of one training step by libtorch: `plain` is its own optimizer, parameter by parameter.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {
      "--add-modules=jdk.incubator.vector",
      "--enable-native-access=ALL-UNNAMED",
      "-Dorg.bytedeco.javacpp.nopointergc=true"
    })
public class LibtorchSteps {
  @Param({"w1", "w2", "w3", "w4"})
  public String network;

  @Param({"plain", "fused"})
  public String adam;

  /// The library of matrix products it calls: `openblas`, or `mkl_rt`, which was no faster.
  @Param("openblas")
  public String blas;

  private Peer.Training peer;

  @Setup
  public void build() {
    if (!blas.equals("openblas")) {
      System.setProperty("org.bytedeco.openblas.load", blas);
    }
    Mlp mlp = Mlp.training(network);
    peer = Agreement.checked(new Libtorch(mlp, adam.equals("fused")), mlp);
  }

  @Benchmark
  public double step() {
    return peer.step();
  }

  @TearDown
  public void close() {
    peer.close();
  }
}
