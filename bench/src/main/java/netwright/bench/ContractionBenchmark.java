package netwright.bench;

import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import netwright.codegen.LoopLowering;
import netwright.emit.ClassEmitter;
import netwright.emit.GeneratedClassLoader;
import netwright.emit.Processor;
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
import netwright.runtime.Flavour;
import netwright.runtime.Memory;
import netwright.runtime.Persistent;
import netwright.runtime.Program;
import netwright.runtime.Variable;
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

/// A contraction of each of [Shapes], through every stage of the compiler from the graph on. The counter `flops` is in
/// GFLOP/s, to be read beside [PeakBenchmark] of the same run.
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 300, timeUnit = TimeUnit.MILLISECONDS)
@Fork(
    value = 1,
    jvmArgsAppend = {
      JvmOptions.VECTORS,
      JvmOptions.PAGES,
      JvmOptions.LINES,
      JvmOptions.REGISTERS,
      JvmOptions.RUNNING_LOOPS,
      JvmOptions.METHODS_WITH_LOOPS,
      JvmOptions.PROFILES
    })
public class ContractionBenchmark {
  @Param public Shapes shape;

  /// `vector` (the widest) or `scalar`.
  @Param({"vector", "scalar"})
  public String form;

  private final TensorBuilder build = new TensorBuilder(new GraphBuilder());
  private final VariableLayout variables = new VariableLayout(DType.F32);
  private Program program;
  private Memory memory;
  private int samples;

  @Setup
  public void compile() {
    samples = shape.kind() == Shapes.Kind.DW ? shape.sums() : shape.rows();
    Graph graph = Graph.of("contraction", List.of(new Result.Value("y", result())));
    Plan plan = Planner.plan(Fusion.fuse(Pipeline.canonical(graph)), samples, variables);
    Flavour flavour = form.equals("vector") ? Flavour.fastest() : Flavour.SCALAR;
    program =
        GeneratedClassLoader.load(
            ClassEmitter.emit(
                LoopLowering.lower(plan),
                "netwright.bench.Contraction",
                "contraction.net",
                Processor.lanes(flavour)));
    memory = plan.spec().memory(Persistent.of(new float[variables.size()]));
    fill(memory.persistent);
    fill(memory.scratch);
  }

  @Benchmark
  public Memory contract(Flops counter) {
    program.run(memory, samples);
    counter.flops += shape.flops();
    return memory;
  }

  /// In the letters that a layer `No = Ni,io` and its gradients have.
  private Node result() {
    return switch (shape.kind()) {
      case FORWARD ->
          contract(
              "Ni", "io", "No", batch("x", shape.sums()), weight(shape.sums(), shape.columns()));
      case DX ->
          contract(
              "No", "io", "Ni", batch("dy", shape.sums()), weight(shape.columns(), shape.sums()));
      case DW -> contract("Ni", "No", "io", batch("x", shape.rows()), batch("dy", shape.columns()));
    };
  }

  private Node contract(String left, String right, String result, Node x, Node y) {
    Contract contract = Contract.of(left, right, result, Optional.empty(), x.type(), y.type());
    return build.add(contract, List.of(x, y));
  }

  private Node batch(String name, int size) {
    TensorType type = new TensorType(DType.F32, Shape.of(size), true);
    return build.add(new Source.Input(name, type), List.of());
  }

  private Node weight(int inputs, int outputs) {
    variables.add("W", Variable.Role.PARAMETER, List.of(inputs, outputs));
    TensorType type = new TensorType(DType.F32, Shape.of(inputs, outputs), false);
    return build.add(new Source.Variable("W", type), List.of());
  }

  private static void fill(float[] values) {
    Random random = new Random(7);
    for (int i = 0; i < values.length; i++) {
      values[i] = random.nextFloat() - 0.5f;
    }
  }
}
