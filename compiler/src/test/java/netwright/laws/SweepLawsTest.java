package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeInstruction;
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
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.Primitive;
import netwright.loop.Rows;
import netwright.lower.LoweredModel;
import netwright.lower.Lowering;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.rewrite.Pipeline;
import netwright.schedule.Sweeps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tiny networks in sweeps over the rows leave the bits that the interpreter leaves, for batches that fill vectors and
/// batches that do not, on ordinary and on strange numbers.
class SweepLawsTest {
  private static final double[] STRANGE = {
    -0.0, 1e-40, -1e-45, 3e38, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.NaN
  };

  private static final int[] CAPACITIES = {1, 15, 16, 17, 33, 127, 128};
  private static final List<String> LAYERS =
      List.of("relu", "tanh", "sigmoid", "softplus", "leaky_relu", "softsign", "softmax", "elu");
  private static final List<String> LOSSES =
      List.of("mse(z, y)", "mae(z, y)", "huber(z, y)", "cross_entropy(z, c)", "hinge(z, y)");
  private static final List<String> OPTIMIZERS =
      List.of("sgd(lr = 0.1)", "sgd(lr = 0.1, momentum = 0.9)", "adam()", "adamw()", "rmsprop()");

  private static LoweredModel network(int inputs, String layers, String loss, String optimizer) {
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

  private static LoweredModel lowered(String text) {
    TypedModel model = Checking.model("test.net", text);
    return Lowering.lower(model, model.recipe().precision());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2; linear(4) -> relu -> linear(3); mse(z, y); adam(lr = 0.01); 1, 16, 128",
        "2; linear(4) -> relu -> linear(3) -> relu -> linear(3); mse(z, y); adam(); 16, 33",
        "2; linear(2) -> relu -> linear(3); mae(z, y); sgd(lr = 0.1, momentum = 0.9); 17, 128",
        "1; linear(3); mae(z, y); sgd(lr = 0.1); 15, 33",
        "3; linear(5) -> tanh -> linear(3); huber(z, y); sgd(lr = 0.1, momentum = 0.9); 17, 127",
        "4; linear(3) -> sigmoid -> linear(3); cross_entropy(z, c); adam(); 16, 33",
        "5; linear(3) -> softmax; mse(z, y); adamw(); 15, 128",
        "9; linear(6) -> gelu -> linear(3); mse(z, y) + 0.01 * l2(weights); adam(); 17, 40",
        "12; standardize -> linear(3) -> layer_norm; mse(z, y); adam(); 33",
        "2; linear(7) -> softplus -> linear(3) -> log_softmax; -sum(one_hot(c) * z); adam(); 127",
      })
  void everyWidthLeavesTheSameBits(
      int inputs, String layers, String loss, String optimizer, String capacities) {
    LoweredModel model = network(inputs, layers, loss, optimizer);
    for (String capacity : capacities.split(", ")) {
      check(model.train(), Integer.parseInt(capacity), true);
    }
  }

  /// Its kernel does nothing else; nobody reads it before the next step.
  @ParameterizedTest
  @MethodSource("keepingSums")
  void aSumThatIsAVariablesNewValueIsStored(String text) {
    Graph graph = lowered(text).train();
    check(graph, 16, true);
    Trial trial = trial(graph, 16, 1);
    GraphRunner runner = new GraphRunner(trial);
    Plan plan = plan(trial, runner);
    assertTrue(isSwept(Sweeps.of(LoopLowering.lower(plan), plan, 1)));
    checkScalar(runner, plan, runner.interpret(Pipeline.canonical(graph)), text);
  }

