package netwright.rewrite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.ir.GraphVerifier;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.laws.RandomGraphs;
import netwright.laws.Trial;
import netwright.op.Source;
import netwright.op.Uniform;
import org.junit.jupiter.api.Test;

/// A graph evaluated at once, and piece by piece with the sums over all samples afterwards: the same bits.
class BatchSplitTest {

  @Test
  void piecesGiveWhatTheWholeGives() {
    int split = 0;
    for (long seed = 0; seed < 400; seed++) {
      Trial trial = RandomGraphs.trial(seed);
      Graph graph = evaluation(trial);
      if (graph.nodes().stream().noneMatch(node -> node.op() instanceof Uniform)) {
        requireSame(new Trial(seed, graph, 23, trial.numbers()), 1 + (int) (seed % 9));
        split++;
      }
    }
    assertTrue(split > 200);
  }

  /// The values of a training step, without its assignments.
  private static Graph evaluation(Trial trial) {
    List<Result> values =
        Pipeline.canonical(trial.graph()).results().stream()
            .filter(result -> result instanceof Result.Value)
            .toList();
    return Graph.of("evaluate", values);
  }

  private static void requireSame(Trial trial, int piece) {
    BatchSplit split = BatchSplit.of(trial.graph());
    GraphVerifier.verify(split.perSample());
    GraphVerifier.verify(split.whole());
    Map<String, double[]> variables = new HashMap<>();
    trial
        .layout()
        .variables()
        .forEach(variable -> variables.put(variable.name(), trial.values(variable)));
    Map<String, double[]> inputs = new HashMap<>();
    trial.inputs().forEach(input -> inputs.put(input.identifier(), trial.values(input, 1)));
    Map<String, double[]> samples = new HashMap<>(inputs);
    samples.putAll(perSample(trial, split.perSample(), inputs, variables, piece));
    int rows = trial.rows(1);
    Map<Result, double[]> expected =
        Interpreter.run(trial.graph(), new Environment(rows, inputs, variables, 1, 1));
    Map<Result, double[]> actual =
        Interpreter.run(split.whole(), new Environment(rows, samples, variables, 1, 1));
    Map<String, double[]> named = new HashMap<>();
    actual.forEach((result, value) -> named.put(result.name(), value));
    expected.forEach((result, value) ->
        assertArrayEquals(
            value, named.get(result.name()), () -> "seed " + trial.seed() + " " + result.name()));
    requireCut(split);
  }

  /// The whole needs nothing of a sample but what was left of it.
  private static void requireCut(BatchSplit split) {
    for (Node node : split.whole().nodes()) {
      if (node.op() instanceof Source.Input input && node.type().batched()) {
        assertTrue(input.identifier().startsWith("sample."), () -> split.whole().toString());
      }
    }
    split
        .perSample()
        .results()
        .forEach(result -> assertEquals(true, result.node().type().batched()));
  }

  private static Map<String, double[]> perSample(
      Trial trial,
      Graph graph,
      Map<String, double[]> inputs,
      Map<String, double[]> variables,
      int piece) {
    Map<String, double[]> joined = new HashMap<>();
    int rows = trial.rows(1);
    for (int from = 0; from < rows; from += piece) {
      int to = Math.min(rows, from + piece);
      Map<String, double[]> part = new HashMap<>();
      for (Source.Input input : trial.inputs()) {
        double[] all = inputs.get(input.identifier());
        int size = all.length / rows;
        part.put(
            input.identifier(),
            input.type().batched() ? Arrays.copyOfRange(all, from * size, to * size) : all);
      }
      Environment environment = new Environment(to - from, part, variables, 1, 1);
      Interpreter.run(graph, environment)
          .forEach((result, value) -> joined.merge(result.name(), value, BatchSplitTest::joined));
    }
    return joined;
  }

  private static double[] joined(double[] first, double[] second) {
    double[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
