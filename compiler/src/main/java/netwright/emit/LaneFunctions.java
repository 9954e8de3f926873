package netwright.emit;

import static netwright.emit.Expansion.absolute;
import static netwright.emit.Expansion.add;
import static netwright.emit.Expansion.and;
import static netwright.emit.Expansion.bits;
import static netwright.emit.Expansion.divide;
import static netwright.emit.Expansion.equal;
import static netwright.emit.Expansion.fma;
import static netwright.emit.Expansion.fromBits;
import static netwright.emit.Expansion.less;
import static netwright.emit.Expansion.multiply;
import static netwright.emit.Expansion.negate;
import static netwright.emit.Expansion.number;
import static netwright.emit.Expansion.or;
import static netwright.emit.Expansion.select;
import static netwright.emit.Expansion.shiftLeft;
import static netwright.emit.Expansion.shiftRight;
import static netwright.emit.Expansion.subtract;

import netwright.loop.LoopExpr;
import netwright.loop.Primitive;
import netwright.runtime.math.FloatErrorFunction;
import netwright.runtime.math.FloatExponential;
import netwright.runtime.math.FloatHyperbolic;
import netwright.runtime.math.FloatLogarithm;

/// The elementary functions written out for lanes: operation for operation what `netwright.runtime.math` does for one
/// float, so with the same bits. Where a function there selects between two formulas, both are computed here.
///
/// sin and cos of large arguments and powers are no straight lines; loops with them stay scalar.
final class LaneFunctions {
  private static final int SIGN = 0x80000000;
  private static final int MAGNITUDE = 0x7FFFFFFF;
  private static final float INTEGERS_FROM = 0x1p23f;

  private final Expansion at;

  private LaneFunctions(Expansion at) {
    this.at = at;
  }

  /// Whether [#expand] knows `function`.
  static boolean knows(Primitive function) {
    return switch (function) {
      case EXP, EXPM1, LOG, LOG1P, TANH, ERF, SIGMOID, FLOOR -> true;
      default -> false;
    };
  }

  /// Adds the lets of `function(x)` to `at` and returns its value. `x` is a read or a constant.
  static LoopExpr expand(Primitive function, LoopExpr x, Expansion at) {
    LaneFunctions functions = new LaneFunctions(at);
    return switch (function) {
      case EXP -> functions.exp(x);
      case EXPM1 -> functions.expm1(x);
      case LOG -> functions.log(x);
      case LOG1P -> functions.log1p(x);
      case TANH -> functions.tanh(x);
      case ERF -> functions.erf(x);
      case SIGMOID -> functions.sigmoid(x);
      case FLOOR -> functions.floor(x);
      default -> throw new IllegalArgumentException(function + " has no form for lanes");
    };
  }

  /// y / ln 2 rounded, in the low bits of a float (`shifted`), and y - n·ln 2.
  private record Reduced(LoopExpr shifted, LoopExpr r) {}

  private Reduced reduce(LoopExpr y) {
    LoopExpr shifted = at.let(fma(y, number(FloatExponential.LOG2_E), FloatExponential.ROUND));
    LoopExpr n = at.let(subtract(shifted, number(FloatExponential.ROUND)));
    LoopExpr high = fma(n, number(-FloatExponential.LN2_HIGH), y);
    return new Reduced(shifted, at.let(fma(n, number(-FloatExponential.LN2_LOW), high)));
  }

  private LoopExpr exponent(Reduced reduced) {
    return subtract(bits(reduced.shifted()), number(FloatExponential.ROUND_BITS));
  }

  private static LoopExpr powerOfTwo(LoopExpr exponent) {
    return fromBits(shiftLeft(add(exponent, number(127)), 23));
  }

  private LoopExpr q(LoopExpr r) {
    return at.horner(
        r,
        FloatExponential.Q0,
        FloatExponential.Q1,
        FloatExponential.Q2,
        FloatExponential.Q3,
        FloatExponential.Q4);
  }

  /// eʳ = 1 + r + r²·Q(r).
  private LoopExpr power(LoopExpr r) {
    return at.let(fma(r, fma(r, q(r), 1f), 1f));
  }

  private LoopExpr atLeast(LoopExpr x, float least) {
    return at.let(select(less(x, number(least)), number(least), x));
  }

  private LoopExpr atMost(LoopExpr x, float most) {
    return at.let(select(less(number(most), x), number(most), x));
  }

