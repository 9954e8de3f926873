package netwright.op;

import static netwright.op.Elementwise.named;

import java.util.List;
import java.util.function.DoubleUnaryOperator;
import netwright.ir.DType;
import netwright.ir.Node;
import netwright.loop.Primitive;
import netwright.runtime.math.Functions;

/// The elementwise operations, each with its equation.
public final class ElementwiseOps {

  private ElementwiseOps() {}

  /// a + b.
  public static final Elementwise ADD =
      named("add", 2)
          .value((_, a, b, _) -> a + b)
          .code(Primitive.ADD)
          .derivative((_, g, _, _) -> g)
          .derivative((_, g, _, _) -> g)
          .samples(-2.5, -0.0, 0, 1e-8, 1, 3e8);

  /// a - b.
  public static final Elementwise SUBTRACT =
      named("subtract", 2)
          .value((_, a, b, _) -> a - b)
          .code(Primitive.SUBTRACT)
          .derivative((_, g, _, _) -> g)
          .derivative((build, g, _, _) -> build.negate(g))
          .samples(-2.5, -0.0, 0, 1e-8, 1, 3e8);

  /// a · b. d/da = b, d/db = a.
  public static final Elementwise MULTIPLY =
      named("multiply", 2)
          .value((_, a, b, _) -> a * b)
          .code(Primitive.MULTIPLY)
          .derivative((build, g, x, _) -> build.multiply(g, x.get(1)))
          .derivative((build, g, x, _) -> build.multiply(g, x.get(0)))
          .samples(-2.5, -0.0, 0, 1e-8, 1, 3e8);

  /// a / b. d/da = 1/b, d/db = -(a/b)/b.
  public static final Elementwise DIVIDE =
      named("divide", 2)
          .value((_, a, b, _) -> a / b)
          .code(Primitive.DIVIDE)
          .derivative((build, g, x, _) -> build.divide(g, x.get(1)))
          .derivative(
              (build, g, x, y) -> build.negate(build.divide(build.multiply(g, y), x.get(1))))
          .samples(-2.5, 0.5, 1, 7, 3e4);

  /// aᵇ, as `StrictMath.pow`. d/da = b·aᵇ⁻¹, d/db = aᵇ·ln a (0 where a is not positive).
  public static final Elementwise POWER =
      named("power", 2)
          .value((_, a, b, _) -> StrictMath.pow(a, b))
          .code(Primitive.POWER)
          .derivative((build, g, x, _) ->
              build.multiply(
                  g,
                  build.multiply(
                      x.get(1),
                      build.power(x.get(0), build.subtract(x.get(1), build.like(1, x.get(1)))))))
          .derivative((build, g, x, y) -> {
            var zero = build.like(0, x.get(0));
            var positive = build.less(zero, x.get(0));
            var guarded = build.where(positive, x.get(0), build.like(1, x.get(0)));
            return build.where(
                positive, build.multiply(g, build.multiply(y, build.log(guarded))), zero);
          })
          .samples(0.25, 0.5, 1, 2, 3.5);

  /// The smaller of a and b; NaN wins. Ties split the gradient.
  public static final Elementwise MINIMUM =
      named("minimum", 2)
          .value((_, a, b, _) -> Math.min(a, b))
          .code(Primitive.MINIMUM)
          .derivative((build, g, x, _) -> build.multiply(g, build.share(x.get(0), x.get(1))))
          .derivative((build, g, x, _) -> build.multiply(g, build.share(x.get(1), x.get(0))))
          .samples(-2.5, -0.0, 0, 1, 3);

  /// The larger of a and b; NaN wins. Ties split the gradient.
  public static final Elementwise MAXIMUM =
      named("maximum", 2)
          .value((_, a, b, _) -> Math.max(a, b))
          .code(Primitive.MAXIMUM)
          .derivative((build, g, x, _) -> build.multiply(g, build.share(x.get(1), x.get(0))))
          .derivative((build, g, x, _) -> build.multiply(g, build.share(x.get(0), x.get(1))))
          .samples(-2.5, -0.0, 0, 1, 3);

  /// 1 where a < b, else 0.
  public static final Elementwise LESS =
      named("less", 2)
          .value((_, a, b, _) -> a < b ? 1 : 0)
          .code(Primitive.LESS)
          .samples(-1, -0.0, 0, 1, Double.NaN);

  /// 1 where a ≤ b, else 0.
  public static final Elementwise LESS_OR_EQUAL =
      named("less_or_equal", 2)
          .value((_, a, b, _) -> a <= b ? 1 : 0)
          .code(Primitive.LESS_OR_EQUAL)
          .samples(-1, -0.0, 0, 1, Double.NaN);

