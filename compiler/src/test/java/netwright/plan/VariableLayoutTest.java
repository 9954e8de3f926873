package netwright.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import netwright.ir.DType;
import netwright.runtime.Variable;
import netwright.runtime.Variable.Role;
import org.junit.jupiter.api.Test;

/// Where variables lie.
class VariableLayoutTest {
  private static VariableLayout.Wanted variable(String name, Role role, Integer... shape) {
    return new VariableLayout.Wanted(name, role, "", List.of(shape));
  }

  private static VariableLayout.Wanted state(String name, String state, Integer... shape) {
    return new VariableLayout.Wanted(name, Role.OPTIMIZER_STATE, state, List.of(shape));
  }

  private static List<Integer> offsets(VariableLayout layout) {
    return layout.variables().stream().map(Variable::offset).toList();
  }

  private static List<VariableLayout.Wanted> layer(int inputs) {
    return List.of(
        variable("a.weight", Role.PARAMETER, inputs, 5),
        variable("a.mean", Role.FITTED, 3),
        variable("a.bias", Role.PARAMETER, 5),
        state("a.weight.1", "m", inputs, 5),
        state("a.weight.2", "v", inputs, 5),
        state("a.bias.3", "m", 5),
        state("a.bias.4", "v", 5));
  }

  @Test
  void fewParametersAndTheirStatesLieSideBySide() {
    VariableLayout layout = VariableLayout.of(DType.F32, layer(2));
    assertEquals(List.of(12, 28, 22, 44, 60, 54, 70), offsets(layout));
    assertEquals(76 + Plan.SLACK, layout.size());
    assertEquals("a.mean", layout.variables().get(1).name(), "the order stays as it was");
  }

  @Test
  void weightsStayWhereTheyAre() {
    VariableLayout weights = VariableLayout.of(DType.F32, layer(2)).weights();
    assertEquals(List.of(12, 28, 22), offsets(weights));
    assertEquals(44 + Plan.SLACK, weights.size());
  }

  @Test
  void manyStartWhereVectorsDo() {
    VariableLayout layout = VariableLayout.of(DType.F32, layer(30));
    assertEquals(List.of(12, 172, 188, 204, 364, 524, 540), offsets(layout));
  }
}
