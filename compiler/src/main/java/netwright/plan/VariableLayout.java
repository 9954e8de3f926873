package netwright.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import netwright.ir.DType;
import netwright.loop.Buffer;
import netwright.loop.Space;
import netwright.runtime.Variable;

/// The places of all variables of a network in one array, the same for all its programs.
public final class VariableLayout {
  private static final int ALIGNMENT = 16;

  private final DType dtype;
  private final List<Variable> variables = new ArrayList<>();
  private final Map<String, Variable> byName = new HashMap<>();
  private int size;

  /// Places for variables of type `dtype`.
  public VariableLayout(DType dtype) {
    this.dtype = dtype;
  }

  /// The type of all variables.
  public DType dtype() {
    return dtype;
  }

  /// Appends a variable.
  public Variable add(String name, Variable.Role role, List<Integer> shape) {
    Variable variable = new Variable(name, role, shape, size);
    variables.add(variable);
    byName.put(name, variable);
    size =
        Math.multiplyExact(
            Math.ceilDiv(Math.addExact(size, variable.size()), ALIGNMENT), ALIGNMENT);
    return variable;
  }

  /// All variables, in the order of memory.
  public List<Variable> variables() {
    return List.copyOf(variables);
  }

  /// The variable named `name`.
  public Variable get(String name) {
    return byName.get(name);
  }

  /// The memory of a variable.
  public Buffer buffer(Variable variable) {
    Space space = dtype == DType.F32 ? Space.PERSISTENT : Space.WIDE_PERSISTENT;
    return new Buffer(space, variable.offset(), variable.size());
  }

  /// Elements in all, with [Plan#SLACK] behind the last variable.
  public int size() {
    return Math.addExact(size, Plan.SLACK);
  }
}
