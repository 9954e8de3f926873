package netwright.rewrite;

import static netwright.rewrite.Match.is;
import static netwright.rewrite.Match.isAll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.ir.Node;
import netwright.ir.TensorType;
import netwright.op.Contract;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.op.Move;
import netwright.op.Operation;
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// The rules that keep every bit.
final class ExactRules {

  private ExactRules() {}

  static final Rule MULTIPLY_BY_ONE =
      Rule.exact(
          "multiply-by-one",
          "x · 1 = x",
          ElementwiseOps.MULTIPLY,
          (node, _) -> neutral(node, 1, true));

  static final Rule DIVIDE_BY_ONE =
      Rule.exact(
          "divide-by-one",
          "x / 1 = x",
          ElementwiseOps.DIVIDE,
          (node, _) -> neutral(node, 1, false));

  static final Rule SUBTRACT_ZERO =
      Rule.exact(
          "subtract-zero",
          "x - (+0) = x",
          ElementwiseOps.SUBTRACT,
          (node, _) -> neutral(node, 0.0, false));

  static final Rule ADD_NEGATIVE_ZERO =
      Rule.exact(
          "add-negative-zero",
          "x + (-0) = x",
          ElementwiseOps.ADD,
          (node, _) -> neutral(node, -0.0, true));

  static final Rule DOUBLE_NEGATION =
      Rule.exact(
          "double-negation",
          "-(-x) = x",
          ElementwiseOps.NEGATE,
          (node, _) ->
              is(node.input(0), ElementwiseOps.NEGATE)
                  ? Optional.of(node.input(0).input(0))
                  : Optional.empty());

  static final Rule ADD_NEGATED =
      Rule.exact(
          "add-negated",
          "a + (-b) = a - b; (-a) + b = b - a",
          ElementwiseOps.ADD,
          (node, build) -> {
            if (is(node.input(1), ElementwiseOps.NEGATE)) {
              return Optional.of(build.subtract(node.input(0), node.input(1).input(0)));
            }
            if (is(node.input(0), ElementwiseOps.NEGATE)) {
              return Optional.of(build.subtract(node.input(1), node.input(0).input(0)));
            }
            return Optional.empty();
          });

  static final Rule SUBTRACT_NEGATED =
      Rule.exact(
          "subtract-negated",
          "a - (-b) = a + b",
          ElementwiseOps.SUBTRACT,
          (node, build) ->
              is(node.input(1), ElementwiseOps.NEGATE)
                  ? Optional.of(build.add(node.input(0), node.input(1).input(0)))
                  : Optional.empty());

  static final Rule DIVIDE_BY_POWER_OF_TWO =
      Rule.exact(
          "divide-by-power-of-two",
          "x / 2ᵏ = x · 2⁻ᵏ",
          ElementwiseOps.DIVIDE,
          (node, build) ->
              TensorBuilder.constantValue(node.input(1))
                  .filter(ExactRules::isSmallPowerOfTwo)
                  .map(value -> build.multiply(node.input(0), build.like(1 / value, node))));

  static final Rule WHERE_KNOWN =
      Rule.exact(
          "where-known",
          "where(c, x, x) = x; where(1, a, b) = a; where(0, a, b) = b",
          ElementwiseOps.WHERE,
          (node, _) -> {
            if (node.input(1) == node.input(2)) {
              return Optional.of(node.input(1));
            }
            return TensorBuilder.constantValue(node.input(0))
                .map(value -> node.input(value != 0 ? 1 : 2));
          });

  static final Rule STOP_GRADIENT =
      Rule.exact(
          "stop-gradient",
          "stop_gradient(x) = x, once the gradient has been taken",
          ElementwiseOps.STOP_GRADIENT,
          (node, _) -> Optional.of(node.input(0)));

  static final Rule NARROW_WIDENED =
      Rule.exact(
          "narrow-widened",
          "narrow(widen(x)) = x",
          ElementwiseOps.NARROW,
          (node, _) ->
              is(node.input(0), ElementwiseOps.WIDEN)
                  ? Optional.of(node.input(0).input(0))
                  : Optional.empty());

  static final Rule FOLD_CONSTANTS =
      Rule.exact(
          "fold-constants", "f(constants) = a constant", Elementwise.class, ExactRules::fold);

  static final Rule COMPUTE_ONCE =
      Rule.exact(
          "compute-once",
          "f(broadcast(a), broadcast(b)) = broadcast(f(a, b))",
          Elementwise.class,
          ExactRules::computeBeforeBroadcast);

  static final Rule BROADCAST_TWICE =
      Rule.exact(
          "broadcast-twice",
          "broadcast(broadcast(x)) = broadcast(x)",
          Move.Broadcast.class,
          (node, build) ->
              node.input(0).op() instanceof Move.Broadcast
                  ? Optional.of(build.add(Operation.of(node), node.input(0).inputs()))
                  : Optional.empty());

