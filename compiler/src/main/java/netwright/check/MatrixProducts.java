package netwright.check;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import netwright.check.Operators.Operand;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.op.TensorBuilder;
import netwright.syntax.Expression;

/// `a @ b`: NumPy's matmul of each sample. The last axis of `a` and the one before the last of `b` (its only one, if it
/// is a vector) are summed over; axes before the last two broadcast.
final class MatrixProducts {
  private final Elaborator elaborator;

  MatrixProducts(Elaborator elaborator) {
    this.elaborator = elaborator;
  }

  Value product(Operand left, Operand right, Span span, Frame frame) {
    if (left.value().isPoison() || right.value().isPoison()) {
      return Value.POISON;
    }
    if (!(left.value() instanceof Value.Tensor(TypedExpr a))) {
      return elaborator.reports().error(frame, noTensor(left, frame));
    }
    if (!(right.value() instanceof Value.Tensor(TypedExpr b))) {
      return elaborator.reports().error(frame, noTensor(right, frame));
    }
    Optional<String> reason = conflict(a.type(), b.type());
    return reason.isPresent()
        ? elaborator.reports().error(frame, mismatch(left, right, a, b, reason.get(), span, frame))
        : new Value.Tensor(
            frame
                .tensors()
                .matmul(a, b, shape(a.type().shape(), b.type().shape()), frame.place(span)));
  }

  private static Diagnostic noTensor(Operand operand, Frame frame) {
    return Diagnostic.of(
            Code.WRONG_KIND,
            frame.place(operand.expression().span()),
            "`@` multiplies tensors, not " + operand.value().describe())
        .help("for numbers, write `*`");
  }

  private static Diagnostic mismatch(
      Operand left,
      Operand right,
      TypedExpr a,
      TypedExpr b,
      String reason,
      Span span,
      Frame frame) {
    Diagnostic diagnostic =
        Diagnostic.of(Code.SHAPES_DISAGREE, frame.place(span), "shapes do not agree in `@`")
            .label(a.type() + " @ " + b.type() + ": " + reason);
    Diagnostic explained = Operators.explained(diagnostic, left, right);
    boolean declared =
        right.expression() instanceof Expression.Name && b.op() instanceof TypedOp.Variable;
    return declared && b.type().shape().rank() == 2 && a.type().shape().rank() > 0
        ? explained.help("declare " + right.expression().span().text() + " as " + fitting(a, b))
        : explained;
  }

  private static Shape fitting(TypedExpr a, TypedExpr b) {
    return Shape.of(a.type().shape().sizes().getLast(), b.type().shape().sizes().getLast());
  }

  private static Optional<String> conflict(ValueType a, ValueType b) {
    if (a.isClass() || b.isClass()) {
      return Optional.of("a class is not a number");
    }
    if (a.shape().rank() == 0 || b.shape().rank() == 0) {
      return Optional.of("a single number has no axis to sum over");
    }
    int inner = a.shape().sizes().getLast();
    int other = b.shape().size(Math.max(0, b.shape().rank() - 2));
    if (inner != other) {
      return Optional.of("the inner sizes " + inner + " and " + other + " differ");
    }
    return Broadcasting.conflict(leading(a.shape()), leading(b.shape()))
        .map(_ -> "the leading axes do not broadcast");
  }

  private static Shape leading(Shape shape) {
    return new Shape(shape.sizes().subList(0, Math.max(0, shape.rank() - 2)));
  }

  private static Shape shape(Shape a, Shape b) {
    List<Integer> sizes =
        new ArrayList<>(TensorBuilder.broadcastShape(leading(a), leading(b)).sizes());
    if (a.rank() > 1) {
      sizes.add(a.size(a.rank() - 2));
    }
    if (b.rank() > 1) {
      sizes.add(b.sizes().getLast());
    }
    return new Shape(sizes);
  }
}
