package netwright.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import netwright.check.Arguments.Signature;
import netwright.check.Operators.Operand;
import netwright.op.Elementwise;
import netwright.op.ElementwiseOps;

/// The functions that `std.net` is written with: what the language cannot say itself.
final class Builtins {

  /// One of them.
  record Builtin(Signature signature, Function<BuiltinCall, Value> meaning) {}

  /// Functions of the language that are not built yet.
  static final Set<String> PLANNED = Set.of("sort");

  private static final Map<String, Builtin> ALL = new LinkedHashMap<>();

  static {
    elementwise("exp", ElementwiseOps.EXP);
    elementwise("log", ElementwiseOps.LOG);
    elementwise("log1p", ElementwiseOps.LOG1P);
    elementwise("expm1", ElementwiseOps.EXPM1);
    elementwise("tanh", ElementwiseOps.TANH);
    elementwise("erf", ElementwiseOps.ERF);
    elementwise("sigmoid", ElementwiseOps.SIGMOID);
    elementwise("sin", ElementwiseOps.SIN);
    elementwise("cos", ElementwiseOps.COS);
    elementwise("sqrt", ElementwiseOps.SQUARE_ROOT);
    elementwise("abs", ElementwiseOps.ABSOLUTE);
    elementwise("floor", ElementwiseOps.FLOOR);
    elementwise("stop_gradient", ElementwiseOps.STOP_GRADIENT);
    define("where", List.of("condition", "a", "b"), 3, TensorBuiltins::where);
    define("reshape", List.of("x", "shape"), 2, TensorBuiltins::reshape);
    define("transpose", List.of("x", "order"), 1, TensorBuiltins::transpose);
    define("squeeze", List.of("x", "axis"), 1, TensorBuiltins::squeeze);
    define("range", List.of("size"), 1, TensorBuiltins::range);
    define("size", List.of("x", "axis"), 1, TensorBuiltins::size);
    define("one_hot", List.of("label"), 1, TensorBuiltins::oneHot);
    define("random", List.of("distribution", "like", "shape"), 1, TensorBuiltins::random);
    define("orthonormal", List.of("x"), 1, InitialBuiltins::orthonormal);
    define("fit", List.of("value"), 1, TensorBuiltins::fit);
    define("slice", List.of("x", "axis", "from", "to", "step"), 1, SpacingBuiltins::slice);
    define("pad", List.of("x", "sizes", "value"), 2, SpacingBuiltins::pad);
    define("windows", List.of("x", "size", "stride", "dilation"), 2, SpacingBuiltins::windows);
    define("concat", PlaceBuiltins.CONCAT, 2, PlaceBuiltins::concat);
    define("gather", List.of("table", "index", "axis", "keepdim"), 2, PlaceBuiltins::gather);
    define("broadcast", List.of("x", "shape"), 2, PlaceBuiltins::broadcast);
    define("ranks", List.of("x", "axis"), 1, PlaceBuiltins::ranks);
    define("sum", List.of("x", "axis", "keepdim"), 1, Reductions::sum);
    define("mean", List.of("x", "axis", "keepdim"), 1, Reductions::mean);
    define("variance", List.of("x", "axis", "keepdim", "unbiased"), 1, Reductions::variance);
    define("max", List.of("a", "b", "axis", "keepdim"), 1, Reductions::max);
    define("min", List.of("a", "b", "axis", "keepdim"), 1, Reductions::min);
    define("prod", List.of("x", "axis", "keepdim"), 1, Reductions::product);
    define("argmax", List.of("x", "axis"), 1, Reductions::argmax);
    define(
        "uniform",
        List.of("low", "high"),
        2,
        call -> distribution(Value.Family.UNIFORM, call, "low", "high"));
    define(
        "normal",
        List.of("mean", "std"),
        2,
        call -> distribution(Value.Family.NORMAL, call, "mean", "std"));
    define(
        "constant",
        List.of("value"),
        1,
        call -> distribution(Value.Family.CONSTANT, call, "value", "value"));
    define(
        "bernoulli", List.of("p"), 1, call -> distribution(Value.Family.BERNOULLI, call, "p", "p"));
  }

  private Builtins() {}

  static Optional<Builtin> find(String name) {
    return Optional.ofNullable(ALL.get(name));
  }

  static Set<String> names() {
    return ALL.keySet();
  }

  private static void define(
      String name, List<String> arguments, int required, Function<BuiltinCall, Value> meaning) {
    Signature signature = new Signature(name, arguments, arguments.subList(0, required), List.of());
    ALL.put(name, new Builtin(signature, meaning));
  }

  private static void elementwise(String name, Elementwise operation) {
    define(name, List.of("x"), 1, call -> elementwise(operation, call));
  }

  private static Value elementwise(Elementwise operation, BuiltinCall call) {
    Operand operand = new Operand(call.value("x"), call.expression("x"));
    return call.elaborator()
        .operators()
        .apply(operation, call.callee(), call.span(), call.frame(), operand);
  }

  private static Value distribution(
      Value.Family family, BuiltinCall call, String first, String second) {
    var a = call.number(first);
    var b = call.number(second);
    return a.isPresent() && b.isPresent()
        ? new Value.Distribution(family, a.getAsDouble(), b.getAsDouble())
        : Value.POISON;
  }
}
