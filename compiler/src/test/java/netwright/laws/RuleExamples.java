package netwright.laws;

import static netwright.laws.RuleExample.close;
import static netwright.laws.RuleExample.equal;
import static netwright.laws.RuleExample.exact;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.ir.Shape;
import netwright.ir.TensorType;
import netwright.loop.Combine;
import netwright.loop.Order;
import netwright.op.Contract;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.op.Move;
import netwright.op.Reduce;
import netwright.op.Source;
import netwright.op.Spacing;

/// Expressions that the rules rewrite, at least one for each, and some that look alike but must be left alone.
final class RuleExamples {
  private static final double[] FOLDED = {
    0, -0.0, 1, -1, 0.3, -2.5, 1e-40, 3e38, Double.POSITIVE_INFINITY, Double.NaN
  };

  private RuleExamples() {}

  static List<RuleExample> all() {
    return Stream.of(neutral(), signs(), choices(), moves(), folded(), sums())
        .flatMap(List::stream)
        .toList();
  }

  private static List<RuleExample> neutral() {
    return List.of(
        exact("multiply-by-one", o -> o.build.multiply(o.x(), o.number(1))),
        exact("multiply-by-one", o -> o.build.multiply(o.number(1), o.x())),
        exact("divide-by-one", o -> o.build.divide(o.x(), o.number(1))),
        exact("subtract-zero", o -> o.build.subtract(o.x(), o.number(0))),
        exact("add-negative-zero", o -> o.build.add(o.x(), o.number(-0.0))),
        exact("add-negative-zero", o -> o.build.add(o.number(-0.0), o.x())),
        equal("add-zero", o -> o.build.add(o.x(), o.number(0))),
        equal("add-zero", o -> o.build.add(o.number(0), o.x())),
        exact("divide-by-power-of-two", o -> o.build.divide(o.x(), o.number(8))),
        exact("divide-by-power-of-two", o -> o.build.divide(o.x(), o.number(-0.25))),
        exact("divide-by-power-of-two", o -> o.build.divide(o.x(), o.number(0x1p100))),
        exact("divide-by-power-of-two", o -> o.build.divide(o.x(), o.number(0x1p-100))));
  }

  private static List<RuleExample> signs() {
    return List.of(
        exact("double-negation", o -> o.build.negate(o.build.negate(o.x()))),
        exact("add-negated", o -> o.build.add(o.x(), o.build.negate(o.y()))),
        exact("add-negated", o -> o.build.add(o.build.negate(o.x()), o.y())),
        exact("subtract-negated", o -> o.build.subtract(o.x(), o.build.negate(o.y()))));
  }

  private static List<RuleExample> choices() {
    return List.of(
        exact("where-known", o -> o.build.where(o.build.less(o.x(), o.y()), o.z(), o.z())),
        exact("where-known", o -> o.build.where(o.number(1), o.x(), o.y())),
        exact("where-known", o -> o.build.where(o.number(-0.0), o.x(), o.y())),
        exact("where-known", o -> o.build.where(o.number(Double.NaN), o.x(), o.y())),
        exact("stop-gradient", o -> o.apply(ElementwiseOps.STOP_GRADIENT, o.x())),
        exact(
            "narrow-widened",
            o ->
                o.build.add(ElementwiseOps.NARROW, List.of(o.build.widen(o.build.narrow(o.x()))))));
  }

