package netwright.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import netwright.loop.Combine;

/// The variables that a gradient of the loss reaches. It does not pass a comparison, `floor`, `argmax` or
/// `stop_gradient`, nor the condition of a `where`.
final class GradientFlow {
  private final Set<TypedExpr> passed = new HashSet<>();
  private final Set<String> variables = new HashSet<>();

  private GradientFlow() {}

  /// The names of the variables that `loss` can teach something.
  static Set<String> variables(TypedExpr loss) {
    GradientFlow flow = new GradientFlow();
    List<TypedExpr> open = new ArrayList<>(List.of(loss));
    while (!open.isEmpty()) {
      TypedExpr expr = open.removeLast();
      if (flow.passed.add(expr)) {
        flow.pass(expr, open);
      }
    }
    return flow.variables;
  }

  private void pass(TypedExpr expr, List<TypedExpr> open) {
    if (expr.op() instanceof TypedOp.Variable(String name)) {
      variables.add(name);
    }
    for (int input = 0; input < expr.inputs().size(); input++) {
      if (passes(expr.op(), input)) {
        open.add(expr.inputs().get(input));
      }
    }
  }

  private static boolean passes(TypedOp op, int input) {
    return switch (op) {
      case TypedOp.Apply(var operation) -> operation.isDifferentiable(input);
      case TypedOp.Reduce(Combine combine, _, _) -> combine != Combine.ARGMAX;
      case TypedOp.MatMul _, TypedOp.Reshape _, TypedOp.Transpose _, TypedOp.Broadcast _ -> true;
      case TypedOp.Select _, TypedOp.Place _, TypedOp.Concat _ -> true;
      case TypedOp.Gather _ -> input == 0;
      case TypedOp.Ranks _ -> false;
      case TypedOp.Constant _, TypedOp.Input _, TypedOp.Variable _, TypedOp.Gradient _ -> false;
      case TypedOp.Clock _, TypedOp.Kept _, TypedOp.BatchSize _, TypedOp.Training _ -> false;
      case TypedOp.Range _, TypedOp.Uniform _, TypedOp.Draw _, TypedOp.Arranged _ -> false;
    };
  }
}
