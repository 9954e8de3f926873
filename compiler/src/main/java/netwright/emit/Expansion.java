package netwright.emit;

import java.util.ArrayList;
import java.util.List;
import netwright.loop.ElementType;
import netwright.loop.Local;
import netwright.loop.LoopExpr;
import netwright.loop.LoopExpr.Apply;
import netwright.loop.LoopExpr.Constant;
import netwright.loop.LoopExpr.Read;
import netwright.loop.LoopStmt.Let;
import netwright.loop.Primitive;

/// A function written out in arithmetic, comparisons and bits: a list of lets under construction, and the words to
/// write the next one with.
final class Expansion {
  private final List<Let> lets = new ArrayList<>();
  private final String name;

  /// @param name what the names of the lets start with
  Expansion(String name) {
    this.name = name;
  }

  /// The lets so far, in order.
  List<Let> lets() {
    return lets;
  }

  /// Names `value`, so that it is computed once.
  LoopExpr let(LoopExpr value) {
    Local local = new Local(name + lets.size(), value.type());
    lets.add(new Let(local, value));
    return new Read(local);
  }

  static LoopExpr number(float value) {
    return new Constant(ElementType.F32, value);
  }

  static LoopExpr number(int value) {
    return new Constant(ElementType.I32, value);
  }

  static LoopExpr add(LoopExpr a, LoopExpr b) {
    return apply(a.type() == ElementType.I32 ? Primitive.INT_ADD : Primitive.ADD, a, b);
  }

  static LoopExpr subtract(LoopExpr a, LoopExpr b) {
    return apply(a.type() == ElementType.I32 ? Primitive.INT_SUBTRACT : Primitive.SUBTRACT, a, b);
  }

  static LoopExpr multiply(LoopExpr a, LoopExpr b) {
    return apply(Primitive.MULTIPLY, a, b);
  }

  static LoopExpr divide(LoopExpr a, LoopExpr b) {
    return apply(Primitive.DIVIDE, a, b);
  }

  static LoopExpr negate(LoopExpr a) {
    return apply(Primitive.NEGATE, a);
  }

  static LoopExpr absolute(LoopExpr a) {
    return apply(Primitive.ABSOLUTE, a);
  }

  static LoopExpr fma(LoopExpr a, LoopExpr b, LoopExpr c) {
    return apply(Primitive.FMA, a, b, c);
  }

  static LoopExpr fma(LoopExpr a, LoopExpr b, float c) {
    return fma(a, b, number(c));
  }

  static LoopExpr and(LoopExpr a, int mask) {
    return apply(Primitive.INT_AND, a, number(mask));
  }

  static LoopExpr or(LoopExpr a, LoopExpr b) {
    return apply(Primitive.INT_OR, a, b);
  }

  static LoopExpr shiftLeft(LoopExpr a, int by) {
    return apply(Primitive.SHIFT_LEFT, a, number(by));
  }

  static LoopExpr shiftRight(LoopExpr a, int by) {
    return apply(Primitive.SHIFT_RIGHT, a, number(by));
  }

  static LoopExpr bits(LoopExpr a) {
    return apply(Primitive.BITS, a);
  }

  static LoopExpr fromBits(LoopExpr a) {
    return apply(Primitive.FROM_BITS, a);
  }

  static LoopExpr less(LoopExpr a, LoopExpr b) {
    return apply(Primitive.LESS, a, b);
  }

  static LoopExpr equal(LoopExpr a, LoopExpr b) {
    return apply(Primitive.EQUAL, a, b);
  }

  static LoopExpr select(LoopExpr mask, LoopExpr a, LoopExpr b) {
    return apply(Primitive.SELECT, mask, a, b);
  }

  /// coefficients[0] + x·(coefficients[1] + x·(…)) by Horner's rule; the highest coefficient comes last.
  LoopExpr horner(LoopExpr x, float... coefficients) {
    LoopExpr sum = number(coefficients[coefficients.length - 1]);
    for (int power = coefficients.length - 2; power >= 0; power--) {
      sum = fma(sum, x, coefficients[power]);
    }
    return sum;
  }

  private static LoopExpr apply(Primitive primitive, LoopExpr... arguments) {
    ElementType type =
        switch (primitive) {
          case LESS, EQUAL -> ElementType.MASK;
          case BITS -> ElementType.I32;
          case FROM_BITS -> ElementType.F32;
          default -> arguments[arguments.length - 1].type();
        };
    return new Apply(primitive, type, List.of(arguments));
  }
}