  private LoopExpr exp(LoopExpr x) {
    LoopExpr raised = atLeast(x, FloatExponential.EXP_LOWEST);
    return finiteExp(atMost(raised, FloatExponential.EXP_HIGHEST));
  }

  /// eʸ for arguments that need not be moved into the range.
  private LoopExpr finiteExp(LoopExpr y) {
    Reduced reduced = reduce(y);
    LoopExpr p = power(reduced.r());
    LoopExpr exponent = at.let(exponent(reduced));
    LoopExpr half = at.let(shiftRight(exponent, 1));
    return multiply(multiply(p, powerOfTwo(half)), powerOfTwo(subtract(exponent, half)));
  }

  private LoopExpr expm1(LoopExpr x) {
    LoopExpr raised = atLeast(x, FloatExponential.EXPM1_LOWEST);
    Reduced reduced = reduce(atMost(raised, FloatExponential.EXP_HIGHEST));
    LoopExpr s = at.let(powerOfTwo(subtract(exponent(reduced), number(1))));
    LoopExpr half = at.let(fma(s, powerLess1(reduced.r()), subtract(s, number(0.5f))));
    LoopExpr tiny = less(absolute(x), number(FloatExponential.EXPM1_TINY));
    return select(tiny, x, add(half, half));
  }

  /// eʳ - 1 = r + r²·Q(r).
  private LoopExpr powerLess1(LoopExpr r) {
    return fma(multiply(r, r), q(r), r);
  }

  private LoopExpr tanh(LoopExpr x) {
    LoopExpr a = at.let(fromBits(and(bits(x), MAGNITUDE)));
    LoopExpr h = at.let(halfExponentialLess1(at.let(atMost(a, FloatHyperbolic.HIGHEST))));
    LoopExpr q = at.let(divide(h, add(h, number(1f))));
    LoopExpr small = fma(negate(h), q, h);
    return withSign(select(less(a, number(FloatHyperbolic.SMALL)), small, q), x);
  }

  private LoopExpr halfExponentialLess1(LoopExpr a) {
    LoopExpr shifted = at.let(fma(a, number(FloatHyperbolic.TWO_LOG2_E), FloatHyperbolic.ROUND));
    LoopExpr n = at.let(subtract(shifted, number(FloatHyperbolic.ROUND)));
    LoopExpr high = fma(n, number(-FloatHyperbolic.HALF_LN2_HIGH), a);
    LoopExpr z = at.let(fma(n, number(-FloatHyperbolic.HALF_LN2_LOW), high));
    LoopExpr q =
        at.horner(
            z,
            FloatHyperbolic.Q0,
            FloatHyperbolic.Q1,
            FloatHyperbolic.Q2,
            FloatHyperbolic.Q3,
            FloatHyperbolic.Q4);
    LoopExpr m = fma(multiply(z, z), q, z);
    LoopExpr power = at.let(fromBits(shiftLeft(bits(shifted), 23)));
    return fma(power, m, fma(power, number(0.5f), -0.5f));
  }

  private LoopExpr sigmoid(LoopExpr x) {
    LoopExpr e =
        at.let(finiteExp(atLeast(at.let(negate(absolute(x))), FloatExponential.EXP_LOWEST)));
    LoopExpr q = at.let(divide(e, add(number(1f), e)));
    return select(less(x, number(0f)), fma(negate(e), q, e), subtract(number(1f), q));
  }

  private LoopExpr erf(LoopExpr x) {
    LoopExpr a = at.let(fromBits(and(bits(x), MAGNITUDE)));
    LoopExpr z = at.let(multiply(a, a));
    LoopExpr e =
        at.horner(
            z,
            FloatErrorFunction.E0,
            FloatErrorFunction.E1,
            FloatErrorFunction.E2,
            FloatErrorFunction.E3,
            FloatErrorFunction.E4,
            FloatErrorFunction.E5,
            FloatErrorFunction.E6);
    LoopExpr small = at.let(fma(a, e, a));
    LoopExpr clamped = atMost(a, FloatErrorFunction.HIGHEST);
    LoopExpr l =
        at.horner(
            clamped,
            FloatErrorFunction.L0,
            FloatErrorFunction.L1,
            FloatErrorFunction.L2,
            FloatErrorFunction.L3,
            FloatErrorFunction.L4,
            FloatErrorFunction.L5,
            FloatErrorFunction.L6);
    Reduced reduced = reduce(at.let(negate(l)));
    LoopExpr p = power(reduced.r());
    LoopExpr large = fma(negate(p), powerOfTwo(exponent(reduced)), 1f);
    return withSign(select(less(a, number(FloatErrorFunction.SMALL)), small, large), x);
  }

