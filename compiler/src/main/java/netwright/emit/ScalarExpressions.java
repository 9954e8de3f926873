package netwright.emit;

import static org.objectweb.asm.Opcodes.*;

import netwright.loop.Affine;
import netwright.loop.Buffer;
import netwright.loop.ElementType;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Constant;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Position;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopExpr.RowCount;
import netwright.loop.LoopExpr.StepCount;
import netwright.loop.LoopExpr.Uniform;
import netwright.loop.Primitive;
import org.objectweb.asm.Label;

/// Expressions as code that leaves one value on the stack.
final class ScalarExpressions {
  private final MethodEmitter method;
  private final Code code;

  ScalarExpressions(MethodEmitter method) {
    this.method = method;
    this.code = method.code();
  }

  /// Pushes the value of `expression`; a mask is 0 or 1.
  void push(LoopExpr expression) {
    switch (expression) {
      case Constant constant -> constant(constant);
      case Load load -> {
        method.element(load);
        code.loadElement(load.type());
      }
      case LoopExpr.Pick pick -> {
        place(pick.buffer(), pick.position(), pick.index(), pick.stride(), pick.count());
        code.loadElement(pick.type());
      }
      case Read read -> code.load(read.type(), method.frame().slot(read.local()));
      case Position position -> position(position);
      case RowCount _ -> {
        code.variable(ILOAD, Code.ROWS);
        code.op(I2D);
      }
      case StepCount _ -> {
        code.variable(LLOAD, Code.STEP);
        code.op(L2D);
      }
      case Uniform uniform -> uniform(uniform);
      case Apply apply -> apply(apply);
    }
  }

  /// Pushes the array behind `buffer`, then the place that `index` chooses, as [LoopExpr.Pick] says.
  void place(Buffer buffer, Affine position, LoopExpr index, int stride, int count) {
    method.element(buffer, position);
    number(index, count);
    if (stride != 1) {
      code.constant(stride);
      code.op(IMUL);
    }
    code.op(IADD);
  }

  /// Pushes `index` as an int from 0 to `count` - 1.
  void number(LoopExpr index, int count) {
    push(index);
    switch (index.type()) {
      case F32 -> code.op(F2I);
      case F64 -> code.op(D2I);
      case I32, MASK -> {}
    }
    if (!isInRange(index)) {
      code.constant(count - 1);
      Calls.math(code, "min", 2, ElementType.I32);
      code.constant(0);
      Calls.math(code, "max", 2, ElementType.I32);
    }
  }

  /// Integers come from here only.
  private static boolean isInRange(LoopExpr index) {
    return index.type() == ElementType.I32;
  }

  /// Jumps to `target` if `mask` is false.
  void jumpUnless(LoopExpr mask, Label target) {
    if (mask instanceof Apply comparison && comparison.primitive().isComparison()) {
      comparison.arguments().forEach(this::push);
      jumpUnless(comparison.primitive(), comparison.arguments().getFirst().type(), target);
    } else {
      push(mask);
      code.jump(IFEQ, target);
    }
  }

  private void jumpUnless(Primitive comparison, ElementType type, Label target) {
    if (type == ElementType.I32) {
      code.jump(
          switch (comparison) {
            case LESS -> IF_ICMPGE;
            case LESS_OR_EQUAL -> IF_ICMPGT;
            case EQUAL -> IF_ICMPNE;
            default -> IF_ICMPEQ;
          },
          target);
      return;
    }
    boolean below = comparison == Primitive.LESS || comparison == Primitive.LESS_OR_EQUAL;
    boolean single = type == ElementType.F32;
    code.op(below ? (single ? FCMPG : DCMPG) : (single ? FCMPL : DCMPL));
    code.jump(
        switch (comparison) {
          case LESS -> IFGE;
          case LESS_OR_EQUAL -> IFGT;
          case EQUAL -> IFNE;
          default -> IFEQ;
        },
        target);
  }

  private void constant(Constant constant) {
    switch (constant.type()) {
      case F32 -> code.constant((float) constant.value());
      case F64 -> code.constant(constant.value());
      case I32 -> code.constant((int) constant.value());
      case MASK -> code.constant(constant.value() != 0 ? 1 : 0);
    }
  }

  private void position(Position position) {
    method.position(0, position.position());
    convert(position.type());
  }

  /// Pops an int, pushes it as a number of `type`.
  void convert(ElementType type) {
    switch (type) {
      case F32 -> code.op(I2F);
      case F64 -> code.op(I2D);
      case I32, MASK -> {}
    }
  }