  /// 1 where a = b, else 0.
  public static final Elementwise EQUAL =
      named("equal", 2)
          .value((_, a, b, _) -> a == b ? 1 : 0)
          .code(Primitive.EQUAL)
          .samples(-1, -0.0, 0, 1, Double.NaN);

  /// 1 where a ≠ b, else 0.
  public static final Elementwise NOT_EQUAL =
      named("not_equal", 2)
          .value((_, a, b, _) -> a != b ? 1 : 0)
          .code(Primitive.NOT_EQUAL)
          .samples(-1, -0.0, 0, 1, Double.NaN);

  /// a where the condition is not 0, else b; the branch not taken gets no gradient.
  public static final Elementwise WHERE =
      named("where", 3)
          .value((_, condition, a, b) -> condition != 0 ? a : b)
          .code(Primitive.SELECT)
          .constant()
          .derivative((build, g, x, y) -> build.where(chosen(build, x, y), g, build.like(0, g)))
          .derivative((build, g, x, y) -> build.where(chosen(build, x, y), build.like(0, g), g))
          .samples(-1, 0, 1, 2.5);

  /// -x.
  public static final Elementwise NEGATE =
      named("negate", 1)
          .value((_, x, _, _) -> -x)
          .code(Primitive.NEGATE)
          .derivative((build, g, _, _) -> build.negate(g))
          .samples(-2.5, -0.0, 0, 1);

  /// |x|. d/dx = the sign of x, 0 at 0.
  public static final Elementwise ABSOLUTE =
      named("abs", 1)
          .value((_, x, _, _) -> Math.abs(x))
          .code(Primitive.ABSOLUTE)
          .derivative((build, g, x, _) -> build.multiply(g, build.sign(x.get(0))))
          .samples(-2.5, -0.0, 0, 1);

  /// √x. d/dx = 1 / (2·√x).
  public static final Elementwise SQUARE_ROOT =
      named("sqrt", 1)
          .value((_, x, _, _) -> Math.sqrt(x))
          .code(Primitive.SQUARE_ROOT)
          .derivative((build, g, _, y) -> build.divide(g, build.multiply(build.like(2, y), y)))
          .samples(0.25, 1, 2, 1e6);

  /// The largest integer not above x. Its derivative is 0.
  public static final Elementwise FLOOR =
      named("floor", 1)
          .value((_, x, _, _) -> Math.floor(x))
          .code(Primitive.FLOOR)
          .samples(-2.5, -0.0, 0, 0.5, 1, 3e9);

  /// eˣ. d/dx = eˣ.
  public static final Elementwise EXP =
      named("exp", 1)
          .value(function(Functions::exp, StrictMath::exp))
          .code(Primitive.EXP)
          .derivative((build, g, _, y) -> build.multiply(g, y))
          .samples(-100, -1, -0.0, 0, 1e-8, 1, 20);

  /// ln x. d/dx = 1/x.
  public static final Elementwise LOG =
      named("log", 1)
          .value(function(Functions::log, StrictMath::log))
          .code(Primitive.LOG)
          .derivative((build, g, x, _) -> build.divide(g, x.get(0)))
          .samples(1e-8, 0.5, 1, 2, 1e8);

  /// ln(1 + x). d/dx = 1/(1 + x).
  public static final Elementwise LOG1P =
      named("log1p", 1)
          .value(function(Functions::log1p, StrictMath::log1p))
          .code(Primitive.LOG1P)
          .derivative(
              (build, g, x, _) -> build.divide(g, build.add(build.like(1, x.get(0)), x.get(0))))
          .samples(-0.5, -1e-8, 0, 1e-8, 1, 1e8);

  /// eˣ - 1. d/dx = eˣ = y + 1.
  public static final Elementwise EXPM1 =
      named("expm1", 1)
          .value(function(Functions::expm1, StrictMath::expm1))
          .code(Primitive.EXPM1)
          .derivative((build, g, _, y) -> build.multiply(g, build.add(y, build.like(1, y))))
          .samples(-20, -1e-8, 0, 1e-8, 1, 20);

  /// tanh x. d/dx = 1 - tanh²x.
  public static final Elementwise TANH =
      named("tanh", 1)
          .value(function(Functions::tanh, StrictMath::tanh))
          .code(Primitive.TANH)
          .derivative((build, g, _, y) ->
              build.multiply(g, build.subtract(build.like(1, y), build.multiply(y, y))))
          .samples(-20, -1, -0.0, 0, 1e-8, 1, 20);