  private static LoopExpr withSign(LoopExpr magnitude, LoopExpr x) {
    return fromBits(or(bits(magnitude), and(bits(x), SIGN)));
  }

  private LoopExpr log(LoopExpr x) {
    LoopExpr denormal = at.let(less(x, number(Float.MIN_NORMAL)));
    LoopExpr y = select(denormal, multiply(x, number(FloatLogarithm.DENORMAL_SCALE)), x);
    LoopExpr offset = at.let(subtract(bits(y), number(FloatLogarithm.TWO_THIRDS_BITS)));
    LoopExpr mantissa = add(and(offset, 0x007FFFFF), number(FloatLogarithm.TWO_THIRDS_BITS));
    LoopExpr f = at.let(subtract(fromBits(mantissa), number(1f)));
    LoopExpr e = at.let(subtract(exponent(offset), select(denormal, number(24f), number(0f))));
    LoopExpr finite = sum(e, f);
    LoopExpr positive = select(less(x, number(Float.POSITIVE_INFINITY)), finite, x);
    LoopExpr notNegative = select(less(x, number(0f)), number(Float.NaN), positive);
    return select(equal(x, number(0f)), number(Float.NEGATIVE_INFINITY), notNegative);
  }

  private LoopExpr log1p(LoopExpr x) {
    LoopExpr offset =
        at.let(subtract(bits(add(number(1f), x)), number(FloatLogarithm.TWO_THIRDS_BITS)));
    LoopExpr t = at.let(fromBits(subtract(number(0x40800000), and(offset, 0xFF800000))));
    LoopExpr f = at.let(fma(multiply(x, number(0.25f)), t, fma(t, number(0.25f), -1f)));
    LoopExpr finite = sum(at.let(exponent(offset)), f);
    LoopExpr positive = select(less(x, number(Float.POSITIVE_INFINITY)), finite, x);
    LoopExpr inDomain = select(less(x, number(-1f)), number(Float.NaN), positive);
    LoopExpr aboveMinusOne =
        select(equal(x, number(-1f)), number(Float.NEGATIVE_INFINITY), inDomain);
    return select(less(absolute(x), number(FloatLogarithm.LOG1P_TINY)), x, aboveMinusOne);
  }

  private static LoopExpr exponent(LoopExpr offset) {
    LoopExpr shifted = fromBits(add(shiftRight(offset, 23), number(FloatExponential.ROUND_BITS)));
    return subtract(shifted, number(FloatExponential.ROUND));
  }

  /// e·ln 2 + log(1 + f).
  private LoopExpr sum(LoopExpr e, LoopExpr f) {
    LoopExpr p =
        at.horner(
            f,
            FloatLogarithm.P0,
            FloatLogarithm.P1,
            FloatLogarithm.P2,
            FloatLogarithm.P3,
            FloatLogarithm.P4,
            FloatLogarithm.P5,
            FloatLogarithm.P6,
            FloatLogarithm.P7);
    LoopExpr tail = multiply(multiply(f, f), fma(f, p, -0.5f));
    LoopExpr product = at.let(multiply(e, number(FloatLogarithm.LN2_HIGH)));
    LoopExpr high = at.let(add(product, f));
    LoopExpr low = subtract(f, subtract(high, product));
    return at.let(add(high, add(low, fma(e, number(FloatLogarithm.LN2_LOW), tail))));
  }

  /// |x| is rounded to an integer by adding 2²³ and taking it off again; where that went up, 1 is taken off.
  private LoopExpr floor(LoopExpr x) {
    LoopExpr a = at.let(absolute(x));
    LoopExpr magnitude = subtract(add(a, number(INTEGERS_FROM)), number(INTEGERS_FROM));
    LoopExpr nearest = at.let(withSign(magnitude, x));
    LoopExpr below = select(less(x, nearest), subtract(nearest, number(1f)), nearest);
    return select(less(a, number(INTEGERS_FROM)), below, x);
  }
}
