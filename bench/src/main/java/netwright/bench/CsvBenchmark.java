package netwright.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import netwright.data.DataLoader;
import netwright.data.DataRecipe.DataFile;
import netwright.data.DataRecipe.Sources;
import netwright.data.Field;
import netwright.data.Field.Reference;
import netwright.data.Field.Selection;
import netwright.diag.Span;
import netwright.runtime.Precision;
import netwright.runtime.train.DataSet;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/// The time in which a CSV file of a million rows and 20 columns becomes samples, in JVMs that have never read one: the
/// first iteration is what a training waits for, the later ones are warm. `megabytes` are 10⁶ bytes a second.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 3, time = 1, timeUnit = TimeUnit.MILLISECONDS)
@Fork(5)
public class CsvBenchmark {
  private static final int COLUMNS = 20;

  /// What the cells look like, see [Tables].
  @Param({"decimals", "full", "labelled"})
  public String form;

  private Path file;
  private DataFile asked;
  private List<Field> fields;

  /// How much was read.
  @AuxCounters(AuxCounters.Type.OPERATIONS)
  @State(Scope.Thread)
  public static class Rate {
    /// In 10⁶ bytes.
    public double megabytes;
  }

  @Setup(Level.Trial)
  public void write() throws IOException {
    file = Tables.write(form, 1_000_000, COLUMNS);
    asked = new DataFile(file, "table.csv", "table.csv", Span.NONE);
    fields =
        form.equals("labelled")
            ? List.of(numbers("x", 0, COLUMNS - 2), Tables.labels("y", COLUMNS - 1))
            : List.of(numbers("x", 0, COLUMNS - 2), numbers("y", COLUMNS - 1, COLUMNS - 1));
    try (var in = Files.newInputStream(file)) {
      byte[] buffer = new byte[1 << 16];
      while (in.read(buffer) >= 0) {
        // so that the file is in the memory of the system
      }
    }
  }

  @TearDown(Level.Trial)
  public void delete() throws IOException {
    Files.delete(file);
  }

  @Benchmark
  public DataSet load(Rate rate) throws IOException {
    rate.megabytes += Files.size(file) / 1e6;
    return DataLoader.samples(Sources.of(asked), fields, Map.of(), Precision.F32);
  }

  private static Field numbers(String name, int from, int to) {
    Selection columns =
        new Selection(
            new Reference.Numbered(from), Optional.of(new Reference.Numbered(to)), Span.NONE);
    return new Field(name, List.of(to - from + 1), List.of(columns), Optional.empty(), Span.NONE);
  }
}