  private void uniform(Uniform uniform) {
    code.variable(LLOAD, Code.SEED);
    code.constant(uniform.stream());
    code.variable(LLOAD, Code.STEP);
    method.position(0, uniform.element());
    code.op(I2L);
    Calls.uniform(code, uniform.type());
  }

  private void apply(Apply apply) {
    switch (apply.primitive()) {
      case SELECT -> select(apply);
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL ->
          choice(apply, () -> code.constant(1), () -> code.constant(0));
      case SQUARE_ROOT -> inDouble(apply, "sqrt");
      case FLOOR -> inDouble(apply, "floor");
      default -> {
        apply.arguments().forEach(this::push);
        operation(apply.primitive(), apply.type());
      }
    }
  }

  private void select(Apply apply) {
    LoopExpr mask = apply.arguments().get(0);
    LoopExpr yes = apply.arguments().get(1);
    LoopExpr no = apply.arguments().get(2);
    boolean known = isKnown(yes) && isKnown(no) && apply.type() == ElementType.F32;
    if (known && method.owner().lanes() instanceof Lanes.Shared) {
      blend(mask, yes, no);
    } else {
      choice(mask, () -> push(yes), () -> push(no));
    }
  }

  private static boolean isKnown(LoopExpr expression) {
    return expression instanceof Constant || expression instanceof Read;
  }

  /// Chooses between bits, by an int of which all are set or none. HotSpot makes a jump of a choice between floats, which
  /// processors guess wrong for every other element of a `relu`; for a choice between ints there is an instruction.
  private void blend(LoopExpr mask, LoopExpr yes, LoopExpr no) {
    bits(no);
    bits(yes);
    bits(no);
    code.op(IXOR);
    push(mask);
    code.op(INEG);
    code.op(IAND);
    code.op(IXOR);
    code.invokeStatic("java/lang/Float", "intBitsToFloat", "(I)F");
  }

  private void bits(LoopExpr expression) {
    if (expression instanceof Constant constant) {
      code.constant(Float.floatToRawIntBits((float) constant.value()));
    } else {
      push(expression);
      code.invokeStatic("java/lang/Float", "floatToRawIntBits", "(F)I");
    }
  }

  private void choice(LoopExpr mask, Runnable yes, Runnable no) {
    Label otherwise = new Label();
    Label end = new Label();
    jumpUnless(mask, otherwise);
    yes.run();
    code.jump(GOTO, end);
    code.place(otherwise);
    no.run();
    code.place(end);
  }

  /// A function that is exact, or rounds the same, when a float goes through double.
  private void inDouble(Apply apply, String name) {
    push(apply.arguments().getFirst());
    if (apply.type() == ElementType.F32) {
      code.op(F2D);
    }
    Calls.math(code, name, 1, ElementType.F64);
    if (apply.type() == ElementType.F32) {
      code.op(D2F);
    }
  }

  private void operation(Primitive primitive, ElementType type) {
    boolean single = type == ElementType.F32;
    switch (primitive) {
      case ADD -> code.op(single ? FADD : DADD);
      case SUBTRACT -> code.op(single ? FSUB : DSUB);
      case MULTIPLY -> code.op(single ? FMUL : DMUL);
      case DIVIDE -> code.op(single ? FDIV : DDIV);
      case NEGATE -> code.op(single ? FNEG : DNEG);
      case FMA -> Calls.fma(code, type);
      case ABSOLUTE -> Calls.math(code, "abs", 1, type);
      case MINIMUM -> Calls.math(code, "min", 2, type);
      case MAXIMUM -> Calls.math(code, "max", 2, type);
      case WIDEN -> code.op(F2D);
      case NARROW -> code.op(D2F);
      case EXP, LOG, LOG1P, EXPM1, TANH, ERF, SIGMOID, SIN, COS, POWER ->
          Calls.elementary(code, primitive, type);
      case BITS -> code.invokeStatic("java/lang/Float", "floatToRawIntBits", "(F)I");
      case FROM_BITS -> code.invokeStatic("java/lang/Float", "intBitsToFloat", "(I)F");
      case INT_ADD -> code.op(IADD);
      case INT_SUBTRACT -> code.op(ISUB);
      case INT_AND -> code.op(IAND);
      case INT_OR -> code.op(IOR);
      case INT_XOR -> code.op(IXOR);
      case SHIFT_LEFT -> code.op(ISHL);
      case SHIFT_RIGHT -> code.op(ISHR);
      case SHIFT_RIGHT_UNSIGNED -> code.op(IUSHR);
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL, SELECT, SQUARE_ROOT, FLOOR ->
          throw new IllegalStateException(primitive + " is written elsewhere");
    }
  }
}
