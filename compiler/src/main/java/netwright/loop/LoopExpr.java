package netwright.loop;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/// A value in the loop language. Evaluating one has no effect.
public sealed interface LoopExpr {

  /// The type of the value.
  ElementType type();

  /// A constant; `value` is already rounded to `type` (for I32: integral).
  record Constant(ElementType type, double value) implements LoopExpr {}

  /// The element of `buffer` at `position`, counted from the buffer's start.
  record Load(Buffer buffer, Affine position) implements LoopExpr {
    @Override
    public ElementType type() {
      return buffer.space().element();
    }
  }

  /// The element of `buffer` at `position + stride · i`, where `i` is `index` as an integer, rounded towards 0 (NaN is
  /// 0), or the nearest of 0 … `count` - 1.
  record Pick(Buffer buffer, Affine position, LoopExpr index, int stride, int count)
      implements LoopExpr {
    @Override
    public ElementType type() {
      return buffer.space().element();
    }
  }

  /// The value of a local.
  record Read(Local local) implements LoopExpr {
    @Override
    public ElementType type() {
      return local.type();
    }
  }

  /// A position as a number, for `range(n)`.
  record Position(ElementType type, Affine position) implements LoopExpr {}

  /// The number of samples in this batch, as F64.
  record RowCount() implements LoopExpr {
    @Override
    public ElementType type() {
      return ElementType.F64;
    }
  }

  /// The number of this training step, from 1, as F64.
  record StepCount() implements LoopExpr {
    @Override
    public ElementType type() {
      return ElementType.F64;
    }
  }

  /// A draw from [0, 1): `Uniform.ofFloat(seed, stream, step, element)` if `type` is F32, `Uniform.ofDouble` if it is F64.
  record Uniform(ElementType type, int stream, Affine element) implements LoopExpr {}

  /// `primitive` of `arguments`; `type` is the type of the result.
  record Apply(Primitive primitive, ElementType type, List<LoopExpr> arguments)
      implements LoopExpr {
    public Apply {
      arguments = List.copyOf(arguments);
      if (arguments.size() != primitive.arity()) {
        throw new IllegalArgumentException(
            primitive + " takes " + primitive.arity() + " arguments");
      }
    }

    /// The same of what `change` makes of the arguments.
    public Apply map(UnaryOperator<LoopExpr> change) {
      List<LoopExpr> changed = new ArrayList<>(arguments.size());
      for (LoopExpr argument : arguments) {
        changed.add(change.apply(argument));
      }
      return new Apply(primitive, type, changed);
    }
  }
}
