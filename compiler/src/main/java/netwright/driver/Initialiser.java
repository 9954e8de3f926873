package netwright.driver;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;
import netwright.check.Initial;
import netwright.check.TypedExpr;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.ir.Shape;
import netwright.lower.StartGraph;
import netwright.runtime.Persistent;
import netwright.runtime.Variable;
import netwright.runtime.random.Normal;
import netwright.runtime.random.Purpose;
import netwright.runtime.random.Uniform;

/// Gives variables their first values: computed in f64, rounded once.
///
/// A draw depends on the seed, the variable's name, the number of the draw and the element, so that one more layer leaves
/// the others' start as it was.
final class Initialiser {
  private static final long FNV_OFFSET = 0xcbf29ce484222325L;
  private static final long FNV_PRIME = 0x100000001b3L;
  private static final int HASH_BITS = 48;

  private final long seed;
  private final Persistent persistent;

  Initialiser(long seed, Persistent persistent) {
    this.seed = seed;
    this.persistent = persistent;
  }

  /// Fills `variable` as `initial` says.
  void fill(Variable variable, Initial initial) {
    long place = place(variable.name());
    if (initial instanceof Initial.Computed(TypedExpr value)) {
      fill(variable, computed(StartGraph.of(value, new Shape(variable.shape())), place));
      return;
    }
    for (int i = 0; i < variable.size(); i++) {
      persistent.set(variable.offset() + i, value(initial, 0, place, i));
    }
  }

  private void fill(Variable variable, double[] values) {
    for (int i = 0; i < values.length; i++) {
      persistent.set(variable.offset() + i, values[i]);
    }
  }

  private double value(Initial initial, int number, long place, int element) {
    int stream = Purpose.INIT.stream(number);
    return switch (initial) {
      case Initial.Fill(double value) -> value;
      case Initial.Uniform(double low, double high) ->
          low + (high - low) * Uniform.ofDouble(seed, stream, place, element);
      case Initial.Normal(double mean, double deviation) ->
          mean + deviation * Normal.ofDouble(seed, stream, place, element);
      case Initial.Computed _ ->
          throw new IllegalArgumentException(initial + " is no distribution");
    };
  }

  private double[] computed(StartGraph start, long place) {
    Map<String, double[]> parts = new HashMap<>();
    for (StartGraph.Part part : start.parts()) {
      parts.put(
          part.name(),
          switch (part) {
            case StartGraph.Part.Drawn drawn -> drawn(drawn, place);
            case StartGraph.Part.Made made -> made(made, value(made.input(), parts));
          });
    }
    return value(start.graph(), parts);
  }

  private double[] drawn(StartGraph.Part.Drawn part, long place) {
    double[] draws = new double[part.shape().elements()];
    for (int i = 0; i < draws.length; i++) {
      draws[i] = value(part.distribution(), part.number(), place, i);
    }
    return draws;
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
      int from = start;
      int[] order =
          IntStream.range(0, length)
              .boxed()
              .sorted((a, b) -> Double.compare(values[from + a], values[from + b]))
              .mapToInt(Integer::intValue)
              .toArray();
      for (int rank = 0; rank < length; rank++) {
        ranks[start + order[rank]] = rank;
      }
    }
    return ranks;
  }

  private static double[] value(Graph graph, Map<String, double[]> parts) {
    return Interpreter.run(graph, new Environment(1, Map.of(), parts, 0, 0))
        .values()
        .iterator()
        .next();
  }

  /// FNV-1a of the name (Fowler, Noll and Vo, 1991), folded to 48 bits.
  private static long place(String name) {
    long hash = FNV_OFFSET;
    for (int i = 0; i < name.length(); i++) {
      hash = (hash ^ name.charAt(i)) * FNV_PRIME;
    }
    return (hash ^ hash >>> HASH_BITS) & ((1L << HASH_BITS) - 1);
  }
}
