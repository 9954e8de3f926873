package netwright.rewrite;

import static netwright.rewrite.Match.is;
import static netwright.rewrite.Match.isAll;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Op;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.op.ElementwiseOps;
import netwright.op.Move;
import netwright.op.Reduce;
import netwright.op.Source;
import netwright.op.TensorBuilder;

/// Rules that hold for real numbers and may change the last bits. They are applied to every graph, before anything
/// optional, and so are part of what a network means: interpreted and compiled code both follow them.
final class RelaxedRules {

  private RelaxedRules() {}

  /// Differs for x = -0 only.
  static final Rule ADD_ZERO =
      Rule.relaxed(
          "add-zero",
          "x + 0 = x",
          ElementwiseOps.ADD,
          (node, _) -> {
            if (isAll(node.input(1), 0.0)) {
              return Optional.of(node.input(0));
            }
            return isAll(node.input(0), 0.0) ? Optional.of(node.input(1)) : Optional.empty();
          });

  /// Differs for an element -0 only.
  static final Rule SUM_OF_ONE =
      Rule.relaxed(
          "sum-of-one",
          "sum of a single element = the element",
          Reduce.class,
          (node, build) -> {
            Reduce reduce = (Reduce) node.op();
            if (reduce.combine() == Combine.ARGMAX || reduce.batch()) {
              return Optional.empty();
            }
            TensorType type = node.input(0).type();
            boolean single = reduce.axes().stream().allMatch(axis -> type.shape().size(axis) == 1);
            return single
                ? Optional.of(build.reshape(node.input(0), node.type().shape()))
                : Optional.empty();
          });

  static final Rule SUM_OF_NEGATED =
      Rule.relaxed(
          "sum-of-negated",
          "sum(-x) = -sum(x)",
          Reduce.class,
          (node, build) ->
              isSum(node) && is(node.input(0), ElementwiseOps.NEGATE)
                  ? Optional.of(build.negate(build.add((Reduce) node.op(), node.input(0).inputs())))
                  : Optional.empty());

  /// Saves a multiplication an element, and lets a sum over one-hot rows meet [#SUM_OF_ONE_HOT].
  static final Rule FACTOR_OUT_OF_SUM =
      Rule.relaxed(
          "factor-out-of-sum",
          "sum(c · x) = c · sum(x), with c the same along the summed axes",
          Reduce.class,
          (node, build) -> {
            if (!isSum(node) || !is(node.input(0), ElementwiseOps.MULTIPLY)) {
              return Optional.empty();
            }
            Node product = node.input(0);
            return factor(node, product.input(0), product.input(1), build)
                .or(() -> factor(node, product.input(1), product.input(0), build));
          });

  /// A label is one of the classes, which the data has been checked for.
  static final Rule SUM_OF_ONE_HOT =
      Rule.relaxed(
          "sum-of-one-hot",
          "sum over the classes of (range == label) = 1",
          Reduce.class,
          (node, build) -> {
            if (!isSum(node) || !is(node.input(0), ElementwiseOps.EQUAL)) {
              return Optional.empty();
            }
            Reduce reduce = (Reduce) node.op();
            Node equal = node.input(0);
            int last = equal.type().shape().rank() - 1;
            boolean oneHot =
                reduce.axes().equals(List.of(last))
                    && !reduce.batch()
                    && (isOneHot(equal.input(0), equal.input(1), last)
                        || isOneHot(equal.input(1), equal.input(0), last));
            return oneHot ? Optional.of(build.like(1, node)) : Optional.empty();
          });

  /// The gradient of cross-entropy by the logits: with p = e / s the softmax and y the target, it is c · (p - y), which
  /// neither cancels nor overflows.
  static final Rule SOFTMAX_MINUS_TARGET =
      Rule.relaxed(
          "softmax-minus-target",
          "(c / s) · e - c · y = c · (e / s - y)",
          ElementwiseOps.ADD,
          (node, build) ->
              softmaxMinusTarget(node.input(0), node.input(1), build)
                  .or(() -> softmaxMinusTarget(node.input(1), node.input(0), build)));

  static final List<Rule> ALL =
      List.of(
          ADD_ZERO,
          SUM_OF_ONE,
          SUM_OF_NEGATED,
          FACTOR_OUT_OF_SUM,
          SUM_OF_ONE_HOT,
          SOFTMAX_MINUS_TARGET);

  private static boolean isSum(Node node) {
    return ((Reduce) node.op()).combine() == Combine.SUM;
  }

