package netwright.bench;

import java.util.concurrent.TimeUnit;
import netwright.driver.Workload;
import netwright.runtime.Memory;
import netwright.runtime.Program;
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

/// The time of predicting for some samples.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseTransparentHugePages"})
public class PredictBenchmark {
  @Param({"w1", "w2"})
  public String network;

  @Param({"1"})
  public int rows;

  /// See [Networks#program].
  @Param({"vector", "scalar"})
  public String form;

  private Program program;
  private Memory memory;

  @Setup
  public void compile() {
    Workload work = Workload.prediction(Networks.compile(network), rows);
    program = Networks.program(work, form);
    memory = work.memory();
  }

  @Benchmark
  public Memory predict() {
    program.run(memory, rows);
    return memory;
  }
}
