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
    jvmArgsAppend = {
      JvmOptions.VECTORS,
      JvmOptions.PAGES,
      JvmOptions.LINES,
      JvmOptions.REGISTERS,
      JvmOptions.RUNNING_LOOPS,
      JvmOptions.METHODS_WITH_LOOPS,
      JvmOptions.PROFILES
    })
public class StepBenchmark {
  /// After so many steps the first weights come back. In made-up samples there is nothing to learn: units die, and what Adam
  /// keeps of them goes down to numbers below 2⁻¹²⁶ and stays there. Some machines (Intel's) take a hundred times longer for those.
  private static final int STEPS = 500;

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
  private float[] firstWeights;
  private long lastStep;

  @Setup
  public void compile() {
    Workload work = Workload.training(Networks.compile(network));
    program = Networks.program(work, form, threads);
    memory = work.memory();
    rows = work.rows();
    firstWeights = memory.persistent.clone();
    lastStep = memory.step + STEPS;
  }

  @Benchmark
  public double step() {
    if (memory.step == lastStep) {
      System.arraycopy(firstWeights, 0, memory.persistent, 0, firstWeights.length);
      memory.step -= STEPS;
    }
    memory.step++;
    program.run(memory, rows);
    return memory.wide[0];
  }
}
