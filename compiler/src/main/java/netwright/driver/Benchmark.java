package netwright.driver;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.data.DataLoader;
import netwright.diag.CompilationFailed;
import netwright.diag.Diagnostic;
import netwright.diag.Severity;
import netwright.driver.BenchmarkReport.Result;
import netwright.driver.Measurement.Work;
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import netwright.runtime.train.DataSet;

/// Measures a network on one thread: its training step and the prediction of one sample, in every form.
public final class Benchmark {
  /// The interpreter does about half a billion operations a second; a run of more than this takes it long.
  private static final double MOST_INTERPRETED = 1e10;

  private final Compilation compilation;
  private final Limits limits;
  private final BenchmarkListener listener;

  private Benchmark(Compilation compilation, Limits limits, BenchmarkListener listener) {
    this.compilation = compilation;
    this.limits = limits;
    this.listener = listener;
  }

  /// Measures `compilation`, on its own data if that can be read.
  ///
  /// @throws CompilationFailed if the network needs more memory than there is
  public static BenchmarkReport run(
      Compilation compilation, Limits limits, BenchmarkListener listener) {
    return new Benchmark(compilation, limits, listener).run();
  }

  private BenchmarkReport run() {
    Optional<DataSet> data = Optional.empty();
    Optional<String> madeUp = Optional.empty();
    try {
      data =
          Optional.of(
              DataLoader.load(new DataRecipes(compilation).recipe(), compilation.precision())
                  .train());
    } catch (CompilationFailed failed) {
      madeUp = Optional.of(reason(failed));
    }
    DataSet all = data.orElseGet(() -> Workload.training(compilation).all());
    List<Form> forms = Form.of(compilation);
    double single = Peak.gigaflops(Flavour.fastest() != Flavour.SCALAR);
    double peak =
        switch (compilation.precision()) {
          case F32 -> single;
          case F64 -> single / 2; // vectors have half as many
        };
    List<Result> results = new ArrayList<>();
    results.add(result("step", fresh -> Workload.training(fresh, all), forms));
    results.add(result("prediction", fresh -> Workload.prediction(fresh, 1, all), forms));
    return new BenchmarkReport(
        compilation.model().name(),
        Flavours.parameters(compilation),
        all.rows(),
        madeUp,
        withoutVectors(),
        peak,
        results);
  }

  private static String reason(CompilationFailed failed) {
    return failed.problems().sorted().stream()
        .filter(diagnostic -> diagnostic.severity() == Severity.ERROR)
        .map(Diagnostic::message)
        .findFirst()
        .orElseThrow();
  }

  private Optional<String> withoutVectors() {
    CompileOptions options = compilation.options();
    boolean asked = options.mode() == Mode.COMPILED && options.flavour() != FlavourChoice.SCALAR;
    return asked && Form.vectors(options) == Flavour.SCALAR
        ? Optional.of(Flavour.reasonForScalar())
        : Optional.empty();
  }

  private int lanes(CompileOptions options) {
    int floats = Form.vectors(options).lanes();
    return switch (compilation.precision()) {
      case F32 -> floats;
      case F64 -> floats / 2;
    };
  }

  /// How a workload is made of a compilation.
  private interface Recipe {
    Workload of(Compilation compilation);
  }

  private Result result(String name, Recipe recipe, List<Form> forms) {
    Workload sample = recipe.of(compilation);
    Work work = new Work(name, sample.rows(), sample.flops());
    Memory memory = sample.memory();
    Persistent weights = memory.persistent().copy();
    Optional<String> tooLarge = tooLargeToInterpret(sample);
    List<Measurement> measurements = new ArrayList<>();
    for (Form form : forms) {
      if (form != Form.INTERPRETED || tooLarge.isEmpty()) {
        listener.measuring(work, form);
        form.program(sample, compilation.options()); // so that every form finds the compiler warm
        measurements.add(measure(work, recipe, form, memory, weights));
        listener.measured(measurements.getLast());
      }
    }
    return new Result(
        work, measurements, forms.contains(Form.INTERPRETED) ? tooLarge : Optional.empty());
  }

  private static Optional<String> tooLargeToInterpret(Workload work) {
    if (work.interpreterBytes() > Runtime.getRuntime().maxMemory() / 2) {
      return Optional.of("the interpreter would need too much memory");
    }
    return work.flops() > MOST_INTERPRETED
        ? Optional.of("the interpreter would take too long for a single run")
        : Optional.empty();
  }

  private Measurement measure(
      Work work, Recipe recipe, Form form, Memory memory, Persistent weights) {
    memory.persistent().set(weights);
    CompileOptions options = compilation.options();
    long start = System.nanoTime();
    Program program =
        form.program(recipe.of(Compiler.compile(compilation.file(), options)), options);
    program.run(memory, work.rows());
    double first = (System.nanoTime() - start) / 1e6;
    Stopwatch.Times times = new Stopwatch(program, memory, work.rows(), weights, limits).measure();
    return new Measurement(
        work,
        form,
        form == Form.VECTOR ? lanes(options) : 1,
        times.nanos() / 1e3,
        first,
        times.bytes(),
        times.runs(),
        times.settled());
  }
}
