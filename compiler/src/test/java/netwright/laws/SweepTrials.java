package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import netwright.check.Checking;
import netwright.check.TypedModel;
import netwright.codegen.LoopLowering;
import netwright.emit.ClassEmitter;
import netwright.emit.EmittedClass;
import netwright.emit.Lanes;
import netwright.emit.MethodSizes;
import netwright.fuse.Fusion;
import netwright.ir.Graph;
import netwright.laws.GraphRunner.Trace;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.lower.LoweredModel;
import netwright.lower.Lowering;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.rewrite.Pipeline;
import netwright.schedule.Sweeps;

/// Tiny networks to sweep, and how their sweeps are compared with the interpreter.
final class SweepTrials {
  private static final double[] STRANGE = {
    -0.0, 1e-40, -1e-45, 3e38, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
  };

  static final int[] CAPACITIES = {1, 15, 16, 17, 33, 127, 128};
  static final List<String> LAYERS =
      List.of("relu", "tanh", "sigmoid", "softplus", "leaky_relu", "softsign", "softmax", "elu");
  static final List<String> LOSSES =
      List.of("mse(z, y)", "mae(z, y)", "huber(z, y)", "cross_entropy(z, c)", "hinge(z, y)");
  static final List<String> OPTIMIZERS =
      List.of("sgd(lr = 0.1)", "sgd(lr = 0.1, momentum = 0.9)", "adam()", "adamw()", "rmsprop()");

  private SweepTrials() {}

  static LoweredModel network(int inputs, String layers, String loss, String optimizer) {
    String text =
        """
        network Test {
          input x: [%d]
          target y: [3]
          target c: class[3]
          output z = x -> %s
          loss %s
          train { optimizer = %s }
          data { file = "a.csv" x = [a0 .. a%d] y = [y0 .. y2] c = [c] }
        }
        """
            .formatted(inputs, layers, loss, optimizer, inputs - 1);
    return lowered(text);
  }

  static LoweredModel lowered(String text) {
    TypedModel model = Checking.model("test.net", text);
    return Lowering.lower(model, model.recipe().precision());
  }

  static void checkScalar(GraphRunner runner, Plan plan, Trace expected, String what) {
    assertEquals("", runner.interpretSweeps(plan, 1).difference(expected), what);
    Lanes scalar = new Lanes.Scalar();
    assertEquals("", runner.compileSweeps(plan, 1, scalar).difference(expected), what);
    LoopProgram program = Sweeps.of(LoopLowering.lower(plan), plan, 1);
    for (EmittedClass emitted : ClassEmitter.emit(program, "Test", "test.net", scalar)) {
      MethodSizes.of(emitted)
          .forEach((method, size) -> assertTrue(size <= 7_500, () -> what + ": " + method));
    }
  }

  static LoopProgram swept(int inputs, String layers, String optimizer, int lanes) {
    Graph graph = network(inputs, layers, "mse(z, y)", optimizer).train();
    Plan plan = plan(trial(graph, 33, 1), new GraphRunner(trial(graph, 33, 1)));
    LoopProgram program = Sweeps.of(LoopLowering.lower(plan), plan, lanes);
    assertTrue(isSwept(program));
    return program;
  }

  static Stream<LoopStmt.Sweep> sweeps(LoopProgram program) {
    return program.kernels().stream()
        .flatMap(kernel -> kernel.body().stream())
        .filter(statement -> statement instanceof LoopStmt.Sweep)
        .map(statement -> (LoopStmt.Sweep) statement);
  }

  static void check(Graph graph, int capacity, boolean swept) {
    for (long seed = 1; seed <= 2; seed++) {
      Trial trial = trial(graph, capacity, seed);
      GraphRunner runner = new GraphRunner(trial);
      Trace expected = runner.interpret(Pipeline.canonical(graph));
      Plan plan = plan(trial, runner);
      for (int lanes : List.of(4, 8, 16)) {
        LoopProgram program = Sweeps.of(LoopLowering.lower(plan), plan, lanes);
        assertEquals(swept, isSwept(program));
        String what = lanes + " lanes, capacity " + capacity + ", seed " + seed;
        assertEquals("", runner.interpretSweeps(plan, lanes).difference(expected), what);
        Lanes vector = new Lanes.Vector(lanes);
        assertEquals("", runner.compileSweeps(plan, lanes, vector).difference(expected), what);
        Lanes scalar = new Lanes.Scalar();
        assertEquals("", runner.compileSweeps(plan, lanes, scalar).difference(expected), what);
      }
    }
  }

  static Trial trial(Graph graph, int capacity, long seed) {
    return new Trial(seed, graph, capacity, random -> number(random, seed % 2 == 0));
  }

  static double number(Random random, boolean strange) {
    return strange && random.nextInt(25) == 0
        ? STRANGE[random.nextInt(STRANGE.length)]
        : random.nextGaussian();
  }

  static Plan plan(Trial trial, GraphRunner runner) {
    return Planner.plan(
        Fusion.fuse(Pipeline.canonical(trial.graph())), trial.capacity(), runner.layout());
  }

  static boolean isSwept(LoopProgram program) {
    return program.kernels().stream().anyMatch(SweepTrials::isSweep);
  }

  static boolean isSweep(LoopKernel kernel) {
    return kernel.body().stream().anyMatch(statement -> statement instanceof LoopStmt.Sweep);
  }
}
