package netwright.laws;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import netwright.grad.Gradient;
import netwright.interp.Environment;
import netwright.interp.Interpreter;
import netwright.ir.Graph;
import netwright.ir.GraphBuilder;
import netwright.ir.Node;
import netwright.ir.Result;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.op.Gather;
import netwright.op.Operation;
import netwright.op.Ranks;
import netwright.op.Reduce;
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// The gradient of a weighted sum of an operation's values, beside differences of that sum ([FiniteDifference]).
final class DerivativeCheck {
  private static final int ROWS = 3;

  /// The most elements of an operand whose derivative is checked.
  private static final int MOST_DIFFERENCES = 16;

  private final OpCase opCase;
  private final TensorBuilder build = new TensorBuilder(new GraphBuilder());
  private final List<Node> operands;
  private final Map<String, double[]> values = new HashMap<>();
  private final Random random;
  private Node loss;
  private boolean isSecond;
  private Map<Node, Node> gradients = new LinkedHashMap<>();

  private DerivativeCheck(OpCase opCase) {
    this.opCase = opCase;
    random = new Random(opCase.toString().hashCode());
    operands = opCase.inputs(build, "x");
    for (int i = 0; i < operands.size(); i++) {
      values.put("x." + i, operandValues(i, operands.get(i).type()));
    }
    loss = weighted(opCase.build(build, operands));
    gradients = Gradient.of(build, loss, operands);
  }

  /// The first derivatives.
  static DerivativeCheck first(OpCase opCase) {
    return new DerivativeCheck(opCase);
  }

  /// The derivatives of a weighted sum of the first derivatives.
  static DerivativeCheck second(OpCase opCase) {
    DerivativeCheck check = new DerivativeCheck(opCase);
    check.isSecond = true;
    check.loss =
        check.operands.stream()
            .map(check.gradients::get)
            .map(check::weighted)
            .reduce(check.build::add)
            .orElseThrow();
    check.gradients = Gradient.of(check.build, check.loss, check.operands);
    return check;
  }

  /// Whether the operation has derivatives of all orders where it is tried.
  static boolean isSmooth(Operation operation) {
    return switch (operation) {
      case Elementwise elementwise ->
          IntStream.range(0, elementwise.arity()).allMatch(elementwise::isDifferentiable);
      case Reduce reduce -> reduce.combine() == Combine.SUM;
      case Ranks _ -> false;
      default -> true;
    };
  }

  /// Demands that derivatives agree within `tolerance`, relative to the largest derivative by its operand, and that
  /// the first derivatives of an operation that has some are not all zero.
  void require(double tolerance) {
    List<Node> wanted = List.copyOf(gradients.values());
    Map<Node, double[]> found = evaluate(wanted);
    double steepest = 0;
    for (int i = 0; i < operands.size(); i++) {
      double[] gradient = found.get(wanted.get(i));
      double largest = Arrays.stream(gradient).map(Math::abs).max().orElseThrow();
      steepest = Math.max(steepest, largest);
      if (hasDerivative(opCase.operation(), i)) {
        requireDifferences(i, gradient, tolerance * Math.max(largest, 1e-3));
      } else {
        assertEquals(0, largest, opCase + " should have no gradient by operand " + i);
      }
    }
    boolean flat =
        IntStream.range(0, operands.size()).noneMatch(i -> hasDerivative(opCase.operation(), i));
    assertTrue(steepest > 0 || flat || isSecond, opCase + " has a gradient of zeros");
  }

  private void requireDifferences(int operand, double[] gradient, double tolerance) {
    double[] x = values.get("x." + operand);
    int stride = 1 + x.length / MOST_DIFFERENCES;
    for (int i = random.nextInt(stride); i < x.length; i += stride) {
      assertEquals(
          difference(x, i), gradient[i], tolerance, opCase + " by operand " + operand + " at " + i);
    }
  }

  private double difference(double[] x, int i) {
    return FiniteDifference.by(x, i, () -> evaluate(List.of(loss)).get(loss)[0]);
  }

  private Map<Node, double[]> evaluate(List<Node> nodes) {
    List<Result> results = new ArrayList<>();
    nodes.forEach(node -> results.add(new Result.Value("value" + results.size(), node)));
    return Interpreter.evaluate(
        Graph.of("law", results), new Environment(ROWS, values, Map.of(), 7, 1));
  }

  private Node weighted(Node x) {
    String name = "weight" + values.size();
    values.put(name, random.doubles(size(x.type()), 0.5, 1.5).toArray());
    Node weight = build.add(new Source.Input(name, x.type()), List.of());
    List<Integer> axes = IntStream.range(0, x.type().shape().rank()).boxed().toList();
    return build.reduce(Combine.SUM, build.multiply(x, weight), axes, x.type().batched());
  }

  /// Distinct multiples of 0.04, shifted so that no operand has an element of another: away from every kink. Where the
  /// operation needs it, positive.
  private double[] operandValues(int operand, TensorType type) {
    List<Integer> steps = new ArrayList<>(IntStream.range(-90, 90).boxed().toList());
    java.util.Collections.shuffle(steps, random);
    boolean positive = needsPositive(opCase.operation(), operand);
    double spread = 0.04 * Math.min(1, 40.0 / size(type) + 0.4);
    double[] x = new double[size(type)];
    for (int i = 0; i < x.length; i++) {
      double value = spread * steps.get(i) + 0.008 * (operand + 1);
      x[i] = positive ? 0.4 + Math.abs(value) : value;
    }
    return x;
  }

  private static boolean needsPositive(Operation operation, int operand) {
    return operation == ElementwiseOps.LOG
        || operation == ElementwiseOps.SQUARE_ROOT
        || operation == ElementwiseOps.LOG1P
        || (operation == ElementwiseOps.POWER && operand == 0)
        || (operation == ElementwiseOps.DIVIDE && operand == 1);
  }

  private static boolean hasDerivative(Operation operation, int operand) {
    return switch (operation) {
      case Elementwise elementwise -> elementwise.isDifferentiable(operand);
      case Reduce reduce -> reduce.combine() != Combine.ARGMAX;
      case Gather _ -> operand == 0;
      case Ranks _ -> false;
      default -> true;
    };
  }

  private static int size(TensorType type) {
    return type.shape().elements() * (type.batched() ? ROWS : 1);
  }
}