  static final Rule RESHAPE_TWICE =
      Rule.exact(
          "reshape-twice",
          "reshape(reshape(x)) = reshape(x)",
          Move.Reshape.class,
          (node, build) ->
              node.input(0).op() instanceof Move.Reshape
                  ? Optional.of(build.reshape(node.input(0).input(0), node.type().shape()))
                  : Optional.empty());

  static final Rule RESHAPE_BROADCAST =
      Rule.exact(
          "reshape-broadcast",
          "reshape(broadcast(a number)) = broadcast(a number)",
          Move.Reshape.class,
          (node, build) ->
              Match.repeated(node.input(0))
                  .filter(source -> source.type().shape().rank() == 0)
                  .map(source -> build.broadcast(source, node.type())));

  static final Rule RESHAPE_CONSTANT =
      Rule.exact(
          "reshape-constant",
          "reshape(a constant) = broadcast(the constant)",
          Move.Reshape.class,
          (node, build) ->
              node.input(0).op() instanceof Source.Constant
                  ? Optional.of(build.broadcast(node.input(0), node.type()))
                  : Optional.empty());

  static final Rule TRANSPOSE_TWICE =
      Rule.exact(
          "transpose-twice",
          "transpose(transpose(x, p), q) = transpose(x, p ∘ q)",
          Move.Transpose.class,
          (node, build) -> {
            if (node.op() instanceof Move.Transpose(List<Integer> outer)
                && node.input(0).op() instanceof Move.Transpose(List<Integer> inner)) {
              return Optional.of(
                  build.transpose(node.input(0).input(0), outer.stream().map(inner::get).toList()));
            }
            return Optional.empty();
          });

  static final Rule CONTRACT_WINDOWS =
      Rule.exact(
          "contract-windows",
          "Σ reshape(windows) · b = reshape(Σ windows · b)",
          Contract.class,
          WindowFactors::apply);

  static final List<Rule> ALL =
      List.of(
          MULTIPLY_BY_ONE,
          DIVIDE_BY_ONE,
          SUBTRACT_ZERO,
          ADD_NEGATIVE_ZERO,
          DOUBLE_NEGATION,
          ADD_NEGATED,
          SUBTRACT_NEGATED,
          DIVIDE_BY_POWER_OF_TWO,
          WHERE_KNOWN,
          STOP_GRADIENT,
          NARROW_WIDENED,
          FOLD_CONSTANTS,
          COMPUTE_ONCE,
          BROADCAST_TWICE,
          RESHAPE_TWICE,
          RESHAPE_BROADCAST,
          RESHAPE_CONSTANT,
          TRANSPOSE_TWICE,
          CONTRACT_WINDOWS);

  private static Optional<Node> neutral(Node node, double value, boolean commutes) {
    if (isAll(node.input(1), value)) {
      return Optional.of(node.input(0));
    }
    return commutes && isAll(node.input(0), value) ? Optional.of(node.input(1)) : Optional.empty();
  }

  /// A power of two whose reciprocal, and the product with it, are exact in either precision wherever the quotient is.
  private static boolean isSmallPowerOfTwo(double value) {
    double magnitude = Math.abs(value);
    return magnitude >= 0x1p-100
        && magnitude <= 0x1p100
        && Double.compare(Math.scalb(1.0, Math.getExponent(magnitude)), magnitude) == 0
        && value != 1;
  }

  private static Optional<Node> fold(Node node, TensorBuilder build) {
    Elementwise operation = (Elementwise) node.op();
    double[] arguments = new double[3];
    for (int i = 0; i < operation.arity(); i++) {
      Optional<Double> value = TensorBuilder.constantValue(node.input(i));
      if (value.isEmpty()) {
        return Optional.empty();
      }
      arguments[i] = value.get();
    }
    double result =
        operation
            .meaning()
            .of(node.input(0).type().dtype(), arguments[0], arguments[1], arguments[2]);
    return Optional.of(build.broadcast(build.constant(node.type().dtype(), result), node.type()));
  }

  private static Optional<Node> computeBeforeBroadcast(Node node, TensorBuilder build) {
    Optional<TensorType> small = Optional.empty();
    for (Node input : node.inputs()) {
      Optional<Node> source = Match.repeated(input);
      if (source.isEmpty()) {
        return Optional.empty();
      }
      if (TensorBuilder.constantValue(input).isEmpty()) {
        TensorType type = source.get().type();
        if (small.isPresent() && !small.get().equals(type)) {
          return Optional.empty();
        }
        small = Optional.of(type);
      }
    }
    return small.map(type -> broadcastOf((Elementwise) node.op(), node, type, build));
  }

  private static Node broadcastOf(
      Elementwise operation, Node node, TensorType small, TensorBuilder build) {
    List<Node> inputs = new ArrayList<>();
    for (Node input : node.inputs()) {
      Optional<Double> value = TensorBuilder.constantValue(input);
      inputs.add(
          value.isPresent()
              ? build.broadcast(build.constant(small.dtype(), value.get()), small)
              : input.input(0));
    }
    return build.broadcast(build.add(operation, inputs), node.type());
  }
}