  private static List<RuleExample> moves() {
    int size = RuleOperands.SIZE;
    return List.of(
        exact(
            "compute-once",
            o -> o.apply(ElementwiseOps.EXP, o.build.broadcast(o.vector(), o.x().type()))),
        exact("compute-once", o -> o.build.multiply(broadcast(o, o.vector()), o.number(3))),
        exact(
            "compute-once",
            o ->
                o.build.subtract(
                    broadcast(o, o.each()), broadcast(o, o.apply(ElementwiseOps.SIN, o.each())))),
        exact(
            "compute-once",
            o ->
                o.build.where(
                    broadcast(o, o.vector()),
                    broadcast(o, o.apply(ElementwiseOps.SIN, o.vector())),
                    o.number(-0.0))),
        exact(
            "broadcast-twice",
            o ->
                o.build.add(
                    new Move.Broadcast(Shape.of(4, size), true),
                    List.of(
                        o.build.add(
                            new Move.Broadcast(Shape.of(1, size), false), List.of(o.vector()))))),
        exact(
            "reshape-twice",
            o ->
                o.build.reshape(
                    o.build.reshape(o.x(), Shape.of(3, size / 3)), Shape.of(size / 2, 2))),
        exact(
            "reshape-twice",
            o -> o.build.reshape(o.build.reshape(o.x(), Shape.of(size, 1)), Shape.of(size))),
        exact(
            "reshape-broadcast",
            o -> o.build.reshape(broadcast(o, o.each()), Shape.of(2, size / 2))),
        exact(
            "reshape-broadcast",
            o -> o.build.reshape(broadcast(o, o.number(2.5)), Shape.of(2, size / 2))),
        exact("reshape-constant", o -> o.build.reshape(o.number(2.5), Shape.of(1, 1))),
        exact(
            "transpose-twice",
            o -> o.build.transpose(o.build.transpose(cube(o), List.of(1, 2, 0)), List.of(2, 1, 0))),
        exact(
            "transpose-twice",
            o -> o.build.transpose(o.build.transpose(o.matrix(5), List.of(1, 0)), List.of(1, 0))),
        exact("contract-windows", o -> ofWindows(o, "Nrz,zc->Nrc", Order.SEQUENTIAL, true)),
        exact("contract-windows", o -> ofWindows(o, "Nrz,zc+Nrc->Nrc", Order.SEQUENTIAL, true)),
        exact("contract-windows", o -> ofWindows(o, "Nrz,Nrc->zc", Order.SEQUENTIAL, false)),
        exact("contract-windows", o -> ofWindows(o, "Nrz,Nrc->zc", Order.SIXTEEN_LANES, false)));
  }

  /// A product of the windows of two by two that slide over two by three elements of two channels.
  private static Node ofWindows(RuleOperands o, String form, Order order, boolean weights) {
    Spacing places = Spacing.all(Shape.of(2, 3, 2)).window(0, 1, 1, 2, 1).window(1, 2, 1, 2, 1);
    Node windows = o.build.reshape(o.build.select(cube(o), places), Shape.of(2, 8));
    Node other =
        weights
            ? o.build.reshape(o.matrix(2), Shape.of(8, 3))
            : o.build.reshape(o.y(), Shape.of(2, 6));
    String[] letters = form.split("[,+]|->");
    boolean starts = form.contains("+");
    Optional<String> initial = starts ? Optional.of(letters[2]) : Optional.empty();
    Node start = o.build.reshape(o.z(), Shape.of(2, 6));
    Spacing half = Spacing.all(Shape.of(2, 6)).slice(1, 0, 2, 3);
    return o.build.add(
        new Contract(letters[0], letters[1], letters[letters.length - 1], initial, order),
        starts ? List.of(windows, other, o.build.select(start, half)) : List.of(windows, other));
  }

  private static Node cube(RuleOperands o) {
    return o.build.reshape(o.x(), Shape.of(2, 3, 2));
  }

  private static Node broadcast(RuleOperands o, Node node) {
    return o.build.broadcast(node, o.x().type());
  }

  private static Node contract(RuleOperands o, String form, Order order, Node left, Node right) {
    if (right == null) {
      Node cube = o.build.reshape(o.matrix(6), Shape.of(6, RuleOperands.SIZE, 1));
      Contract contract = new Contract("ac", "bac", "b", Optional.empty(), order);
      return o.build.add(
          contract, List.of(o.build.reshape(left, Shape.of(RuleOperands.SIZE, 1)), cube));
    }
    String[] letters = form.split(",|->");
    return o.build.add(
        new Contract(letters[0], letters[1], letters[2], Optional.empty(), order),
        List.of(left, right));
  }

