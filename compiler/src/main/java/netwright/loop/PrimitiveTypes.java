package netwright.loop;

import static netwright.loop.ElementType.F32;
import static netwright.loop.ElementType.F64;
import static netwright.loop.ElementType.I32;
import static netwright.loop.ElementType.MASK;

import java.util.ArrayList;
import java.util.List;
import netwright.loop.LoopExpr.Apply;

/// Which types each primitive takes and gives.
final class PrimitiveTypes {
  private PrimitiveTypes() {}

  /// What is wrong with the types of `apply`; empty if nothing is.
  static String mistake(Apply apply) {
    List<ElementType> types = new ArrayList<>();
    for (LoopExpr argument : apply.arguments()) {
      types.add(argument.type());
    }
    return fits(apply, types) ? "" : apply.primitive() + types.toString() + " as " + apply.type();
  }

  private static boolean fits(Apply apply, List<ElementType> arguments) {
    ElementType first = arguments.getFirst();
    ElementType result = apply.type();
    return switch (apply.primitive()) {
      case ADD, SUBTRACT, MULTIPLY, DIVIDE, FMA, NEGATE, ABSOLUTE, SQUARE_ROOT, FLOOR ->
          floats(arguments, result);
      case MINIMUM, MAXIMUM, EXP, LOG, LOG1P, EXPM1, TANH, ERF, SIGMOID, SIN, COS, POWER ->
          floats(arguments, result);
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL ->
          result == MASK && first != MASK && first == arguments.getLast();
      case SELECT -> first == MASK && arguments.get(1) == result && arguments.get(2) == result;
      case WIDEN -> first == F32 && result == F64;
      case NARROW -> first == F64 && result == F32;
      case BITS -> first == F32 && result == I32;
      case FROM_BITS -> first == I32 && result == F32;
      case INT_ADD, INT_SUBTRACT, INT_AND, INT_OR, INT_XOR -> all(arguments, I32) && result == I32;
      case SHIFT_LEFT, SHIFT_RIGHT, SHIFT_RIGHT_UNSIGNED ->
          all(arguments, I32)
              && result == I32
              && apply.arguments().getLast() instanceof LoopExpr.Constant;
    };
  }

  private static boolean floats(List<ElementType> arguments, ElementType result) {
    return (result == F32 || result == F64) && all(arguments, result);
  }

  private static boolean all(List<ElementType> arguments, ElementType type) {
    for (ElementType argument : arguments) {
      if (argument != type) {
        return false;
      }
    }
    return true;
  }
}
