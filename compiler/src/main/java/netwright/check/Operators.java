package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.DType;
import netwright.ir.Shape;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;
import netwright.syntax.Expression;

/// Arithmetic and comparisons: computed now where all operands are numbers, otherwise elementwise on tensors.
final class Operators {
  private final Elaborator elaborator;
  private final MatrixProducts products;

  Operators(Elaborator elaborator) {
    this.elaborator = elaborator;
    this.products = new MatrixProducts(elaborator);
  }

  /// An operand and how it is written.
  record Operand(Value value, Expression expression) {}

  Value negate(Expression.Negate negate, Frame frame) {
    Operand operand = operand(negate.operand(), frame);
    return apply(ElementwiseOps.NEGATE, "-", negate.span(), frame, operand);
  }

  Value power(Expression.Power power, Frame frame) {
    Operand base = operand(power.base(), frame);
    return apply(
        ElementwiseOps.POWER, "^", power.span(), frame, base, operand(power.exponent(), frame));
  }

  Value chain(Expression.Binary binary, Frame frame) {
    Operand left = operand(binary.first(), frame);
    for (Expression.Operation step : binary.rest()) {
      Operand right = operand(step.operand(), frame);
      left =
          new Operand(
              binary(step, left, right, frame),
              new Expression.Binary(left.expression(), List.of(), step.span()));
    }
    return left.value();
  }

  private Value binary(Expression.Operation step, Operand left, Operand right, Frame frame) {
    String sign = step.operator().sign();
    return switch (step.operator()) {
      case ADD -> apply(ElementwiseOps.ADD, sign, step.span(), frame, left, right);
      case SUBTRACT -> apply(ElementwiseOps.SUBTRACT, sign, step.span(), frame, left, right);
      case MULTIPLY -> apply(ElementwiseOps.MULTIPLY, sign, step.span(), frame, left, right);
      case DIVIDE -> apply(ElementwiseOps.DIVIDE, sign, step.span(), frame, left, right);
      case MATMUL -> products.product(left, right, step.span(), frame);
    };
  }

  Value compare(Expression.Compare compare, Frame frame) {
    Operand left = operand(compare.left(), frame);
    Operand right = operand(compare.right(), frame);
    String sign = compare.relation().sign();
    Span span = compare.span();
    return switch (compare.relation()) {
      case LESS -> apply(ElementwiseOps.LESS, sign, span, frame, left, right);
      case LESS_OR_EQUAL -> apply(ElementwiseOps.LESS_OR_EQUAL, sign, span, frame, left, right);
      case GREATER -> apply(ElementwiseOps.LESS, sign, span, frame, right, left);
      case GREATER_OR_EQUAL -> apply(ElementwiseOps.LESS_OR_EQUAL, sign, span, frame, right, left);
      case EQUAL -> equal(ElementwiseOps.EQUAL, compare, left, right, frame);
      case NOT_EQUAL -> equal(ElementwiseOps.NOT_EQUAL, compare, left, right, frame);
    };
  }

  private Value equal(
      Elementwise operation, Expression.Compare compare, Operand left, Operand right, Frame frame) {
    if (left.value() instanceof Value.Text(String a)
        && right.value() instanceof Value.Text(String b)) {
      return new Value.Number(a.equals(b) == (operation == ElementwiseOps.EQUAL) ? 1 : 0);
    }
    if (isClass(left.value()) && isClass(right.value())) {
      return sameClasses(operation, compare, left, right, frame);
    }
    return elementwise(operation, compare.relation().sign(), compare.span(), frame, left, right);
  }

  private Value sameClasses(
      Elementwise operation, Expression.Compare compare, Operand left, Operand right, Frame frame) {
    int a = classes(left.value());
    int b = classes(right.value());
    if (a != b) {
      Diagnostic diagnostic =
          Diagnostic.of(
                  Code.SHAPES_DISAGREE,
                  frame.place(compare.span()),
                  "classes of different counts are compared")
              .label("one of " + a + " and one of " + b);
      return elaborator.reports().error(frame, explained(diagnostic, left, right));
    }
    return elementwise(operation, compare.relation().sign(), compare.span(), frame, left, right);
  }

  private Operand operand(Expression expression, Frame frame) {
    Value value = elaborator.evaluate(expression, frame);
    return new Operand(
        NumberLists.tensor(value, frame.place(expression.span()), frame), expression);
  }

  /// `operation`, written as `sign`, of operands that must not be classes.
  Value apply(Elementwise operation, String sign, Span span, Frame frame, Operand... operands) {
    for (Operand operand : operands) {
      if (isClass(operand.value())) {
        return elaborator.reports().error(frame, classArithmetic(sign, operand, frame));
      }
    }
    return elementwise(operation, sign, span, frame, operands);
  }

  private static Diagnostic classArithmetic(String sign, Operand operand, Frame frame) {
    Diagnostic diagnostic =
        Diagnostic.of(
                Code.CLASS_ARITHMETIC,
                frame.place(operand.expression().span()),
                "`" + sign + "` of a class: its number is a name, not a quantity")
            .label(operand.value().describe())
            .help("`one_hot(" + operand.expression().span().text() + ")` makes numbers of it");
    return Operands.explain(diagnostic, operand.expression(), operand.value());
  }

