package netwright.driver;

import java.util.HashMap;
import java.util.Map;
import netwright.check.Initial;
import netwright.check.TypedExpr;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.ir.Shape;
import netwright.lower.StartGraph;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import netwright.runtime.math.Orthonormal;
import netwright.runtime.math.Ranks;
import netwright.runtime.train.Draws;

/// Gives variables their first values: computed in f64, rounded once, with [Draws].
final class Initialiser {
  private final long seed;
  private final Persistent persistent;

  Initialiser(long seed, Persistent persistent) {
    this.seed = seed;
    this.persistent = persistent;
  }

  /// Fills `variable` as `initial` says.
  void fill(Variable variable, Initial initial) {
    Draws draws = new Draws(seed, variable.name());
    if (initial instanceof Initial.Computed(TypedExpr value)) {
      fill(variable, computed(StartGraph.of(value, new Shape(variable.shape())), draws));
      return;
    }
    for (int i = 0; i < variable.size(); i++) {
      persistent.set(variable.offset() + i, value(initial, 0, draws, i));
    }
  }

  private void fill(Variable variable, double[] values) {
    for (int i = 0; i < values.length; i++) {
      persistent.set(variable.offset() + i, values[i]);
    }
  }

  private static double value(Initial initial, int number, Draws draws, int element) {
    return switch (initial) {
      case Initial.Fill(double value) -> value;
      case Initial.Uniform(double low, double high) -> draws.uniform(number, element, low, high);
      case Initial.Normal(double mean, double deviation) ->
          draws.normal(number, element, mean, deviation);
      case Initial.Computed _ ->
          throw new IllegalArgumentException(initial + " is no distribution");
    };
  }

  private static double[] computed(StartGraph start, Draws draws) {
    Map<String, double[]> parts = new HashMap<>();
    for (StartGraph.Part part : start.parts()) {
      parts.put(
          part.name(),
          switch (part) {
            case StartGraph.Part.Drawn drawn -> drawn(drawn, draws);
            case StartGraph.Part.Made made -> made(made, value(made.input(), parts));
          });
    }
    return value(start.graph(), parts);
  }

  private static double[] drawn(StartGraph.Part.Drawn part, Draws draws) {
    double[] drawn = new double[part.shape().elements()];
    for (int i = 0; i < drawn.length; i++) {
      drawn[i] = value(part.distribution(), part.number(), draws, i);
    }
    return drawn;
  }

  private static double[] made(StartGraph.Part.Made part, double[] input) {
    Shape shape = part.shape();
    return switch (part.arrangement()) {
      case ORTHONORMAL -> Orthonormal.of(input, shape.size(0), shape.size(1));
      case RANKS -> ranks(input, shape.size(shape.rank() - 1));
    };
  }

  private static double[] ranks(double[] values, int length) {
    double[] ranks = new double[values.length];
    for (int start = 0; start < values.length; start += length) {
      Ranks.numbers(values, start, length, ranks);
    }
    return ranks;
  }

  private static double[] value(Graph graph, Map<String, double[]> parts) {
    return Interpreter.run(graph, new Environment(1, Map.of(), parts, 0, 0))
        .values()
        .iterator()
        .next();
  }
}