  private static Optional<Node> factor(Node sum, Node repeated, Node rest, TensorBuilder build) {
    Reduce reduce = (Reduce) sum.op();
    Optional<Node> source =
        Match.repeated(repeated).filter(node -> !(reduce.batch() && node.type().batched()));
    return source
        .filter(node -> isOneAlong(node, repeated.type(), reduce.axes()))
        .map(node -> {
          int dropped = repeated.type().shape().rank() - node.type().shape().rank();
          List<Integer> axes =
              reduce.axes().stream().map(axis -> axis - dropped).filter(axis -> axis >= 0).toList();
          Node factor = build.reshape(node, node.type().shape().without(axes));
          return build.multiply(factor, build.add(reduce, List.of(rest)));
        });
  }

  private static boolean isOneAlong(Node source, TensorType repeated, List<Integer> axes) {
    int lead = repeated.shape().rank() - source.type().shape().rank();
    return axes.stream()
        .allMatch(axis -> axis < lead || source.type().shape().size(axis - lead) == 1);
  }

  /// Whether `classes` counts 0, 1, … along the last axis and `label` is one of them, the same along that axis.
  private static boolean isOneHot(Node classes, Node label, int last) {
    int size = classes.type().shape().size(last);
    boolean repeated =
        label.op() instanceof Move.Broadcast && lastSize(Match.unrepeated(label)) == 1;
    return repeated
        && Move.base(label).op() instanceof Source.Input input
        && input.classes() == size
        && counts(Match.unrepeated(classes), size);
  }

  /// Whether `classes` is 0, 1, … up to `size`, along its last axis.
  private static boolean counts(Node classes, int size) {
    Node range = classes;
    while (range.op() instanceof Move.Reshape) {
      range = range.input(0);
    }
    return range.op() instanceof Source.Range(DType _, int count)
        && count == size
        && lastSize(classes) == size;
  }

  private static int lastSize(Node node) {
    Shape shape = node.type().shape();
    return shape.rank() == 0 ? 1 : shape.size(shape.rank() - 1);
  }

  /// `weighted` is y · (-c), `normalised` is (c / s) · e.
  private static Optional<Node> softmaxMinusTarget(
      Node weighted, Node normalised, TensorBuilder build) {
    if (!is(weighted, ElementwiseOps.MULTIPLY) || !is(normalised, ElementwiseOps.MULTIPLY)) {
      return Optional.empty();
    }
    for (int i = 0; i < 2; i++) {
      for (int j = 0; j < 2; j++) {
        Optional<Node> result =
            softmaxMinusTarget(
                weighted.input(i),
                weighted.input(1 - i),
                normalised.input(j),
                normalised.input(1 - j),
                build);
        if (result.isPresent()) {
          return result;
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Node> softmaxMinusTarget(
      Node negated, Node target, Node quotient, Node exponentials, TensorBuilder build) {
    Optional<Node> division =
        Match.repeated(quotient).filter(node -> is(node, ElementwiseOps.DIVIDE));
    if (division.isEmpty() || !is(exponentials, ElementwiseOps.EXP)) {
      return Optional.empty();
    }
    Node factor = division.get().input(0);
    Node scale = build.broadcast(factor, exponentials.type());
    if (!isNegationOf(negated, scale, build)) {
      return Optional.empty();
    }
    Node softmax =
        build.divide(exponentials, build.broadcast(division.get().input(1), exponentials.type()));
    return Optional.of(build.multiply(scale, build.subtract(softmax, target)));
  }

  /// Whether `a` is -`b` in each place: the numbers behind them are, and both are arranged alike, or there is one number for each
  /// sample.
  private static boolean isNegationOf(Node a, Node b, TensorBuilder build) {
    Node left = Move.base(a);
    Node right = Move.base(b);
    boolean negated =
        (is(left, ElementwiseOps.NEGATE) && left.input(0) == right)
            || (is(right, ElementwiseOps.NEGATE) && right.input(0) == left)
            || build.negate(right) == left;
    boolean alike = right.type().shape().elements() == 1 || moves(a).equals(moves(b));
    return negated && alike;
  }

  /// How the elements of the base of `node` are arranged in it.
  private static List<Op> moves(Node node) {
    List<Op> moves = new ArrayList<>();
    for (Node view = node; Move.isView(view); view = view.input(0)) {
      moves.add(view.op());
    }
    return moves;
  }
}