  private Value elementwise(
      Elementwise operation, String sign, Span span, Frame frame, Operand... operands) {
    for (Operand operand : operands) {
      if (operand.value().isPoison()) {
        return Value.POISON;
      }
      if (operand.value() instanceof Value.Tensors(List<TypedExpr> exprs)) {
        return ofEach(exprs.size(), operation, sign, span, frame, operands);
      }
      if (!isNumeric(operand.value())) {
        return elaborator.reports().error(frame, notNumeric(sign, operand, frame));
      }
    }
    Optional<Double> folded = fold(operation, operands);
    if (folded.isPresent()) {
      return new Value.Number(folded.get());
    }
    Optional<Diagnostic> mismatch = mismatch(sign, span, frame, operands);
    return mismatch.isPresent()
        ? elaborator.reports().error(frame, mismatch.get())
        : new Value.Tensor(combine(operation, frame.place(span), frame, operands));
  }

  /// An operation on several parameters is one on each.
  private Value ofEach(
      int count, Elementwise operation, String sign, Span span, Frame frame, Operand... operands) {
    List<TypedExpr> results = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int position = i;
      Operand[] single =
          Stream.of(operands).map(operand -> single(operand, position)).toArray(Operand[]::new);
      if (!(elementwise(operation, sign, span, frame, single)
          instanceof Value.Tensor(TypedExpr result))) {
        return Value.POISON;
      }
      results.add(result);
    }
    return new Value.Tensors(results);
  }

  private static Operand single(Operand operand, int position) {
    return operand.value() instanceof Value.Tensors(List<TypedExpr> exprs)
        ? new Operand(new Value.Tensor(exprs.get(position % exprs.size())), operand.expression())
        : operand;
  }

  private static Diagnostic notNumeric(String sign, Operand operand, Frame frame) {
    return Diagnostic.of(
        Code.WRONG_KIND,
        frame.place(operand.expression().span()),
        "`" + sign + "` of " + operand.value().describe());
  }

  private static Optional<Double> fold(Elementwise operation, Operand... operands) {
    double[] numbers = new double[3];
    for (int i = 0; i < operands.length; i++) {
      OptionalDouble number = number(operands[i].value());
      if (number.isEmpty()) {
        return Optional.empty();
      }
      numbers[i] = number.getAsDouble();
    }
    return Optional.of(operation.meaning().of(DType.F64, numbers[0], numbers[1], numbers[2]));
  }

  private static Optional<Diagnostic> mismatch(
      String sign, Span span, Frame frame, Operand... operands) {
    for (int i = 1; i < operands.length; i++) {
      for (int j = 0; j < i; j++) {
        Shape left = shape(operands[j].value());
        Shape right = shape(operands[i].value());
        Optional<String> reason = Broadcasting.conflict(left, right);
        if (reason.isPresent()) {
          Diagnostic diagnostic =
              Diagnostic.of(
                      Code.SHAPES_DISAGREE,
                      frame.place(span),
                      "shapes do not agree in `" + sign + "`")
                  .label(
                      left
                          + " "
                          + (sign.matches("\\w+") ? "and" : sign)
                          + " "
                          + right
                          + ": "
                          + reason.get());
          return Optional.of(explained(diagnostic, operands[j], operands[i]));
        }
      }
    }
    return Optional.empty();
  }

  static Diagnostic explained(Diagnostic diagnostic, Operand left, Operand right) {
    Diagnostic first = Operands.explain(diagnostic, left.expression(), left.value());
    return Operands.explain(first, right.expression(), right.value());
  }

  private static TypedExpr combine(
      Elementwise operation, Span place, Frame frame, Operand... operands) {
    TypedExpr[] exprs = new TypedExpr[operands.length];
    for (int i = 0; i < operands.length; i++) {
      exprs[i] = tensor(operands[i].value(), place, frame.tensors());
    }
    return unchanged(operation, exprs)
        .orElseGet(() -> frame.tensors().apply(operation, place, exprs));
  }

  /// `1 · x`, `x · 1`, `x / 1` and `x - 0` are `x`, bit for bit.
  private static Optional<TypedExpr> unchanged(Elementwise operation, TypedExpr... x) {
    boolean one = operation == ElementwiseOps.MULTIPLY || operation == ElementwiseOps.DIVIDE;
    if ((one && isConstant(x[1], 1))
        || (operation == ElementwiseOps.SUBTRACT && isConstant(x[1], 0))) {
      return Optional.of(x[0]);
    }
    return operation == ElementwiseOps.MULTIPLY && isConstant(x[0], 1)
        ? Optional.of(x[1])
        : Optional.empty();
  }

  private static boolean isConstant(TypedExpr x, double number) {
    return x.op() instanceof TypedOp.Constant(double value) && Double.compare(value, number) == 0;
  }

  /// `value` as a tensor; it must be numeric.
  static TypedExpr tensor(Value value, Span place, Tensors tensors) {
    return value instanceof Value.Tensor(TypedExpr expr)
        ? expr
        : tensors.constant(number(value).orElseThrow(), place);
  }

  /// The number that `value` is, if it is known.
  static OptionalDouble number(Value value) {
    return switch (value) {
      case Value.Number(double number) -> OptionalDouble.of(number);
      case Value.Bool(boolean bool) -> OptionalDouble.of(bool ? 1 : 0);
      default -> OptionalDouble.empty();
    };
  }

  static boolean isNumeric(Value value) {
    return value instanceof Value.Tensor || number(value).isPresent();
  }

  static boolean isClass(Value value) {
    return value instanceof Value.Tensor(TypedExpr expr) && expr.type().isClass();
  }

  static int classes(Value value) {
    return value instanceof Value.Tensor(TypedExpr expr)
            && expr.type().elements() instanceof Elements.OneOf(int count, _)
        ? count
        : 0;
  }

  private static Shape shape(Value value) {
    return value instanceof Value.Tensor(TypedExpr expr) ? expr.type().shape() : Shape.SCALAR;
  }
}
