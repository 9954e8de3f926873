package netwright.bench;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import netwright.codegen.LoopLowering;
import netwright.emit.ClassEmitter;
import netwright.emit.GeneratedClassLoader;
import netwright.emit.Lanes;
import netwright.fuse.Fusion;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.op.Contract;
import netwright.op.Source;
import netwright.op.TensorBuilder;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.plan.VariableLayout;
import netwright.rewrite.Pipeline;
import netwright.runtime.Memory;
import netwright.runtime.Program;
import netwright.runtime.Variable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/// The forward contraction y[n, o] = Σᵢ x[n, i] · W[i, o] of 128 rows, 256 inputs and 256 outputs, through every stage of
/// the compiler from the graph on. The score is GFLOP/s, to be read beside [PeakBenchmark] of the same run.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 2,
    jvmArgsAppend = {"--add-modules=jdk.incubator.vector", "-XX:+UseTransparentHugePages"})
public class ContractionBenchmark {
  private static final int ROWS = 128;
  private static final int INPUTS = 256;
  private static final int OUTPUTS = 256;

  /// Elements side by side: 1 is the scalar flavour.
  @Param({"1", "8", "16"})
  public int lanes;

  private Program program;
  private Memory memory;

  @Setup
  public void compile() {
    VariableLayout variables = new VariableLayout();
    variables.add("W", Variable.Role.PARAMETER, List.of(INPUTS, OUTPUTS));
    Graph graph = Pipeline.optimise(Pipeline.canonical(graph()));
    Plan plan = Planner.plan(Fusion.fuse(graph), ROWS, variables);
    Lanes width = lanes == 1 ? new Lanes.Scalar() : new Lanes.Vector(lanes);
    program =
        GeneratedClassLoader.load(
            ClassEmitter.emit(
                LoopLowering.lower(plan), "netwright.bench.Contraction", "contraction.net", width));
    memory = plan.spec().memory(new float[variables.size()]);
    fill(memory.persistent);
    fill(memory.scratch);
  }

  @Benchmark
  @OperationsPerInvocation(2 * ROWS * INPUTS * OUTPUTS)
  public Memory contract() {
    program.run(memory, ROWS);
    return memory;
  }

  private static Graph graph() {
    TensorBuilder build = new TensorBuilder(new GraphBuilder());
    TensorType rows = new TensorType(DType.F32, Shape.of(INPUTS), true);
    TensorType weights = new TensorType(DType.F32, Shape.of(INPUTS, OUTPUTS), false);
    Node x = build.add(new Source.Input("x", rows), List.of());
    Node w = build.add(new Source.Variable("W", weights), List.of());
    Node y =
        build.add(Contract.of("Ni", "io", "No", Optional.empty(), rows, weights), List.of(x, w));
    return Graph.of("contraction", List.of(new Result.Value("y", y)));
  }

  private static void fill(float[] values) {
    Random random = new Random(7);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
  }
}