  static List<String> keepingSums() {
    return List.of(
        """
        optimizer delayed(lr = 0.1) {
          state last = 0
          param = param - lr * last
          last = grad
        }
        network Test {
          input x: [1]
          target y: [1]
          output z = x -> linear(1)
          loss mse(z, y)
          train { optimizer = delayed() }
          data { file = "a.csv" x = [a] y = [b] }
        }
        """,
        """
        layer centred(x: [n]) -> [n] {
          state total: [n] = 0
          total = sum(x, axis = batch)
          return where(training, x, x - total)
        }
        network Test {
          input x: [2]
          target y: [1]
          output z = x -> linear(4) -> centred -> linear(1)
          loss mse(z, y)
          train { optimizer = sgd() }
          data { file = "a.csv" x = [a, b] y = [c] }
        }
        """);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2; linear(4) -> relu -> linear(1) -> linear(3); 33",
        "3; linear(3) -> tanh; 16",
        "4; linear(3); 19",
        "6; linear(3) -> softmax; 50",
        "7; linear(2) -> relu -> linear(3); 33",
        "8; linear(3) -> relu; 21",
      })
  void predictions(int inputs, String layers, int capacity) {
    check(network(inputs, layers, "mse(z, y)", "sgd()").predict(), capacity, true);
  }

  /// For 256 rows the result has as many elements as `exp(w)`, and lies where that was.
  @Test
  void whatLayBeforeWhereAnOutputIsHasGone() {
    String text =
        """
        layer mixed(x: [n]) -> [32] {
          param w: [n, 32] = normal(0, 0.1)
          a = x @ exp(w)
          b = a + a
          c = b + a
          d = c + b
          e = d + c
          f = e + d
          g = f + e
          h = g + f
          i = h + g
          j = i + h
          k = j + i
          return k + j
        }
        network Test {
          input x: [8]
          target y: [1]
          output z = x -> mixed -> linear(1)
          loss mse(z, y)
          train { optimizer = sgd() }
          data { file = "a.csv" x = [a0 .. a7] y = [y] }
        }
        """;
    check(lowered(text).predict(), 256, true);
  }

  /// Not in one that hangs on hashes, which are others in the next process.
  @Test
  void outputsAreStoredInTheOrderInWhichTheyAreComputed() {
    StringBuilder outputs = new StringBuilder("output z0 = x -> linear(1)");
    for (int i = 1; i < 20; i++) {
      outputs.append("\n  output z%d = %s(z%d)".formatted(i, i % 2 == 0 ? "abs" : "tanh", i - 1));
    }
    Graph graph =
        lowered(
                """
                network Test {
                  input x: [3]
                  target y: [1]
                  %s
                  loss mse(z9, y)
                  train { optimizer = sgd() }
                  data { file = "a.csv" x = [a0 .. a2] y = [y] }
                }
                """
                    .formatted(outputs))
            .predict();
    Plan plan = plan(trial(graph, 16, 1), new GraphRunner(trial(graph, 16, 1)));
    List<LoopStmt> row =
        sweeps(Sweeps.of(LoopLowering.lower(plan), plan, 1)).findFirst().orElseThrow().body();
    List<Local> values =
        row.stream()
            .filter(statement -> statement instanceof LoopStmt.Let)
            .map(statement -> ((LoopStmt.Let) statement).local())
            .toList();
    List<Integer> stored =
        row.stream()
            .filter(statement -> statement instanceof LoopStmt.Store)
            .map(statement -> ((LoopExpr.Read) ((LoopStmt.Store) statement).value()).local())
            .map(values::indexOf)
            .toList();
    assertEquals(20, stored.size());
    assertEquals(stored.stream().sorted().toList(), stored);
  }

  /// In scalar code a row may do what has no form in lanes, such as drawing.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2; linear(4) -> relu -> linear(3) -> relu -> linear(3); mse(z, y); adam(lr = 0.01); true",
        "2; linear(4) -> dropout -> linear(3); mse(z, y); sgd(lr = 0.1); true",
        "12; standardize -> linear(3) -> layer_norm; cross_entropy(z, c); adam(); true",
        "2; linear(8) -> tanh -> linear(8) -> tanh -> linear(3); mse(z, y); adam(); false",
        "2; linear(4) -> batch_norm -> linear(3); mse(z, y); adam(); false",
      })
  void scalarCodeTakesARowThroughAllLayersIfThatIsOneMethod(
      int inputs, String layers, String loss, String optimizer, boolean swept) {
    Graph graph = network(inputs, layers, loss, optimizer).train();
    for (int capacity : CAPACITIES) {
      for (long seed = 1; seed <= 2; seed++) {
        Trial trial = trial(graph, capacity, seed);
        GraphRunner runner = new GraphRunner(trial);
        Plan plan = plan(trial, runner);
        assertEquals(swept, isSwept(Sweeps.of(LoopLowering.lower(plan), plan, 1)));
        checkScalar(runner, plan, runner.interpret(Pipeline.canonical(graph)), layers);
      }
    }
  }

  private static void checkScalar(GraphRunner runner, Plan plan, Trace expected, String what) {
    assertEquals("", runner.interpretSweeps(plan, 1).difference(expected), what);
    Lanes scalar = new Lanes.Scalar();
    assertEquals("", runner.compileSweeps(plan, 1, scalar).difference(expected), what);
    LoopProgram program = Sweeps.of(LoopLowering.lower(plan), plan, 1);
    for (EmittedClass emitted : ClassEmitter.emit(program, "Test", "test.net", scalar)) {
      MethodSizes.of(emitted)
          .forEach((method, size) -> assertTrue(size <= 7_500, () -> what + ": " + method));
    }
  }

  /// In eval mode, the root of a variance is the same for all rows, and computed before these.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "2; linear(4) -> relu -> linear(3); true",
        "3; standardize -> linear(4) -> tanh -> linear(3) -> softmax; true",
        "5; linear(4) -> batch_norm -> dropout -> linear(3); true",
        "12; linear(24) -> relu -> linear(12) -> linear(3); false",
      })
  void scalarPredictionsTakeARowThroughAllLayersIfThatIsOneMethod(
      int inputs, String layers, boolean swept) {
    Graph graph = network(inputs, layers, "mse(z, y)", "sgd()").predict();
    for (int capacity : CAPACITIES) {
      Trial trial = trial(graph, capacity, 1);
      GraphRunner runner = new GraphRunner(trial);
      Plan plan = plan(trial, runner);
      assertEquals(swept, isSwept(Sweeps.of(LoopLowering.lower(plan), plan, 1)));
      checkScalar(runner, plan, runner.interpret(Pipeline.canonical(graph)), layers);
    }
  }

  /// A store takes as much code as any operation. Here are 400 elements a row, and next to no sums.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "200; output a = sqrt(x); false",
        "195; output a = x * x; false",
        "130; output a = sqrt(x) output b = x * x; false",
        "100; output a = sqrt(x); true",
      })
  void theStoresOfManyOutputsCount(int inputs, String outputs, boolean swept) {
    Graph graph =
        lowered(
                """
                network Test {
                  input x: [%d]
                  target y: [1]
                  %s
                  loss mse(x -> linear(1), y)
                  train { optimizer = sgd() }
                  data { file = "a.csv" x = [a0 .. a%d] y = [y] }
                }
                """
                    .formatted(inputs, outputs.replace(" output", "\n  output"), inputs - 1))
            .predict();
    Trial trial = trial(graph, 17, 1);
    GraphRunner runner = new GraphRunner(trial);
    Plan plan = plan(trial, runner);
    assertEquals(swept, isSwept(Sweeps.of(LoopLowering.lower(plan), plan, 1)));
    checkScalar(runner, plan, runner.interpret(Pipeline.canonical(graph)), outputs);
  }

  /// What is read long before it is needed has to be kept, for code that the JVM may fall back to.
  @Test
  void scalarPredictionsReadWeightsWhereTheyNeedThem() {
    List<LoopStmt> body = predicting(1).kernels().getFirst().body();
    List<LoopStmt> row = ((LoopStmt.Sweep) body.getLast()).body();
    int product = 0;
    while (!isProduct(row.get(product))) {
      product++;
    }
    assertEquals(1, body.size());
    assertTrue(product <= 3, () -> "an input, a weight and a bias come first: " + row);
    assertEquals(2 * 4 + 4 * 3, row.stream().filter(SweepLawsTest::isProduct).count());
  }

  private static boolean isProduct(LoopStmt statement) {
    return statement instanceof LoopStmt.Let let
        && let.value() instanceof LoopExpr.Apply apply
        && apply.primitive() == Primitive.FMA;
  }

  /// A single prediction needs no lanes, so a program for vectors has scalar code for a few rows.
  @Test
  void fewPredictionsAreScalar() {
    List<LoopKernel> kernels = predicting(16).kernels();
    List<LoopKernel> few = kernels.stream().filter(kernel -> kernel.rows() == Rows.FEW).toList();
    assertEquals(predicting(1).kernels().getFirst().body(), few.getFirst().body());
    assertEquals(1, few.size());
    assertTrue(kernels.stream().anyMatch(kernel -> kernel.rows() == Rows.MANY));
  }

  private static LoopProgram predicting(int lanes) {
    Graph graph = network(2, "linear(4) -> relu -> linear(3)", "mse(z, y)", "sgd()").predict();
    Trial trial = trial(graph, 16, 1);
    Plan plan = plan(trial, new GraphRunner(trial));
    return Sweeps.of(LoopLowering.lower(plan), plan, lanes);
  }

  /// Without AVX-512, a permutation of two vectors is two permutations and a choice: loads that start earlier, and swaps of halves,
  /// take one. The step of a network with two inputs takes them apart by two, and its trees of sums have one for each two vectors.
  @ParameterizedTest
  @CsvSource({"8, false", "4, false", "16, true"})
  void permutationsAreOfTwoVectorsOnlyWhereThatIsOneInstruction(int lanes, boolean two) {
    LoopProgram program = swept(2, "linear(4) -> relu -> linear(3)", "adam()", lanes);
    List<String> permutations =
        ClassEmitter.emit(program, "Test", "test.net", new Lanes.Vector(lanes)).stream()
            .flatMap(emitted -> calls(emitted, "selectFrom"))
            .toList();
    String vector = "Ljdk/incubator/vector/Vector;";
    assertTrue(permutations.size() >= 2, permutations::toString);
    assertTrue(
        permutations.stream()
            .allMatch(descriptor -> descriptor.startsWith("(" + vector.repeat(two ? 2 : 1) + ")")),
        permutations::toString);
  }

  /// The descriptors of the calls of `name`.
  private static Stream<String> calls(EmittedClass emitted, String name) {
    return ClassFile.of().parse(emitted.bytes()).methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .filter(
            element -> element instanceof InvokeInstruction call && call.name().equalsString(name))
        .map(element -> ((InvokeInstruction) element).type().stringValue());
  }

  /// Draws have no form in lanes, and a mean over the batch comes too early for a sweep.
  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {"linear(4) -> dropout -> linear(3)", "linear(4) -> batch_norm -> linear(3)"})
  void whatCannotBeSweptStaysAsItIs(String layers) {
    check(network(2, layers, "mse(z, y)", "adam()").train(), 17, false);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "linear(4) -> batch_norm -> linear(3); mse(z, y); something needs all rows before",
        "linear(4) -> dropout -> linear(3); mse(z, y); no form with a row in each lane",
        "linear(3); mse(z, y) + mse(one_hot(argmax(z)), y); where something is largest",
        "linear(3); sum((z - y) ^ 2, axis = all); joins rows otherwise",
        "linear(60) -> relu -> linear(60) -> relu -> linear(3); mse(z, y); not a tiny network",
      })
  void theReasonIsSaid(String layers, String loss, String reason) {
    Graph graph = network(2, layers, loss, "sgd()").train();
    Plan plan = plan(trial(graph, 33, 1), new GraphRunner(trial(graph, 33, 1)));
    String said = Sweeps.scheduled(LoopLowering.lower(plan), plan, 16).reason();
    assertTrue(said.contains(reason), said);
  }

  /// A sum over rows and features counts through both, so its lanes are not the rows'.
  @Test
  void whatIsSummedOverRowsAndFeaturesStaysAsItIs() {
    check(network(2, "linear(3)", "sum((z - y) ^ 2, axis = all)", "sgd()").train(), 33, false);
  }

  /// Adam's corrections take roots and powers of what the step's number decides alone; nothing need wait for them.
  @ParameterizedTest
  @CsvSource({"adam(), 1, 2", "adam(), 16, 2", "'sgd(lr = 0.1, momentum = 0.9)', 16, 0"})
  void whatHangsOnNoRowComesBeforeTheSweeps(String optimizer, int lanes, long before) {
    Graph graph = network(2, "linear(4) -> relu -> linear(3)", "mse(z, y)", optimizer).train();
    Plan plan = plan(trial(graph, 33, 1), new GraphRunner(trial(graph, 33, 1)));
    LoopProgram program = Sweeps.of(LoopLowering.lower(plan), plan, lanes);
    assertTrue(isSwept(program));
    assertEquals(before, program.kernels().stream().takeWhile(kernel -> !isSweep(kernel)).count());
  }

  /// The gradients of the first layer's sums are made of those of the second layer, which are in memory for its own sums.
  @ParameterizedTest
  @CsvSource({"16, true", "8, false"})
  void whatTheSumsOfOneSweepAloneNeedIsComputedThere(int lanes, boolean one) {
    LoopProgram program = swept(2, "linear(4) -> relu -> linear(3)", "adam()", lanes);
    long computed =
        sweeps(program)
            .filter(sweep -> !sweep.sums().isEmpty())
            .flatMap(sweep -> sweep.body().stream())
            .filter(SweepLawsTest::isProduct)
            .count();
    assertEquals(one ? 4 * 3 : 0, computed);
  }

  /// Two neighbours are taken apart by one permutation each; of three it would be two.
  @ParameterizedTest
  @CsvSource({"2, 0", "3, 3"})
  void neighboursAreTakenApartAgainRatherThanStored(int inputs, long stored) {
    LoopProgram program = swept(inputs, "linear(4) -> relu -> linear(3)", "adam()", 16);
    long inputsStored =
        sweeps(program)
            .flatMap(sweep ->
                sweep.body().stream()
                    .filter(statement ->
                        statement instanceof LoopStmt.Store store
                            && store.value() instanceof LoopExpr.Read(Local local)
                            && isInput(sweep, local)))
            .count();
    assertEquals(stored, inputsStored);
  }

  private static boolean isInput(LoopStmt.Sweep sweep, Local local) {
    return sweep.body().stream()
        .anyMatch(statement ->
            statement instanceof LoopStmt.Let let
                && let.local().equals(local)
                && let.value() instanceof LoopExpr.Load load
                && load.position().stride(sweep.rows().index()) > 1);
  }

  /// Parameters, their gradients and what the optimizer remembers of them lie side by side, so one loop updates them all.
  @ParameterizedTest
  @CsvSource({"adam(), 16, 1", "sgd(lr = 0.1), 8, 1", "adam(), 1, 4"})
  void updatesOfNeighboursAreOneLoop(String optimizer, int lanes, long updates) {
    LoopProgram program = swept(2, "linear(4) -> relu -> linear(3)", optimizer, lanes);
    assertEquals(
        updates,
        program.kernels().stream()
            .filter(kernel ->
                kernel.body().getFirst() instanceof LoopStmt.For loop
                    && loop.body().stream()
                        .anyMatch(statement ->
                            statement instanceof LoopStmt.Store store
                                && store.buffer().space().isPersistent()))
            .count());
  }

  private static LoopProgram swept(int inputs, String layers, String optimizer, int lanes) {
    Graph graph = network(inputs, layers, "mse(z, y)", optimizer).train();
    Plan plan = plan(trial(graph, 33, 1), new GraphRunner(trial(graph, 33, 1)));
    LoopProgram program = Sweeps.of(LoopLowering.lower(plan), plan, lanes);
    assertTrue(isSwept(program));
    return program;
  }

  private static Stream<LoopStmt.Sweep> sweeps(LoopProgram program) {
    return program.kernels().stream()
        .flatMap(kernel -> kernel.body().stream())
        .filter(statement -> statement instanceof LoopStmt.Sweep)
        .map(statement -> (LoopStmt.Sweep) statement);
  }

  @Test
  void largeNetworksStayAsTheyAre() {
    Trial trial =
        trial(network(2, "linear(200) -> linear(3)", "mse(z, y)", "sgd()").train(), 16, 1);
    Plan plan = plan(trial, new GraphRunner(trial));
    assertEquals(0, plan.sweeps().single().length());
    assertFalse(isSwept(Sweeps.of(LoopLowering.lower(plan), plan, 16)));
  }

  private static void check(Graph graph, int capacity, boolean swept) {
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

  private static Trial trial(Graph graph, int capacity, long seed) {
    return new Trial(seed, graph, capacity, random -> number(random, seed % 2 == 0));
  }

  private static double number(Random random, boolean strange) {
    return strange && random.nextInt(25) == 0
        ? STRANGE[random.nextInt(STRANGE.length)]
        : random.nextGaussian();
  }

  private static Plan plan(Trial trial, GraphRunner runner) {
    return Planner.plan(
        Fusion.fuse(Pipeline.canonical(trial.graph())), trial.capacity(), runner.layout());
  }

  private static boolean isSwept(LoopProgram program) {
    return program.kernels().stream().anyMatch(SweepLawsTest::isSweep);
  }

  private static boolean isSweep(LoopKernel kernel) {
    return kernel.body().stream().anyMatch(statement -> statement instanceof LoopStmt.Sweep);
  }

  /// `-Dnetworks=1000` tries more of them.
  @Test
  void networksByChance() {
    int swept = 0;
    int networks = Integer.getInteger("networks", 12);
    for (long seed = 0; seed < networks; seed++) {
      swept += network(new Random(seed * 7919), seed) ? 1 : 0;
    }
    int count = swept;
    assertTrue(2 * count > networks, () -> "only " + count + " networks are swept");
  }

  private static boolean network(Random random, long seed) {
    StringBuilder layers = new StringBuilder();
    for (int layer = random.nextInt(3); layer > 0; layer--) {
      layers.append("linear(%d) -> %s -> ".formatted(1 + random.nextInt(5), any(random, LAYERS)));
    }
    layers.append("linear(3)");
    LoweredModel model =
        network(
            1 + random.nextInt(5), layers.toString(), any(random, LOSSES), any(random, OPTIMIZERS));
    Trial trial = trial(model.train(), CAPACITIES[random.nextInt(CAPACITIES.length)], seed);
    GraphRunner runner = new GraphRunner(trial);
    Trace expected = runner.interpret(Pipeline.canonical(trial.graph()));
    Plan plan = plan(trial, runner);
    for (int lanes : List.of(4, 8, 16)) {
      String what = layers + ", " + lanes + " lanes, seed " + seed;
      Lanes vector = new Lanes.Vector(lanes);
      assertEquals("", runner.compileSweeps(plan, lanes, vector).difference(expected), what);
    }
    checkScalar(runner, plan, expected, layers + ", scalar, seed " + seed);
    return isSwept(Sweeps.of(LoopLowering.lower(plan), plan, 16));
  }

  private static String any(Random random, List<String> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
