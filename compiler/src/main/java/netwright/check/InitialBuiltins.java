package netwright.check;

import java.util.List;
import java.util.Optional;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.diag.Span;
import netwright.ir.Shape;
import netwright.op.ElementwiseOps;

/// Builtins that only an initializer can use: what they stand for is computed once, before the first step.
final class InitialBuiltins {

  private InitialBuiltins() {}

  /// `random(distribution)` has the shape of the parameter, or the one that is said.
  static Value random(BuiltinCall call) {
    if (call.has("like")) {
      return call.error(
          Diagnostic.of(
              Code.ARGUMENT_TWICE, call.place(), "`random` takes `like` or `shape`, not both"));
    }
    Optional<Variables.Draft> filled = call.frame().filled();
    if (filled.isEmpty()) {
      return call.error(
          Diagnostic.of(
                  Code.MISSING_ARGUMENT,
                  call.place(),
                  "`random` outside an initializer needs `like`")
              .help("`random(bernoulli(0.5), like = x)` draws for each element of each sample"));
    }
    Value distribution = call.value("distribution");
    if (!(distribution instanceof Value.Distribution drawn)) {
      return call.wrong("distribution", "`uniform(low, high)`, `normal(mean, std)`", distribution);
    }
    Optional<Shape> shape = call.has("shape") ? shape(call) : Optional.of(filled.get().shape());
    return shape.isPresent() ? draw(drawn, shape.get(), filled.get(), call) : Value.POISON;
  }

  private static Optional<Shape> shape(BuiltinCall call) {
    Optional<List<Integer>> sizes = TensorBuiltins.integers(call, "shape");
    if (sizes.isPresent()
        && (sizes.get().stream().anyMatch(size -> size < 1)
            || !Sizes.fits(new Shape(sizes.get())))) {
      call.error(
          Diagnostic.of(
              Code.BAD_SIZE, call.place("shape"), sizes.get() + " is not the shape of a tensor"));
      return Optional.empty();
    }
    return sizes.map(Shape::new);
  }

  private static Value draw(
      Value.Distribution drawn, Shape shape, Variables.Draft filled, BuiltinCall call) {
    double first = drawn.first();
    double second = drawn.second();
    return switch (drawn.family()) {
      case UNIFORM ->
          new Value.Tensor(leaf(new Initial.Uniform(first, second), shape, filled, call));
      case NORMAL -> new Value.Tensor(leaf(new Initial.Normal(first, second), shape, filled, call));
      case CONSTANT -> drawn.number();
      case BERNOULLI -> {
        Span place = call.place();
        TypedExpr uniform = leaf(new Initial.Uniform(0, 1), shape, filled, call);
        TypedExpr p = call.tensors().constant(first, place);
        yield new Value.Tensor(call.tensors().apply(ElementwiseOps.LESS, place, uniform, p));
      }
    };
  }

  private static TypedExpr leaf(
      Initial distribution, Shape shape, Variables.Draft filled, BuiltinCall call) {
    return call.tensors()
        .leaf(
            new TypedOp.Draw(distribution, filled.nextDraw()),
            ValueType.real(shape, false),
            call.place());
  }

  /// A matrix whose columns, or rows if they are fewer, are orthonormal.
  static Value orthonormal(BuiltinCall call) {
    return arranged(TypedOp.Arrangement.ORTHONORMAL, 2, "a matrix", call);
  }

  /// The places of elements along the last axis, were it sorted; from 0.
  static Value ranks(BuiltinCall call) {
    return arranged(TypedOp.Arrangement.RANKS, 1, "a tensor with an axis", call);
  }

  private static Value arranged(
      TypedOp.Arrangement arrangement, int leastRank, String due, BuiltinCall call) {
    Value value = call.value("x");
    boolean fits =
        value instanceof Value.Tensor(TypedExpr x)
            && x.type().shape().rank() >= leastRank
            && (arrangement == TypedOp.Arrangement.RANKS || x.type().shape().rank() == leastRank);
    if (!fits) {
      return call.wrong("x", due, value);
    }
    if (call.frame().filled().isEmpty()) {
      return call.error(
          Diagnostic.of(
              Code.MISPLACED,
              call.place(),
              "`" + call.callee() + "` can only be used in an initializer"));
    }
    TypedExpr x = ((Value.Tensor) value).expr();
    return new Value.Tensor(call.tensors().arranged(arrangement, x, call.place()));
  }
}
