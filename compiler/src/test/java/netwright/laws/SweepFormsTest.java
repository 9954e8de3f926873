package netwright.laws;

import static netwright.laws.SweepTrials.check;
import static netwright.laws.SweepTrials.checkScalar;
import static netwright.laws.SweepTrials.isSweep;
import static netwright.laws.SweepTrials.isSwept;
import static netwright.laws.SweepTrials.lowered;
import static netwright.laws.SweepTrials.network;
import static netwright.laws.SweepTrials.plan;
import static netwright.laws.SweepTrials.sweeps;
import static netwright.laws.SweepTrials.swept;
import static netwright.laws.SweepTrials.trial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.classfile.ClassFile;
import java.lang.classfile.instruction.InvokeInstruction;
import java.util.List;
import java.util.stream.Stream;
import netwright.codegen.LoopLowering;
import netwright.emit.ClassEmitter;
import netwright.emit.EmittedClass;
import netwright.emit.Lanes;
import netwright.ir.Graph;
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopKernel;
import netwright.loop.LoopProgram;
import netwright.loop.LoopStmt;
import netwright.loop.Primitive;
import netwright.loop.Rows;
import netwright.plan.Plan;
import netwright.rewrite.Pipeline;
import netwright.schedule.Sweeps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which tiny networks are swept, in what order, and what a sweep looks like.
class SweepFormsTest {
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
    assertEquals(2 * 4 + 4 * 3, row.stream().filter(SweepFormsTest::isProduct).count());
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
            .filter(SweepFormsTest::isProduct)
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

  @Test
  void largeNetworksStayAsTheyAre() {
    Trial trial =
        trial(network(2, "linear(200) -> linear(3)", "mse(z, y)", "sgd()").train(), 16, 1);
    Plan plan = plan(trial, new GraphRunner(trial));
    assertEquals(0, plan.sweeps().single().length());
    assertFalse(isSwept(Sweeps.of(LoopLowering.lower(plan), plan, 16)));
  }
}
