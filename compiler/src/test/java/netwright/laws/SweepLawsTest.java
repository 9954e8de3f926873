package netwright.laws;

import static netwright.laws.SweepTrials.CAPACITIES;
import static netwright.laws.SweepTrials.LAYERS;
import static netwright.laws.SweepTrials.LOSSES;
import static netwright.laws.SweepTrials.OPTIMIZERS;
import static netwright.laws.SweepTrials.check;
import static netwright.laws.SweepTrials.checkScalar;
import static netwright.laws.SweepTrials.isSwept;
import static netwright.laws.SweepTrials.lowered;
import static netwright.laws.SweepTrials.network;
import static netwright.laws.SweepTrials.plan;
import static netwright.laws.SweepTrials.trial;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import netwright.codegen.LoopLowering;
import netwright.emit.Lanes;
import netwright.ir.Graph;
import netwright.laws.GraphRunner.Trace;
import netwright.lower.LoweredModel;
import netwright.plan.Plan;
import netwright.rewrite.Pipeline;
import netwright.schedule.Sweeps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Tiny networks in sweeps over the rows leave the bits that the interpreter leaves, for batches that fill vectors and
/// batches that do not, on ordinary and on strange numbers.
class SweepLawsTest {
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

  /// `-Dnetworks=1000` tries more of them.
  @Test
  void networksByChance() {
    int swept = 0;
    int networks = Integer.getInteger("networks", 12);
    for (long seed = 0; seed < networks; seed++) {
      swept += isSweptByChance(new Random(seed * 7919), seed) ? 1 : 0;
    }
    int count = swept;
    assertTrue(2 * count > networks, () -> "only " + count + " networks are swept");
  }

  private static boolean isSweptByChance(Random random, long seed) {
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