  /// Every elementwise operation of all triples of some constants, repeated or not.
  private static List<RuleExample> folded() {
    List<RuleExample> examples = new ArrayList<>();
    for (Elementwise operation : ElementwiseOps.ALL) {
      int count = (int) Math.pow(FOLDED.length, operation.arity());
      for (int i = 0; i < count; i += operation.arity() == 3 ? 7 : 1) {
        int number = i;
        examples.add(exact("fold-constants", o -> constants(o, operation, number)));
      }
    }
    return examples;
  }

  private static Node constants(RuleOperands o, Elementwise operation, int number) {
    DType dtype =
        operation == ElementwiseOps.WIDEN
            ? DType.F32
            : operation == ElementwiseOps.NARROW ? DType.F64 : o.dtype;
    TensorType type = new TensorType(dtype, Shape.of(number % 2 + 1), number % 3 == 0);
    List<Node> operands = new ArrayList<>();
    for (int rest = number; operands.size() < operation.arity(); rest /= FOLDED.length) {
      operands.add(o.build.broadcast(o.build.constant(dtype, FOLDED[rest % FOLDED.length]), type));
    }
    return o.build.add(operation, operands);
  }

  private static List<RuleExample> sums() {
    return List.of(
        equal(
            "sum-of-one",
            o -> o.sum(o.build.reshape(o.x(), Shape.of(RuleOperands.SIZE, 1)), false, 1)),
        equal(
            "sum-of-one",
            o ->
                o.build.add(
                    new Reduce(Combine.MAX, List.of(0), false),
                    List.of(o.build.reshape(o.x(), Shape.of(1, RuleOperands.SIZE))))),
        equal("sum-of-negated", o -> o.sum(o.build.negate(o.x()), false, 0)),
        equal("sum-of-negated", o -> o.sum(o.build.negate(o.x()), true)),
        equal("sum-of-one-hot", o -> o.sum(oneHot(o), false, 0)),
        equal("sum-of-one-hot", o -> o.sum(o.build.equal(o.label(5), range(o)), false, 0)),
        close(
            "factor-out-of-sum",
            o -> o.sum(o.build.multiply(o.x(), o.each()), false, 0),
            o -> o.sum(o.magnitude(o.build.multiply(o.x(), o.each())), false, 0)),
        close(
            "factor-out-of-sum",
            o -> o.sum(o.build.multiply(o.number(0.3), o.x()), true, 0),
            o -> o.sum(o.magnitude(o.x()), true, 0)),
        close(
            "factor-out-of-sum",
            o -> o.sum(o.build.multiply(o.x(), broadcast(o, o.vector())), true),
            o -> o.sum(o.magnitude(o.build.multiply(o.x(), o.vector())), true)),
        close("softmax-minus-target", o -> softmaxGradient(o, false), RuleExamples::softmaxBound),
        close("softmax-minus-target", o -> softmaxGradient(o, true), RuleExamples::softmaxBound));
  }

  private static Node range(RuleOperands o) {
    return o.build.add(new Source.Range(o.dtype, 5), List.of());
  }

  private static Node oneHot(RuleOperands o) {
    return o.build.equal(range(o), o.label(5));
  }

  /// (c / s) · e - c · y, with e = exp(x) and s > 0, the sum written either way round.
  private static Node softmaxGradient(RuleOperands o, boolean swapped) {
    Node quotient = broadcast(o, o.build.divide(o.each(), positive(o)));
    Node normalised = o.build.multiply(quotient, o.apply(ElementwiseOps.EXP, o.x()));
    Node weighted = o.build.multiply(o.y(), broadcast(o, o.build.negate(o.each())));
    return swapped ? o.build.add(weighted, normalised) : o.build.add(normalised, weighted);
  }

  private static Node positive(RuleOperands o) {
    return o.sum(o.apply(ElementwiseOps.EXP, o.x()), false, 0);
  }

