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

/// The time of predicting for some samples by Encog.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 2, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class EncogPredictions {
  /// The network and how many samples.
  @Param({"w1 1", "w2 1"})
  public String work;

  private Peer.Prediction peer;

  @Setup
  public void build() {
    Mlp mlp = Mlp.prediction(work);
    peer = Agreement.checked(Encog.prediction(mlp), mlp);
  }

  @Benchmark
  public Object predict() {
    return peer.predict();
  }

  @TearDown
  public void close() {
    peer.close();
  }
}
