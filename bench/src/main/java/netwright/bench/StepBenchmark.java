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

/// The time of one training step, loss included, its batch already gathered.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseTransparentHugePages"})
public class StepBenchmark {
  @Param({"w1", "w2", "w3", "w4"})
  public String network;

  /// See [Networks#program].
  @Param({"vector", "scalar"})
  public String form;

  /// The most threads of a step; `-p threads=1,2` compares.
  @Param("1")
  public int threads;

  private Program program;
  private Memory memory;
  private int rows;

  @Setup
  public void compile() {
    Workload work = Workload.training(Networks.compile(network));
    program = Networks.program(work, form, threads);
    memory = work.memory();
    rows = work.rows();
  }

  @Benchmark
  public double step() {
    memory.step++;
    program.run(memory, rows);
    return memory.wide[0];
  }
}
