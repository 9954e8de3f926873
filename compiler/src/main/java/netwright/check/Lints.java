package netwright.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import netwright.diag.Code;
import netwright.diag.Diagnostic;
import netwright.runtime.Variable.Role;

/// Warnings about a sound model that will hardly do what its author wants.
final class Lints {
  private final Reports reports;

  Lints(Reports reports) {
    this.reports = reports;
  }

  void check(TypedModel model, Scope scope) {
    Reached loss = new Reached();
    loss.add(model.loss());
    unusedPorts(model, loss);
    unusedParameters(model, loss, unusedBindings(scope));
    cutOff(model, loss);
    equalStart(model, loss);
  }

  private void unusedPorts(TypedModel model, Reached loss) {
    List<TypedModel.Port> ports = new ArrayList<>(model.inputs());
    ports.addAll(model.targets());
    for (TypedModel.Port port : ports) {
      if (!loss.inputs().contains(port.name())) {
        reports.warning(
            Diagnostic.of(
                Code.UNUSED_INPUT,
                port.span(),
                "the loss does not depend on `" + port.name() + "`"));
      }
    }
  }

  /// Parameters of unused bindings go without saying.
  private void unusedParameters(TypedModel model, Reached loss, Set<String> unused) {
    for (TypedModel.ModelVariable variable : model.variables()) {
      String binding = variable.name().substring(0, variable.name().indexOf('.'));
      boolean trained =
          variable.role() != Role.PARAMETER || loss.variables().contains(variable.name());
      if (!trained && !unused.contains(binding)) {
        String message =
            "the loss does not depend on the parameter `"
                + variable.name()
                + "`; it is never trained";
        reports.warning(Diagnostic.of(Code.UNUSED_PARAMETER, variable.span(), message));
      }
    }
  }

  private void cutOff(TypedModel model, Reached loss) {
    Set<String> taught = GradientFlow.variables(model.loss());
    for (TypedModel.ModelVariable variable : model.variables()) {
      boolean depends =
          variable.role() == Role.PARAMETER && loss.variables().contains(variable.name());
      if (depends && !taught.contains(variable.name())) {
        String message = "no gradient reaches `" + variable.name() + "`; it is never trained";
        reports.warning(
            Diagnostic.of(Code.NO_GRADIENT, variable.span(), message)
                .help(
                    "a comparison, `step`, `sign`, `floor` or `argmax` on the way to the loss has no derivative"));
      }
    }
  }

  /// The bindings that nothing reads.
  private Set<String> unusedBindings(Scope scope) {
    Set<String> unused = new HashSet<>();
    scope
        .entries()
        .forEach((name, entry) -> {
          boolean isPort =
              entry.value() instanceof Value.Tensor(TypedExpr expr)
                  && expr.op() instanceof TypedOp.Input;
          if (!entry.isRead() && !isPort) {
            unused.add(name);
            reports.warning(
                Diagnostic.of(
                    Code.UNUSED_BINDING, entry.declared(), "nothing uses `" + name + "`"));
          }
        });
    return unused;
  }

  /// A matrix whose elements are all equal, before another such matrix: all units between them stay equal for ever.
  private void equalStart(TypedModel model, Reached loss) {
    Map<String, TypedModel.ModelVariable> equal = new HashMap<>();
    for (TypedModel.ModelVariable variable : model.variables()) {
      boolean matrix = variable.role() == Role.PARAMETER && variable.shape().rank() >= 2;
      if (matrix
          && variable.initial() instanceof Initial.Fill
          && variable.shape().sizes().getLast() > 1) {
        equal.put(variable.name(), variable);
      }
    }
    if (!equal.isEmpty()) {
      Set<String> constant = constantMatrices(model);
      equal.values().stream()
          .filter(variable -> leadsTo(variable.name(), constant, loss))
          .sorted((a, b) -> a.name().compareTo(b.name()))
          .forEach(this::warnEqual);
    }
  }

  private static Set<String> constantMatrices(TypedModel model) {
    Set<String> names = new HashSet<>();
    for (TypedModel.ModelVariable variable : model.variables()) {
      if (variable.role() == Role.PARAMETER
          && variable.shape().rank() >= 2
          && variable.initial() instanceof Initial.Fill) {
        names.add(variable.name());
      }
    }
    return names;
  }

  /// Whether what is computed from the variable `name` is multiplied by another of `constant`.
  private static boolean leadsTo(String name, Set<String> constant, Reached loss) {
    Set<TypedExpr> after = new HashSet<>();
    for (TypedExpr expr : loss.ordered()) {
      boolean own = expr.op() instanceof TypedOp.Variable(String variable) && variable.equals(name);
      boolean depends = own || expr.inputs().stream().anyMatch(after::contains);
      if (depends) {
        after.add(expr);
      }
      if (depends
          && expr.op() instanceof TypedOp.MatMul
          && isConstant(expr.inputs().get(1), name, constant)) {
        return true;
      }
    }
    return false;
  }

  private static boolean isConstant(TypedExpr expr, String name, Set<String> constant) {
    return expr.op() instanceof TypedOp.Variable(String variable)
        && !variable.equals(name)
        && constant.contains(variable);
  }

  private void warnEqual(TypedModel.ModelVariable variable) {
    reports.warning(
        Diagnostic.of(
                Code.EQUAL_START,
                variable.span(),
                "all units of this layer start equal, and stay so: `"
                    + variable.name()
                    + "` starts as "
                    + variable.initial())
            .help("start its weights at random: `xavier_normal`, `kaiming_uniform`, …"));
  }
}
