package netwright.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The expressions that some others depend on, themselves included.
final class Reached {
  private final Set<TypedExpr> exprs = new HashSet<>();
  private final Set<String> variables = new HashSet<>();
  private final Set<String> inputs = new HashSet<>();

  /// Adds `root` and all it depends on.
  void add(TypedExpr root) {
    List<TypedExpr> open = new ArrayList<>(List.of(root));
    while (!open.isEmpty()) {
      TypedExpr expr = open.removeLast();
      if (exprs.add(expr)) {
        open.addAll(expr.inputs());
        note(expr.op());
      }
    }
  }

  private void note(TypedOp op) {
    switch (op) {
      case TypedOp.Variable(String name) -> variables.add(name);
      case TypedOp.Input(String name) -> inputs.add(name);
      default -> {}
    }
  }

  /// How many there are.
  int size() {
    return exprs.size();
  }

  /// The expressions in the order they were made, inputs before users.
  List<TypedExpr> ordered() {
    return exprs.stream().sorted(Comparator.comparingInt(TypedExpr::id)).toList();
  }

  /// The names of the variables among them.
  Set<String> variables() {
    return variables;
  }

  /// The names of the inputs and targets among them.
  Set<String> inputs() {
    return inputs;
  }
}
