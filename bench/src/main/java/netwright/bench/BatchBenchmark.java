package netwright.bench;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Port;
import netwright.runtime.ProgramSpec;
import netwright.runtime.random.Permutation;
import netwright.runtime.random.Purpose;
import netwright.runtime.train.BatchReader;
import netwright.runtime.train.DataSet;
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

/// What a training step waits for besides its own work: its share of the epoch's shuffle, and its batch being gathered.
///
/// | samples | are as those of | rows |
/// |---|---|---|
/// | `w1` | 2 inputs and 1 target | 506 |
/// | `w2` | 784 inputs and 1 target | 60,000 |
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
public class BatchBenchmark {
  private static final int BATCH = 128;
  private static final long SEED = 5;

  @Param({"w1", "w2"})
  public String samples;

  private int rows;
  private int[] order;
  private int from;
  private long epoch;
  private BatchReader reader;
  private Memory memory;

  @Setup
  public void make() {
    int inputs = samples.equals("w1") ? 2 : 784;
    rows = samples.equals("w1") ? 506 : 60_000;
    DataSet data = new DataSet(rows, Map.of("x", new float[rows * inputs], "y", new float[rows]));
    Port x = new Port("x", false, 0, inputs, true);
    Port y = new Port("y", false, BATCH * inputs, 1, true);
    ProgramSpec spec =
        new ProgramSpec("train", BATCH, BATCH * (inputs + 1), 0, 0, List.of(x, y), List.of());
    memory = spec.memory(Persistent.of(new float[0]));
    reader = new BatchReader(spec, data);
    order = Permutation.shuffled(rows, SEED, Purpose.SHUFFLE.stream(0), 0);
  }

  /// One batch after the other, in random order.
  @Benchmark
  public float[] gather() {
    reader.read(order, from, BATCH, memory);
    from = from + 2 * BATCH > rows ? 0 : from + BATCH;
    return memory.scratch;
  }

  /// The order of one epoch.
  @Benchmark
  public int[] shuffle() {
    Permutation.shuffle(order, rows, SEED, Purpose.SHUFFLE.stream(0), ++epoch);
    return order;
  }
}
