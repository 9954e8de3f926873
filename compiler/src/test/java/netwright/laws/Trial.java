package netwright.laws;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import netwright.ir.DType;
import netwright.ir.Graph;
import netwright.ir.Node;
import netwright.ir.TensorType;
import netwright.op.Source;
import netwright.plan.VariableLayout;
import netwright.runtime.Variable;

/// A graph and all that it runs on, decided by a seed.
///
/// @param capacity the most samples of a batch
/// @param numbers what inputs and variables are filled with
public record Trial(long seed, Graph graph, int capacity, Numbers numbers) {

  /// A source of numbers.
  @FunctionalInterface
  public interface Numbers {
    double next(Random random);
  }

  /// How often the graph is run, each time on the variables that the run before left.
  static final int STEPS = 3;

  private static final double[] SPECIAL = {
    0, -0.0, 1, -1, 1e-40, 3e38, Double.POSITIVE_INFINITY, Double.NaN
  };

  /// The number of samples in this step's batch: all, some, one.
  public int rows(int step) {
    return switch (step) {
      case 1 -> capacity;
      case 2 -> 1 + new Random(seed).nextInt(capacity);
      default -> 1;
    };
  }

  /// The variables' places in memory; those that are only assigned have one, too.
  public VariableLayout layout() {
    Map<String, TensorType> types = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Source.Variable(String name, TensorType type)) {
        types.put(name, type);
      }
    }
    graph.results().stream()
        .filter(result -> result instanceof netwright.ir.Result.Assignment)
        .forEach(result -> types.putIfAbsent(result.name(), result.node().type()));
    return VariableLayout.of(
        dtype(),
        types.entrySet().stream()
            .map(entry -> wanted(entry.getKey(), entry.getValue().shape().sizes(), types.keySet()))
            .toList());
  }

  /// What is called after another variable is what an optimizer remembers of it, by the rest of its name.
  private static VariableLayout.Wanted wanted(String name, List<Integer> shape, Set<String> names) {
    boolean remembered = names.stream().anyMatch(other -> name.startsWith(other + "."));
    Variable.Role role = remembered ? Variable.Role.OPTIMIZER_STATE : Variable.Role.PARAMETER;
    String state = remembered ? name.substring(name.lastIndexOf('.') + 1) : "";
    return new VariableLayout.Wanted(name, role, state, shape);
  }

  /// The type of the variables; f32 if there are none.
  private DType dtype() {
    Stream<DType> read =
        graph.nodes().stream()
            .filter(node -> node.op() instanceof Source.Variable)
            .map(node -> node.type().dtype());
    Stream<DType> assigned =
        graph.results().stream()
            .filter(netwright.ir.Result.Assignment.class::isInstance)
            .map(result -> result.node().type().dtype());
    return Stream.concat(read, assigned).findFirst().orElse(DType.F32);
  }

  /// The inputs of the graph.
  public List<Source.Input> inputs() {
    List<Source.Input> inputs = new ArrayList<>();
    for (Node node : graph.nodes()) {
      if (node.op() instanceof Source.Input input) {
        inputs.add(input);
      }
    }
    return inputs;
  }

  /// What `input` is given in this step.
  public double[] values(Source.Input input, int step) {
    int size = input.type().shape().elements() * (input.type().batched() ? rows(step) : 1);
    Random random = random(input.identifier(), step);
    return input.classes() > 0
        ? random.ints(size, 0, input.classes()).asDoubleStream().toArray()
        : values(random, size, input.type().dtype());
  }

  /// The value of a variable before the first step.
  public double[] values(Variable variable) {
    return values(random(variable.name(), 0), variable.size(), dtype());
  }

  private double[] values(Random random, int size, DType dtype) {
    return DoubleStream.generate(() -> dtype.round(numbers.next(random))).limit(size).toArray();
  }

  private Random random(String name, int step) {
    return new Random(31 * (31 * seed + name.hashCode()) + step);
  }
}
