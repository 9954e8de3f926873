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

  /// A variable that has no place yet.
  ///
  /// @param state what the optimizer calls it, the same for all parameters; empty if it is not the optimizer's
  public record Wanted(String name, Variable.Role role, String state, List<Integer> shape) {
    public Wanted {
      shape = List.copyOf(shape);
    }

    private Variable at(int offset) {
      return new Variable(name, role, shape, offset);
    }

    private Kind kind() {
      return new Kind(role, state);
    }
  }

  /// What lies side by side: all parameters, all first moments.
  private record Kind(Variable.Role role, String state) {}

  /// Places for `variables`, in their order.
  ///
  /// Parameters that are few lie side by side, and so do the states that an optimizer keeps of them: one loop can then update
  /// them all.
  public static VariableLayout of(DType dtype, List<Wanted> variables) {
    VariableLayout layout = new VariableLayout(dtype);
    long elements = 0;
    for (Wanted variable : variables) {
      boolean state = variable.role() == Variable.Role.OPTIMIZER_STATE;
      elements += state ? 0 : variable.at(0).size();
    }
    if (elements > FEW) {
      variables.forEach(each -> layout.add(each.name(), each.role(), each.shape()));
    } else {
      layout.addSideBySide(variables);
    }
    return layout;
  }

  private void addSideBySide(List<Wanted> variables) {
    Map<Kind, List<Wanted>> kinds = new LinkedHashMap<>();
    for (Wanted variable : variables) {
      kinds.computeIfAbsent(variable.kind(), _ -> new ArrayList<>()).add(variable);
    }
    Map<Wanted, Integer> offsets = new HashMap<>();
    int end = 0;
    for (List<Wanted> kind : kinds.values()) {
      end = space().nextLine(end);
      for (Wanted variable : kind) {
        offsets.put(variable, end);
        end = Math.addExact(end, variable.at(end).size());
      }
    }
    variables.forEach(each -> put(each.at(offsets.get(each))));
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
    Variable variable = new Variable(name, role, shape, space().nextLine(size));
    put(variable);
    return variable;
  }

  private void put(Variable variable) {
    variables.add(variable);
    byName.put(variable.name(), variable);
    int end = Math.addExact(variable.offset(), variable.size());
    size = Math.max(size, space().nextLine(end));
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
