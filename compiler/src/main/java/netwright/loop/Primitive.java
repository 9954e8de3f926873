package netwright.loop;

/// The operations of [LoopExpr.Apply]. Each rounds once. Arithmetic is defined on F32 and F64 alike.
public enum Primitive {
  ADD(2),
  SUBTRACT(2),
  MULTIPLY(2),
  DIVIDE(2),
  /// `fma(a, b, c)`: a·b + c, rounded once, as `netwright.runtime.math.Fma`.
  FMA(3),
  NEGATE(1),
  ABSOLUTE(1),
  SQUARE_ROOT(1),
  FLOOR(1),
  /// As `Math.min`: NaN wins, -0 is below +0.
  MINIMUM(2),
  /// As `Math.max`: NaN wins, +0 is above -0.
  MAXIMUM(2),

  /// Comparisons give a mask; each is false when an argument is NaN, but [#NOT_EQUAL], which is true.
  LESS(2),
  LESS_OR_EQUAL(2),
  EQUAL(2),
  NOT_EQUAL(2),
  /// `select(mask, a, b)`: a where the mask is true, else b.
  SELECT(3),

  /// F32 to F64, exact.
  WIDEN(1),
  /// F64 to F32, rounded to nearest even.
  NARROW(1),

  /// Elementary functions, `netwright.runtime.math.Functions` (F32) and `StrictMath` (F64).
  EXP(1),
  LOG(1),
  LOG1P(1),
  EXPM1(1),
  TANH(1),
  ERF(1),
  /// 1 / (1 + e⁻ˣ).
  SIGMOID(1),
  SIN(1),
  COS(1),
  POWER(2),

  /// The bits of an F32 as I32, and back.
  BITS(1),
  FROM_BITS(1),
  /// Integer arithmetic on I32; shifts are by a constant second argument.
  INT_ADD(2),
  INT_SUBTRACT(2),
  INT_AND(2),
  INT_OR(2),
  INT_XOR(2),
  SHIFT_LEFT(2),
  SHIFT_RIGHT(2),
  SHIFT_RIGHT_UNSIGNED(2);

  private final int arity;

  Primitive(int arity) {
    this.arity = arity;
  }

  /// The number of arguments.
  public int arity() {
    return arity;
  }

  /// Whether this compares its arguments and gives a mask.
  public boolean isComparison() {
    return switch (this) {
      case LESS, LESS_OR_EQUAL, EQUAL, NOT_EQUAL -> true;
      default -> false;
    };
  }
}
