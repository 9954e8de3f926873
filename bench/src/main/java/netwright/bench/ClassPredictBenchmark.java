package netwright.bench;

import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
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

/// The time of `predictInto` of the class that programs call: checks, copies and the choice of memory included. It begins in
/// scalar code and warms its vectors up by itself.
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 8, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {JvmOptions.VECTORS, JvmOptions.PAGES, JvmOptions.LINES, JvmOptions.REGISTERS})
public class ClassPredictBenchmark {
  /// The network and how many samples.
  @Param({"w1 1", "w2 1", "w2 1024"})
  public String work;

  /// For the table.
  @Param("class")
  public String form;

  private BiConsumer<float[], float[]> predictInto;
  private float[] samples;
  private float[] outputs;

  @Setup
  public void compile() {
    String[] parts = work.split(" ");
    samples = Prediction.of(work, "scalar").samples();
    predictInto = GeneratedClass.predictInto(Networks.compile(parts[0]));
    outputs = new float[Integer.parseInt(parts[1]) * (parts[0].equals("w1") ? 1 : 10)];
  }

  @Benchmark
  public float[] predict() {
    predictInto.accept(samples, outputs);
    return outputs;
  }
}
