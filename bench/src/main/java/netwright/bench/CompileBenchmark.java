package netwright.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import netwright.driver.Compilation;
import netwright.driver.Workload;
import netwright.runtime.Predictor;
import netwright.runtime.Program;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The time of compiling: from the text to the loaded classes of a training step and a prediction. As it stands, the first
/// compilation of a fresh virtual machine; `-wi 20` shows a warm one.
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(value = 5, jvmArgsAppend = JvmOptions.VECTORS)
public class CompileBenchmark {
  @Param({"w1", "w2", "w3", "deep100"})
  public String network;

  /// See [Networks#program].
  @Param({"vector", "scalar"})
  public String form;

  @Benchmark
  public List<Program> compile() {
    Compilation compilation = Networks.compile(network);
    return List.of(
        Networks.program(Workload.training(compilation), form),
        Networks.program(Workload.prediction(compilation, 1), form));
  }

  /// From the text to a network that predicts, in one line; `form` has no say.
  @Benchmark
  public Predictor load() {
    return Networks.compile(network).load().untrained();
  }
}
