package netwright.loop;

import java.util.Locale;
import java.util.stream.Collectors;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Constant;
import netwright.loop.LoopExpr.Load;
import netwright.loop.LoopExpr.Position;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopExpr.RowCount;
import netwright.loop.LoopExpr.StepCount;
import netwright.loop.LoopExpr.Uniform;

/// Text of expressions: infix where mathematics has it, calls elsewhere.
final class LoopExprPrinter {
  private static final int LOOSEST = 0;
  private static final int SUM = 2;
  private static final int PRODUCT = 3;
  private static final int TIGHTEST = 4;

  private LoopExprPrinter() {}

  static String print(LoopExpr expression) {
    return print(expression, LOOSEST);
  }

  private static String print(LoopExpr expression, int context) {
    return switch (expression) {
      case Constant constant -> constant(constant);
      case Load load -> LoopPrinter.element(load.buffer(), load.position());
      case LoopExpr.Pick pick ->
          picked(pick.buffer(), pick.position(), pick.index(), pick.stride(), pick.count());
      case Read read -> read.local().name();
      case Position position -> "position(" + position.position() + ")";
      case RowCount _ -> "rows";
      case StepCount _ -> "step";
      case Uniform uniform -> "uniform(" + uniform.stream() + ", " + uniform.element() + ")";
      case Apply apply -> apply(apply, context);
    };
  }

  /// `scratch@16[i + 3*(v2 in 0..9)]`
  static String picked(Buffer buffer, Affine position, LoopExpr index, int stride, int count) {
    String element = LoopPrinter.element(buffer, position);
    String place =
        (stride == 1 ? "(" : stride + "*(") + print(index) + " in 0.." + (count - 1) + ")";
    return element.substring(0, element.length() - 1) + " + " + place + "]";
  }

  private static String constant(Constant constant) {
    return switch (constant.type()) {
      case F32 -> Float.toString((float) constant.value());
      case F64 -> constant.value() + "d";
      case I32 -> "0x" + Integer.toHexString((int) constant.value());
      case MASK -> constant.value() != 0 ? "true" : "false";
    };
  }

  private static String apply(Apply apply, int context) {
    String symbol = symbol(apply.primitive());
    if (symbol.isEmpty()) {
      return call(apply);
    }
    int strength = strength(apply.primitive());
    String left = print(apply.arguments().getFirst(), strength);
    String right = print(apply.arguments().getLast(), strength + 1);
    String infix = left + " " + symbol + " " + right;
    return strength < context ? "(" + infix + ")" : infix;
  }

  private static String call(Apply apply) {
    return apply.arguments().stream()
        .map(LoopExprPrinter::print)
        .collect(
            Collectors.joining(", ", apply.primitive().name().toLowerCase(Locale.ROOT) + "(", ")"));
  }

  private static String symbol(Primitive primitive) {
    return switch (primitive) {
      case ADD, INT_ADD -> "+";
      case SUBTRACT, INT_SUBTRACT -> "-";
      case MULTIPLY -> "*";
      case DIVIDE -> "/";
      case LESS -> "<";
      case LESS_OR_EQUAL -> "<=";
      case EQUAL -> "==";
      case NOT_EQUAL -> "!=";
      default -> "";
    };
  }

  private static int strength(Primitive primitive) {
    return switch (primitive) {
      case MULTIPLY, DIVIDE -> PRODUCT;
      case ADD, INT_ADD, SUBTRACT, INT_SUBTRACT -> SUM;
      default -> primitive.isComparison() ? 1 : TIGHTEST;
    };
  }
}
