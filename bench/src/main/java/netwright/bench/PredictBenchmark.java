package netwright.bench;

import java.util.concurrent.TimeUnit;
import netwright.runtime.Memory;
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

/// The time of predicting for some samples, which are first copied to where the program reads them.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {JvmOptions.VECTORS, JvmOptions.PAGES, JvmOptions.LINES, JvmOptions.REGISTERS})
public class PredictBenchmark {
  /// The network and how many samples.
  @Param({"w1 1", "w2 1", "w2 1024"})
  public String work;

  /// See [Networks#program].
  @Param({"vector", "scalar"})
  public String form;

  private Prediction prediction;

  @Setup
  public void compile() {
    prediction = Prediction.of(work, form);
  }

  @Benchmark
  public Memory predict() {
    return prediction.run();
  }
}
