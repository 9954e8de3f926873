package netwright.lower;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import netwright.check.Clip;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.loop.Combine;
import netwright.op.ElementwiseOps;
import netwright.op.TensorBuilder;

/// What becomes of the gradients before the optimizer sees them.
final class Gradients {
  /// Keeps the norm away from 0, as PyTorch's `clip_grad_norm_` does.
  private static final double NORM_EPS = 1e-6;

  private final TensorBuilder build;

  Gradients(TensorBuilder build) {
    this.build = build;
  }

  /// The gradients, by parameter, after `clip`.
  Map<String, Node> clipped(Clip clip, Map<String, Node> gradients) {
    return switch (clip) {
      case Clip.None _ -> gradients;
      case Clip.Value(double limit) -> each(gradients, gradient -> between(gradient, limit));
      case Clip.Norm(double limit) -> scaled(gradients, limit);
    };
  }

  private interface Change {
    Node of(Node gradient);
  }

  private static Map<String, Node> each(Map<String, Node> gradients, Change change) {
    Map<String, Node> changed = new LinkedHashMap<>();
    gradients.forEach((name, gradient) -> changed.put(name, change.of(gradient)));
    return changed;
  }

  /// NaN stays NaN.
  private Node between(Node gradient, double limit) {
    Node high = build.like(limit, gradient);
    Node low = build.like(-limit, gradient);
    return build.apply(
        ElementwiseOps.MAXIMUM, build.apply(ElementwiseOps.MINIMUM, gradient, high), low);
  }

  /// Scaled by min(1, limit / (‖all‖ + 1e-6)), as PyTorch does. The squares of a gradient are summed in the model's
  /// precision along the last axis and then over the others; gradients are added in f64, in the order of the source.
  private Map<String, Node> scaled(Map<String, Node> gradients, double limit) {
    Optional<Node> squares =
        gradients.values().stream().map(this::square).reduce((a, b) -> build.add(a, b));
    if (squares.isEmpty()) {
      return gradients;
    }
    Node norm = build.apply(ElementwiseOps.SQUARE_ROOT, squares.get());
    Node shifted = build.add(norm, build.constant(DType.F64, NORM_EPS));
    Node wanted = build.divide(build.constant(DType.F64, limit), shifted);
    Node factor = build.apply(ElementwiseOps.MINIMUM, wanted, build.constant(DType.F64, 1));
    return each(
        gradients,
        gradient -> build.multiply(gradient, build.convert(factor, gradient.type().dtype())));
  }

  private Node square(Node gradient) {
    Node square = build.multiply(gradient, gradient);
    Shape shape = square.type().shape();
    if (shape.rank() > 1) {
      square = sum(square, List.of(shape.rank() - 1));
    }
    List<Integer> rest = new ArrayList<>();
    for (int axis = 0; axis < square.type().shape().rank(); axis++) {
      rest.add(axis);
    }
    return build.convert(sum(square, rest), DType.F64);
  }

  /// Along axes of size 1 there is nothing to sum.
  private Node sum(Node x, List<Integer> axes) {
    Shape shape = x.type().shape();
    boolean single = axes.stream().allMatch(axis -> shape.size(axis) == 1);
    return single
        ? build.reshape(x, shape.without(axes))
        : build.reduce(Combine.SUM, x, axes, false);
  }
}
