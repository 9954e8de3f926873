package netwright.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import netwright.ir.DType;
import netwright.loop.Buffer;
import netwright.loop.Space;
import netwright.runtime.Variable;

/// The places of all variables of a network in one array, the same for all its programs.
public final class VariableLayout {
  private static final int ALIGNMENT = 16;

  /// The most elements that lie side by side.
  private static final int FEW = 128;

  private final DType dtype;
  private final List<Variable> variables = new ArrayList<>();
  private final Map<String, Variable> byName = new HashMap<>();
  private int size;

  /// Places for variables of type `dtype`.
  public VariableLayout(DType dtype) {
    this.dtype = dtype;
  }

  /// Places for `variables`, in their order; where they lie so far is ignored.
  ///
  /// Parameters that are few lie side by side, and so do the states that an optimizer keeps of them: one loop can then update
  /// them all.
  public static VariableLayout of(DType dtype, List<Variable> variables) {
    VariableLayout layout = new VariableLayout(dtype);
    long elements = 0;
    for (Variable variable : variables) {
      elements += variable.role() == Variable.Role.OPTIMIZER_STATE ? 0 : variable.size();
    }
    if (elements > FEW) {
      variables.forEach(each -> layout.add(each.name(), each.role(), each.shape()));
    } else {
      layout.addSideBySide(variables);
    }
    return layout;
  }

  private void addSideBySide(List<Variable> variables) {
    Map<String, List<Variable>> kinds = new LinkedHashMap<>();
    for (Variable variable : variables) {
      kinds.computeIfAbsent(kind(variable), _ -> new ArrayList<>()).add(variable);
    }
    Map<String, Integer> offsets = new HashMap<>();
    int end = 0;
    for (List<Variable> kind : kinds.values()) {
      end = aligned(end);
      for (Variable variable : kind) {
        offsets.put(variable.name(), end);
        end = Math.addExact(end, variable.size());
      }
    }
    for (Variable each : variables) {
      put(new Variable(each.name(), each.role(), each.shape(), offsets.get(each.name())));
    }
  }

  /// Variables of the same kind lie side by side: of a state of the optimizer, that is what its name ends in.
  private static String kind(Variable variable) {
    return variable.role() == Variable.Role.OPTIMIZER_STATE
        ? variable.name().substring(variable.name().lastIndexOf('.') + 1)
        : variable.role().name();
  }

  private static int aligned(int offset) {
    return Math.multiplyExact(Math.ceilDiv(offset, ALIGNMENT), ALIGNMENT);
  }

  /// The same places without the state of the optimizer.
  public VariableLayout weights() {
    VariableLayout weights = new VariableLayout(dtype);
    for (Variable variable : variables) {
      if (variable.role() != Variable.Role.OPTIMIZER_STATE) {
        weights.put(variable);
      }
    }
    return weights;
  }

  /// The type of all variables.
  public DType dtype() {
    return dtype;
  }

  /// Appends a variable.
  public Variable add(String name, Variable.Role role, List<Integer> shape) {
    Variable variable = new Variable(name, role, shape, size);
    put(variable);
    return variable;
  }

  private void put(Variable variable) {
    variables.add(variable);
    byName.put(variable.name(), variable);
    int end = Math.addExact(variable.offset(), variable.size());
    size = Math.max(size, aligned(end));
  }

  /// All variables, in the order in which they were added.
  public List<Variable> variables() {
    return List.copyOf(variables);
  }

  /// The variable named `name`.
  public Variable get(String name) {
    return byName.get(name);
  }

  /// The memory of a variable.
  public Buffer buffer(Variable variable) {
    return new Buffer(space(), variable.offset(), variable.size());
  }

  /// Where all variables are.
  Space space() {
    return dtype == DType.F32 ? Space.PERSISTENT : Space.WIDE_PERSISTENT;
  }

  /// Elements in all, with [Plan#SLACK] behind the last variable.
  public int size() {
    return Math.addExact(size, Plan.SLACK);
  }
}
