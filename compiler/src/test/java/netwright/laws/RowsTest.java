package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import netwright.emit.Lanes;
import netwright.fuse.Fusion;
import netwright.ir.Graph;
import netwright.op.Uniform;
import netwright.plan.Plan;
import netwright.plan.Planner;
import netwright.rewrite.BatchSplit;
import netwright.rewrite.Pipeline;
import netwright.runtime.Variable;
import org.junit.jupiter.api.Test;

/// What a network says of a sample does not depend on the samples beside it, nor on how many there are.
class RowsTest {
  private static final int CAPACITY = 17;

  @Test
  void aSampleAloneHasTheBitsItHasAmongOthers() {
    int tried = 0;
    for (long seed = 0; seed < 40; seed++) {
      Trial trial = RandomGraphs.trial(seed);
      Graph perSample = BatchSplit.of(Pipeline.canonical(trial.graph())).perSample();
      boolean draws = perSample.nodes().stream().anyMatch(node -> node.op() instanceof Uniform);
      if (!perSample.results().isEmpty() && !draws) {
        Trial forward = new Trial(seed, perSample, CAPACITY, trial.numbers());
        check(forward, new Lanes.Scalar());
        check(forward, new Lanes.Vector(seed % 2 == 0 ? 16 : 8));
        tried++;
      }
    }
    assertTrue(tried >= 20);
  }

  private static void check(Trial trial, Lanes lanes) {
    Plan plan = Planner.plan(Fusion.fuse(trial.graph()), CAPACITY, trial.layout());
    Session session = new Session(plan, Session.compiled(plan, lanes), trial.layout());
    for (Variable variable : trial.layout().variables()) {
      session.set(variable, trial.values(variable));
    }
    Map<String, double[]> inputs = new HashMap<>();
    trial.inputs().forEach(input -> inputs.put(input.identifier(), trial.values(input, 1)));
    Map<String, double[]> together = session.run(CAPACITY, 1, 1, inputs);
    for (int row = 0; row < CAPACITY; row += 5) {
      Map<String, double[]> alone = session.run(1, 1, 1, samples(trial, inputs, row, row + 1));
      requireSame(trial, together, alone, row, row + 1, lanes);
      int end = Math.min(CAPACITY, row + 3);
      Map<String, double[]> some = session.run(end - row, 1, 1, samples(trial, inputs, row, end));
      requireSame(trial, together, some, row, end, lanes);
    }
  }

  private static void requireSame(
      Trial trial,
      Map<String, double[]> together,
      Map<String, double[]> some,
      int from,
      int to,
      Lanes lanes) {
    together.forEach((name, all) -> {
      double[] expected = part(all, from, to);
      String place =
          "seed %d, %s of samples %d to %d, %s".formatted(trial.seed(), name, from, to, lanes);
      assertArrayEquals(expected, some.get(name), place);
    });
  }

  private static Map<String, double[]> samples(
      Trial trial, Map<String, double[]> inputs, int from, int to) {
    Map<String, double[]> some = new HashMap<>();
    trial
        .inputs()
        .forEach(input -> {
          double[] all = inputs.get(input.identifier());
          some.put(input.identifier(), input.type().batched() ? part(all, from, to) : all);
        });
    return some;
  }

  /// The values of some samples, of those of all.
  private static double[] part(double[] all, int from, int to) {
    int size = all.length / CAPACITY;
    return Arrays.copyOfRange(all, from * size, to * size);
  }
}