  private static Node softmaxBound(RuleOperands o) {
    Node softmax =
        o.build.divide(
            o.apply(ElementwiseOps.EXP, o.x()), o.build.reshape(positive(o), Shape.of(1)));
    Node sum = o.build.add(softmax, o.magnitude(o.y()));
    return o.build.multiply(o.magnitude(o.build.reshape(o.each(), Shape.of(1))), sum);
  }

  /// Expressions that no rule may touch, since the result would be another.
  static List<RuleExample> lookAlikes() {
    return List.of(
        exact("x · -1", o -> o.build.multiply(o.x(), o.number(-1))),
        exact("0 - x", o -> o.build.subtract(o.number(0), o.x())),
        exact("x - (-0)", o -> o.build.subtract(o.x(), o.number(-0.0))),
        exact("1 / x", o -> o.build.divide(o.number(1), o.x())),
        exact("x · 0", o -> o.build.multiply(o.x(), o.number(0))),
        exact("x / 3", o -> o.build.divide(o.x(), o.number(3))),
        exact("x / 2¹²⁰", o -> o.build.divide(o.x(), o.number(0x1p120))),
        exact("x - x", o -> o.build.subtract(o.x(), o.x())),
        exact("where(x, y, z)", o -> o.build.where(o.x(), o.y(), o.z())),
        exact(
            "sum of two",
            o -> o.sum(o.build.reshape(o.x(), Shape.of(2, RuleOperands.SIZE / 2)), false, 0)),
        exact("sum of a batch of one number", o -> o.sum(o.each(), true)),
        exact("sum(x · y)", o -> o.sum(o.build.multiply(o.x(), o.y()), false, 0)),
        exact(
            "sum(v · x), v differs along the axis",
            o -> o.sum(o.build.multiply(o.x(), broadcast(o, o.vector())), false, 0)),
        exact(
            "batch sum(c · x), c differs by sample",
            o -> o.sum(o.build.multiply(o.x(), broadcast(o, o.each())), true)),
        exact(
            "sum(range == x)",
            o -> o.sum(o.build.equal(range(o), o.build.reshape(o.each(), Shape.of(1))), false, 0)),
        exact(
            "widen(narrow(x))",
            o -> o.build.widen(o.build.add(ElementwiseOps.NARROW, List.of(o.build.widen(o.x()))))),
        exact(
            "sum(range == label), the range along another axis",
            o -> o.sum(o.build.equal(acrossRows(o), o.label(5)), false, 2)),
        exact("(c / s) · e - d · y, d is c along another axis", RuleExamples::crossedGradient),
        exact("copy(x)", o -> o.apply(ElementwiseOps.COPY, o.x())));
  }

  /// 0, 1, … from row to row.
  private static Node acrossRows(RuleOperands o) {
    Node rows = o.build.reshape(range(o), Shape.of(5, 1));
    Node matrix = o.build.broadcast(rows, new TensorType(o.dtype, Shape.of(5, 5), false));
    return o.build.reshape(matrix, Shape.of(1, 5, 5));
  }

  /// [#softmaxGradient] of a matrix whose c is a column in one place and a row in the other.
  private static Node crossedGradient(RuleOperands o) {
    int size = RuleOperands.SIZE;
    TensorType matrix = new TensorType(o.dtype, Shape.of(size, size), true);
    Node column = o.build.reshape(o.vector(), Shape.of(size, 1));
    Node sums = o.build.add(o.build.reshape(o.x(), Shape.of(size, 1)), o.y());
    Node exponentials = o.apply(ElementwiseOps.EXP, sums);
    Node sum = o.build.reshape(o.sum(exponentials, false, 1), Shape.of(size, 1));
    Node quotient = o.build.broadcast(o.build.divide(column, sum), matrix);
    Node row = o.build.broadcast(o.build.negate(o.vector()), matrix);
    return o.build.add(
        o.build.multiply(quotient, exponentials),
        o.build.multiply(row, o.build.multiply(sums, sums)));
  }
}