  /// erf x = 2/√π · ∫₀ˣ e^(-t²) dt. d/dx = 2/√π · e^(-x²).
  public static final Elementwise ERF =
      named("erf", 1)
          .value(function(Functions::erf, Functions::erf))
          .code(Primitive.ERF)
          .derivative((build, g, x, _) -> {
            var density = build.exp(build.negate(build.multiply(x.get(0), x.get(0))));
            return build.multiply(
                g, build.multiply(build.like(2 / Math.sqrt(Math.PI), density), density));
          })
          .samples(-4, -1, -0.0, 0, 1e-8, 0.5, 2);

  /// 1 / (1 + e⁻ˣ). d/dx = y·(1 - y).
  public static final Elementwise SIGMOID =
      named("sigmoid", 1)
          .value(function(Functions::sigmoid, Functions::sigmoid))
          .code(Primitive.SIGMOID)
          .derivative((build, g, _, y) ->
              build.multiply(g, build.multiply(y, build.subtract(build.like(1, y), y))))
          .samples(-90, -5, -1, -0.0, 0, 1e-8, 1, 20);

  /// sin x. d/dx = cos x.
  public static final Elementwise SIN =
      named("sin", 1)
          .value(function(Functions::sin, StrictMath::sin))
          .code(Primitive.SIN)
          .derivative((build, g, x, _) -> build.multiply(g, build.cos(x.get(0))))
          .samples(-3, -0.0, 0, 1e-8, 1, 100);

  /// cos x. d/dx = -sin x.
  public static final Elementwise COS =
      named("cos", 1)
          .value(function(Functions::cos, StrictMath::cos))
          .code(Primitive.COS)
          .derivative((build, g, x, _) -> build.negate(build.multiply(g, build.sin(x.get(0)))))
          .samples(-3, -0.0, 0, 1e-8, 1, 100);

  /// x; nothing flows back through it.
  public static final Elementwise STOP_GRADIENT =
      named("stop_gradient", 1).value((_, x, _, _) -> x).samples(-1, 0, 1);

  /// x, in memory of its own: what a program hands out must be computed by it.
  public static final Elementwise COPY =
      named("copy", 1)
          .value((_, x, _, _) -> x)
          .derivative((_, g, _, _) -> g)
          .samples(-1, -0.0, 0, 1);

  /// An f32 as f64.
  public static final Elementwise WIDEN =
      named("widen", 1)
          .value((_, x, _, _) -> x)
          .code(Primitive.WIDEN)
          .derivative((build, g, _, _) -> build.narrow(g))
          .samples(-1.5, -0.0, 0, 1);

  /// An f64 rounded to f32.
  public static final Elementwise NARROW =
      named("narrow", 1)
          .value((_, x, _, _) -> x)
          .code(Primitive.NARROW)
          .derivative((build, g, _, _) -> build.widen(g))
          .samples(-1.5, -0.0, 0, 0.1);

  /// All of them, in the order of documentation.
  public static final List<Elementwise> ALL =
      List.of(
          ADD,
          SUBTRACT,
          MULTIPLY,
          DIVIDE,
          POWER,
          MINIMUM,
          MAXIMUM,
          LESS,
          LESS_OR_EQUAL,
          EQUAL,
          NOT_EQUAL,
          WHERE,
          NEGATE,
          ABSOLUTE,
          SQUARE_ROOT,
          FLOOR,
          EXP,
          LOG,
          LOG1P,
          EXPM1,
          TANH,
          ERF,
          SIGMOID,
          SIN,
          COS,
          STOP_GRADIENT,
          COPY,
          WIDEN,
          NARROW);

  private interface Single {
    float of(float x);
  }

  private static Elementwise.Meaning function(Single single, DoubleUnaryOperator wide) {
    return (dtype, x, _, _) -> dtype == DType.F32 ? single.of((float) x) : wide.applyAsDouble(x);
  }

  /// The condition of a choice, for its derivatives. That of `relu`, where(b ≤ 0, 0, b), is read from its result, which is 0
  /// or less exactly where b is, and which the next layer's derivative needs in memory anyway.
  private static Node chosen(TensorBuilder build, List<Node> x, Node y) {
    Node condition = x.get(0);
    boolean relu =
        condition.op() == LESS_OR_EQUAL
            && condition.input(0) == x.get(2)
            && isZero(condition.input(1))
            && isZero(x.get(1));
    return relu ? build.lessOrEqual(y, condition.input(1)) : condition;
  }

  private static boolean isZero(Node node) {
    return TensorBuilder.constantValue(node).filter(value -> value == 0).isPresent();
  }
}
