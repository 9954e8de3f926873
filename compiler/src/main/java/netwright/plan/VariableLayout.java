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
    size = Math.multiplyExact(Math.ceilDiv(end, ALIGNMENT), ALIGNMENT);
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
